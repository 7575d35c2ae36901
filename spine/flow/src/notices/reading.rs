//! Reading one's notices.

use crate::Sentence;
use access::{Allowed, EditNotices};
use anyhow::Result;
use jiff::Timestamp;
use store::{Db, Instant, ToSqlx, sqlx};

store::id!(
    /// An event that people are told of.
    pub struct NoticeId;
);

/// A notice as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// The event.
    pub id: NoticeId,
    /// The name of its kind.
    pub kind: String,
    /// What happened.
    pub title: Sentence,
    /// More about it.
    pub lines: Vec<Sentence>,
    /// Where it can be seen.
    pub href: String,
    /// When it happened.
    pub created_at: Timestamp,
    /// When the reader opened it or marked it as read.
    pub read_at: Option<Timestamp>,
}

const UNREAD: &str = "
    SELECT COUNT(*) FROM notice_recipients WHERE account_id = $1 AND read_at IS NULL";

/// How many notices somebody has not read.
///
/// # Errors
/// When the database fails.
pub async fn unread(db: &Db, account: i64) -> Result<i64> {
    Ok(store::read!(db, |pool| {
        sqlx::query_scalar(UNREAD)
            .bind(account)
            .fetch_one(pool)
            .await
    })?)
}

const ALL: &str = "
    SELECT n.id, n.kind, n.title, n.lines, n.href, n.created_at, r.read_at
      FROM notice_recipients r
      JOIN notices n ON n.id = r.notice_id
     WHERE r.account_id = $1
     ORDER BY r.notice_id DESC LIMIT $2 OFFSET $3";

const ALL_UNREAD: &str = "
    SELECT n.id, n.kind, n.title, n.lines, n.href, n.created_at, r.read_at
      FROM notice_recipients r
      JOIN notices n ON n.id = r.notice_id
     WHERE r.account_id = $1 AND r.read_at IS NULL
     ORDER BY r.notice_id DESC LIMIT $2 OFFSET $3";

store::row! {
    struct Row {
        id: i64,
        kind: String,
        title: String,
        lines: String,
        href: String,
        created_at: Instant,
        read_at: Option<Instant>,
    }
}

impl Row {
    fn line(self) -> Option<NoticeLine> {
        Some(NoticeLine {
            id: NoticeId(self.id),
            kind: self.kind,
            title: Sentence::read(&self.title)?,
            lines: Sentence::read_list(&self.lines),
            href: self.href,
            created_at: self.created_at.to_jiff(),
            read_at: self.read_at.map(Instant::to_jiff),
        })
    }
}

/// Somebody's notices, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn notices(
    db: &Db,
    account: i64,
    unread_only: bool,
    offset: i64,
    limit: i64,
) -> Result<Vec<NoticeLine>> {
    let rows: Vec<Row> = store::read!(db, |pool| {
        sqlx::query_as(if unread_only { ALL_UNREAD } else { ALL })
            .bind(account)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().filter_map(Row::line).collect())
}

const HREF: &str = "
    SELECT n.href FROM notice_recipients r JOIN notices n ON n.id = r.notice_id
     WHERE r.account_id = $1 AND r.notice_id = $2";

const READ: &str = "
    UPDATE notice_recipients SET read_at = $3
     WHERE account_id = $1 AND notice_id = $2 AND read_at IS NULL";

const READ_UNTIL: &str = "
    UPDATE notice_recipients SET read_at = $3
     WHERE account_id = $1 AND notice_id <= $2 AND read_at IS NULL";

/// Marks a notice of the person as read and says where it leads; `None` when it is not theirs.
///
/// # Errors
/// When the database fails.
pub async fn open(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditNotices>,
    notice: NoticeId,
) -> Result<Option<String>> {
    let Some(account) = allowed.actor().account else {
        return Ok(None);
    };
    let href: Option<String> = store::read!(db, |pool| {
        sqlx::query_scalar(HREF)
            .bind(account)
            .bind(notice.0)
            .fetch_optional(pool)
            .await
    })?;
    if href.is_some() {
        mark(db, READ, account, notice, at).await?;
    }
    Ok(href)
}

/// Marks a notice of the person as read; returns whether it was unread.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditNotices>,
    notice: NoticeId,
) -> Result<bool> {
    match allowed.actor().account {
        Some(account) => Ok(mark(db, READ, account, notice, at).await? == 1),
        None => Ok(false),
    }
}

/// Marks everything up to a notice as read, so that what came while the page was open stays new; returns
/// how many were unread.
///
/// # Errors
/// When the database fails.
pub async fn mark_all_read(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditNotices>,
    last: NoticeId,
) -> Result<u64> {
    match allowed.actor().account {
        Some(account) => mark(db, READ_UNTIL, account, last, at).await,
        None => Ok(0),
    }
}

async fn mark(
    db: &Db,
    sql: &'static str,
    account: i64,
    notice: NoticeId,
    at: Timestamp,
) -> Result<u64> {
    let mut tx = db.begin().await?;
    let rows = store::write!(&mut tx, |connection| {
        sqlx::query(sql)
            .bind(account)
            .bind(notice.0)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    tx.commit().await?;
    Ok(rows)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::unread", UNREAD),
    ("flow::notices", ALL),
    ("flow::notices unread", ALL_UNREAD),
    ("flow::open notice", HREF),
    ("flow::mark_read", READ),
    ("flow::mark_all_read", READ_UNTIL),
];
