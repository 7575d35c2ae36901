//! Telling people of an event.

use super::kinds::{NoticeKind, Way};
use crate::{Sentence, mail};
use anyhow::Result;
use jiff::Timestamp;
use store::{Ids, ToSqlx, Tx, sqlx};

/// An event to be told of.
#[derive(Debug, Clone)]
pub struct NewNotice<'a> {
    /// What kind of notice it is.
    pub kind: &'a NoticeKind,
    /// A name for the event, the same however often the act is tried: `application:12:returned`.
    pub event: &'a str,
    /// What happened, in one sentence; also the subject of the mail, so nothing sensitive.
    pub title: Sentence,
    /// More about it, on the page only.
    pub lines: Vec<Sentence>,
    /// Where it can be seen, from the root: `/approvals/12`.
    pub href: &'a str,
}

impl<'a> NewNotice<'a> {
    /// A notice of one sentence.
    #[must_use]
    pub fn new(
        kind: &'a NoticeKind,
        event: &'a str,
        title: Sentence,
        href: &'a str,
    ) -> NewNotice<'a> {
        NewNotice {
            kind,
            event,
            title,
            lines: Vec::new(),
            href,
        }
    }

    /// Adds a line.
    #[must_use]
    pub fn line(mut self, line: Sentence) -> NewNotice<'a> {
        self.lines.push(line);
        self
    }
}

/// Who is told. People without an account, or with a closed one, are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To<'a> {
    /// These accounts.
    Accounts(&'a [i64]),
    /// The accounts of these employees.
    Employees(&'a [i64]),
    /// Everybody who has an account.
    Everybody,
}

const INSERT: &str = "
    INSERT INTO notices (id, kind, event_key, title, lines, href, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (event_key) DO NOTHING";

const FIND: &str = "SELECT id FROM notices WHERE event_key = $1";

const TO_ACCOUNTS: &str = "
    INSERT INTO notice_recipients (account_id, notice_id, way)
    SELECT a.id, $1, COALESCE(p.way, $2)
      FROM accounts a
      LEFT JOIN notice_preferences p ON p.account_id = a.id AND p.kind = $3
     WHERE a.id IN (SELECT value FROM json_each($4)) AND a.disabled_at IS NULL
    ON CONFLICT (account_id, notice_id) DO NOTHING
    RETURNING account_id, way";

const TO_EMPLOYEES: &str = "
    INSERT INTO notice_recipients (account_id, notice_id, way)
    SELECT a.id, $1, COALESCE(p.way, $2)
      FROM accounts a
      LEFT JOIN notice_preferences p ON p.account_id = a.id AND p.kind = $3
     WHERE a.employee_id IN (SELECT value FROM json_each($4)) AND a.disabled_at IS NULL
    ON CONFLICT (account_id, notice_id) DO NOTHING
    RETURNING account_id, way";

/// `id > $4` with the smallest number, so that everybody is read through the index.
const TO_EVERYBODY: &str = "
    INSERT INTO notice_recipients (account_id, notice_id, way)
    SELECT a.id, $1, COALESCE(p.way, $2)
      FROM accounts a
      LEFT JOIN notice_preferences p ON p.account_id = a.id AND p.kind = $3
     WHERE a.id > $4 AND a.disabled_at IS NULL
    ON CONFLICT (account_id, notice_id) DO NOTHING
    RETURNING account_id, way";

/// Tells people of an event, in the transaction of the act; returns how many were told who had not been
/// told of it before. Mails go out after the commit, so a mail server that is down holds nobody up.
///
/// # Errors
/// When the database refuses; the act must not be committed then.
pub async fn notify(
    tx: &mut Tx,
    ids: &Ids,
    at: Timestamp,
    notice: &NewNotice<'_>,
    to: To<'_>,
) -> Result<usize> {
    let new = ids.next();
    store::write!(&mut *tx, |connection| {
        sqlx::query(INSERT)
            .bind(new)
            .bind(notice.kind.name)
            .bind(notice.event)
            .bind(notice.title.json())
            .bind(Sentence::list(&notice.lines))
            .bind(notice.href)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let id: i64 = store::write!(&mut *tx, |connection| {
        sqlx::query_scalar(FIND)
            .bind(notice.event)
            .fetch_one(connection)
            .await
    })?;
    let told: Vec<(i64, String)> = store::write!(&mut *tx, |connection| {
        let query = match to {
            To::Accounts(_) => sqlx::query_as(TO_ACCOUNTS),
            To::Employees(_) => sqlx::query_as(TO_EMPLOYEES),
            To::Everybody => sqlx::query_as(TO_EVERYBODY),
        };
        let query = query
            .bind(id)
            .bind(notice.kind.usual.name())
            .bind(notice.kind.name);
        match to {
            To::Accounts(numbers) | To::Employees(numbers) => query.bind(list(numbers)),
            To::Everybody => query.bind(i64::MIN),
        }
        .fetch_all(connection)
        .await
    })?;
    let by_mail: Vec<i64> = told
        .iter()
        .filter(|(_, way)| way == Way::Mail.name())
        .map(|(account, _)| *account)
        .collect();
    if !by_mail.is_empty() {
        let text = mail::Letter {
            event: &format!("notice:{id}"),
            subject: &notice.title,
            lines: &[],
            href: Some(notice.href),
        };
        mail::write_to_accounts(tx, ids, at, &text, &by_mail).await?;
    }
    Ok(told.len())
}

/// Numbers as the JSON list that a query takes.
pub(crate) fn list(numbers: &[i64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    format!("[{}]", numbers.join(","))
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::notify insert", INSERT),
    ("flow::notify find", FIND),
    ("flow::notify accounts", TO_ACCOUNTS),
    ("flow::notify employees", TO_EMPLOYEES),
    ("flow::notify everybody", TO_EVERYBODY),
];
