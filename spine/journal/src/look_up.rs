//! The journal page: entries from the newest on, filtered, a page at a time.

use anyhow::Result;
use jiff::Timestamp;
use sqlx::{Database, Encode, QueryBuilder, Type};
use store::{Db, Instant, ToSqlx};

/// Which entries to show; an empty filter shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
    /// Part of the actor's name.
    pub actor: String,
    /// The beginning of the act: `plan.` or `plan.result.entered`.
    pub act: String,
    /// Exactly this subject.
    pub subject: String,
}

store::row! {
    /// An entry as the page shows it.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// Its number.
        pub seq: i64,
        /// When it was written.
        pub at: Instant,
        /// `act` or `look`.
        pub kind: String,
        /// The account that acted.
        pub account_id: Option<i64>,
        /// The employee behind it.
        pub employee_id: Option<i64>,
        /// The name it had then.
        pub actor_name: String,
        /// What was done.
        pub act: String,
        /// To which record.
        pub subject: String,
        /// What changed, JSON.
        pub detail: String,
    }
}

/// A page of the journal.
#[derive(Debug, Clone)]
pub struct Page {
    /// The newest first.
    pub lines: Vec<Line>,
    /// Where the next page begins: `before` for the next call; `None` on the last page.
    pub next: Option<i64>,
}

macro_rules! start {
    () => {
        "SELECT seq, at, kind, account_id, employee_id, actor_name, act, subject, detail
           FROM journal_entries
          WHERE seq < "
    };
}
/// The shortest and the longest form of the query that [`page`] puts together.
pub(crate) const PAGE: &str = concat!(start!(), "$1 ORDER BY seq DESC LIMIT $2");
pub(crate) const PAGE_OF_SUBJECT: &str = concat!(
    start!(),
    "$1 AND subject = $2 AND at >= $3 AND at < $4 AND LOWER(actor_name) LIKE LOWER($5) ESCAPE '\\'
        AND act LIKE $6 ESCAPE '\\' ORDER BY seq DESC LIMIT $7"
);

/// The newest entries that the filter lets through, those with a number below `before`.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, filter: &Filter, before: Option<i64>, limit: u16) -> Result<Page> {
    let wanted = usize::from(limit.max(1));
    let mut lines: Vec<Line> = store::read!(db, |pool| {
        let mut query = narrowed(filter, before.unwrap_or(i64::MAX));
        query
            .push(" ORDER BY seq DESC LIMIT ")
            .push_bind(i64::from(limit.max(1)) + 1);
        query.build_query_as().fetch_all(pool).await?
    });
    let more = lines.len() > wanted;
    lines.truncate(wanted);
    let next = lines.last().filter(|_| more).map(|line| line.seq);
    Ok(Page { lines, next })
}

pub(crate) const LOOKS: &str = concat!(
    start!(),
    "$1 AND subject = $2 AND kind = 'look' ORDER BY seq DESC LIMIT $3"
);

/// The newest looks at a subject, those with a number below `before`: what the person whom a record is
/// about may know.
///
/// # Errors
/// When the database fails.
pub async fn looks_at(db: &Db, subject: &str, before: Option<i64>, limit: u16) -> Result<Page> {
    let wanted = usize::from(limit.max(1));
    let mut lines: Vec<Line> = store::read!(db, |pool| {
        sqlx::query_as(LOOKS)
            .bind(before.unwrap_or(i64::MAX))
            .bind(subject)
            .bind(i64::from(limit.max(1)) + 1)
            .fetch_all(pool)
            .await?
    });
    let more = lines.len() > wanted;
    lines.truncate(wanted);
    let next = lines.last().filter(|_| more).map(|line| line.seq);
    Ok(Page { lines, next })
}

/// Conditions are added only when they are asked for, so that each query can use its index.
fn narrowed<D>(filter: &Filter, before: i64) -> QueryBuilder<D>
where
    D: Database,
    i64: Encode<'static, D> + Type<D>,
    String: Encode<'static, D> + Type<D>,
    Instant: Encode<'static, D> + Type<D>,
{
    let mut query = QueryBuilder::new(start!());
    query.push_bind(before);
    if !filter.subject.is_empty() {
        query
            .push(" AND subject = ")
            .push_bind(filter.subject.clone());
    }
    if let Some(from) = filter.from {
        query.push(" AND at >= ").push_bind(from.to_sqlx());
    }
    if let Some(to) = filter.to {
        query.push(" AND at < ").push_bind(to.to_sqlx());
    }
    if !filter.actor.is_empty() {
        query.push(" AND LOWER(actor_name) LIKE LOWER(");
        query
            .push_bind(format!("%{}%", escaped(&filter.actor)))
            .push(") ESCAPE '\\'");
    }
    if !filter.act.is_empty() {
        query.push(" AND act LIKE ");
        query
            .push_bind(format!("{}%", escaped(&filter.act)))
            .push(" ESCAPE '\\'");
    }
    query
}

/// `%` and `_` as themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
