//! The outbox: mails written in the transaction of an act, looked at, cancelled and tried again.

use super::city::MAIL_IS_SENT;
use super::records::{Address, Mail, MailId, MailState};
use crate::Sentence;
use crate::notices::list;
use access::{Actor, Allowed, EditJobs, Relation};
use anyhow::{Context, Result};
use jiff::{Timestamp, tz};
use store::{Db, Ids, Instant, ToSqlx, Tx, sqlx};
use words::Language;

/// What a mail says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letter<'a> {
    /// A name for the event; each receiver gets one mail for it.
    pub event: &'a str,
    pub subject: &'a Sentence,
    pub lines: &'a [Sentence],
    /// Where it can be seen, from the root.
    pub href: Option<&'a str>,
}

const IS_SENT: &str = "
    SELECT value FROM settings
     WHERE setting = $1 AND from_day <= $2
     ORDER BY from_day DESC, version DESC LIMIT 1";

/// The address that somebody has chosen, or the one at work in the staff list.
const RECEIVERS: &str = "
    SELECT a.id, COALESCE(m.address, c.mail) AS address,
           COALESCE(e.family_name || ' ' || e.given_name, a.name) AS name, a.language
      FROM accounts a
      LEFT JOIN mail_addresses m ON m.account_id = a.id
      LEFT JOIN employees e ON e.id = a.employee_id
      LEFT JOIN employee_contacts c ON c.employee_id = a.employee_id
     WHERE a.id IN (SELECT value FROM json_each($1)) AND a.disabled_at IS NULL
       AND (m.address IS NOT NULL OR c.mail IS NOT NULL)";

store::row! {
    struct Receiver {
        id: i64,
        address: String,
        name: String,
        language: String,
    }
}

/// Mails that are written with one statement.
const AT_ONCE: usize = 200;

/// Whether the city sends mail on the day.
async fn is_sent(tx: &mut Tx, at: Timestamp) -> Result<bool> {
    let today = tz::offset(9).to_datetime(at).date();
    let set: Option<String> = store::write!(tx, |connection| {
        sqlx::query_scalar(IS_SENT)
            .bind(MAIL_IS_SENT.declaration.key)
            .bind(today.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    Ok(set.map_or_else(|| MAIL_IS_SENT.default(), |value| value == "true"))
}

/// Writes one mail to each of the accounts that has an address; returns how many.
pub(crate) async fn write_to_accounts(
    tx: &mut Tx,
    ids: &Ids,
    at: Timestamp,
    letter: &Letter<'_>,
    accounts: &[i64],
) -> Result<usize> {
    if !is_sent(tx, at).await? {
        return Ok(0);
    }
    let receivers: Vec<Receiver> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(RECEIVERS)
            .bind(list(accounts))
            .fetch_all(connection)
            .await
    })?;
    let (subject, lines) = (letter.subject.json(), Sentence::list(letter.lines));
    for part in receivers.chunks(AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO mails (id, event_key, account_id, address, name, language, subject, lines, \
                 href, secret, state, due_at, attempts, created_at, version) ",
            );
            query.push_values(part, |mut row, receiver| {
                row.push_bind(ids.next())
                    .push_bind(format!("{}:{}", letter.event, receiver.id))
                    .push_bind(receiver.id)
                    .push_bind(&receiver.address)
                    .push_bind(&receiver.name)
                    .push_bind(&receiver.language)
                    .push_bind(&subject)
                    .push_bind(&lines)
                    .push_bind(letter.href)
                    .push_bind(false)
                    .push_bind("waiting")
                    .push_bind(at.to_sqlx())
                    .push_bind(0_i64)
                    .push_bind(at.to_sqlx())
                    .push_bind(1_i64);
            });
            query.push(" ON CONFLICT (event_key) DO NOTHING");
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(receivers.len())
}

/// A mail to somebody who need not have an account, e.g. an invitation.
#[derive(Debug, Clone)]
pub struct NewMail<'a> {
    /// A name for the event: one mail for each, however often the act is tried.
    pub event: &'a str,
    /// Where it goes.
    pub address: &'a Address,
    /// To whom.
    pub name: &'a str,
    /// In which language.
    pub language: Language,
    /// What it is about.
    pub subject: Sentence,
    /// What it says, before the way to the page.
    pub lines: Vec<Sentence>,
    /// The page, from the root.
    pub href: Option<&'a str>,
    /// Whether the address of the page is a secret: it is forgotten once the mail is sent.
    pub secret: bool,
}

const INSERT: &str = "
    INSERT INTO mails (id, event_key, address, name, language, subject, lines, href, secret, state, due_at,
                       attempts, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, 0, $10, 1)
    ON CONFLICT (event_key) DO NOTHING";

/// Writes a mail in the transaction of the act; returns whether it goes out, which it does not while the
/// city sends no mail.
///
/// # Errors
/// When the database refuses.
pub async fn write(tx: &mut Tx, ids: &Ids, at: Timestamp, new: &NewMail<'_>) -> Result<bool> {
    if !is_sent(tx, at).await? {
        return Ok(false);
    }
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(ids.next())
            .bind(new.event)
            .bind(new.address.as_str())
            .bind(new.name)
            .bind(new.language.tag())
            .bind(new.subject.json())
            .bind(Sentence::list(&new.lines))
            .bind(new.href)
            .bind(new.secret)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(true)
}

const ALL: &str = "
    SELECT id, address, name, language, subject, state, due_at, attempts, error, fault, created_at,
           ended_at, version
      FROM mails WHERE id < $1 ORDER BY id DESC LIMIT $2 OFFSET $3";

const BY_STATE: &str = "
    SELECT id, address, name, language, subject, state, due_at, attempts, error, fault, created_at,
           ended_at, version
      FROM mails WHERE state = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";

const ONE: &str = "
    SELECT id, address, name, language, subject, state, due_at, attempts, error, fault, created_at,
           ended_at, version
      FROM mails WHERE id = $1";

const WAITING: &str = "SELECT COUNT(*) FROM mails WHERE due_at IS NOT NULL";

store::row! {
    struct Row {
        id: i64,
        address: String,
        name: String,
        language: String,
        subject: String,
        state: String,
        due_at: Option<Instant>,
        attempts: i64,
        error: Option<String>,
        fault: Option<String>,
        created_at: Instant,
        ended_at: Option<Instant>,
        version: i64,
    }
}

impl Row {
    fn read(self) -> Result<Mail> {
        Ok(Mail {
            id: MailId(self.id),
            address: self.address,
            name: self.name,
            language: Language::of_tag(&self.language).context("language of a mail")?,
            subject: Sentence::read(&self.subject).context("subject of a mail")?,
            state: MailState::named(&self.state).context("state of a mail")?,
            due_at: self.due_at.map(Instant::to_jiff),
            attempts: self.attempts,
            error: self.error.as_deref().and_then(Sentence::read),
            fault: self.fault,
            created_at: self.created_at.to_jiff(),
            ended_at: self.ended_at.map(Instant::to_jiff),
            version: self.version,
        })
    }
}

/// The mails of the city, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn mails(
    db: &Db,
    state: Option<MailState>,
    offset: i64,
    limit: i64,
) -> Result<Vec<Mail>> {
    let rows: Vec<Row> = store::read!(db, |pool| {
        match state {
            None => sqlx::query_as(ALL).bind(i64::MAX),
            Some(state) => sqlx::query_as(BY_STATE).bind(state.name()),
        }
        .bind(limit)
        .bind(offset)
        .fetch_all(pool)
        .await
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// A mail.
///
/// # Errors
/// When the database fails.
pub async fn mail(db: &Db, id: MailId) -> Result<Option<Mail>> {
    let row: Option<Row> = store::read!(db, |pool| {
        sqlx::query_as(ONE).bind(id.0).fetch_optional(pool).await
    })?;
    row.map(Row::read).transpose()
}

/// How many mails wait to be sent.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &Db) -> Result<i64> {
    Ok(store::read!(db, |pool| {
        sqlx::query_scalar(WAITING).fetch_one(pool).await
    })?)
}

/// Why a mail was neither cancelled nor tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailRefusal {
    /// There is no such mail.
    #[error("no such mail")]
    NotFound,
    /// It has been sent, or is being sent at this moment.
    #[error("is sent")]
    IsSent,
}

impl MailRefusal {
    /// The key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            MailRefusal::NotFound => "flow-mail-refusal-not-found",
            MailRefusal::IsSent => "flow-mail-refusal-is-sent",
        }
    }
}

const CANCEL: &str = "
    UPDATE mails SET state = 'cancelled', due_at = NULL, ended_at = $2, version = version + 1
     WHERE id = $1 AND state = 'waiting'";

const RETRY: &str = "
    UPDATE mails
       SET state = 'waiting', due_at = $2, created_at = $2, attempts = 0, ended_at = NULL,
           version = version + 1
     WHERE id = $1 AND state IN ('waiting', 'failed', 'cancelled')";

/// Cancels a mail that was not sent yet.
///
/// # Errors
/// When the person may not, or the database refuses.
pub async fn cancel(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditJobs>,
    mail: MailId,
) -> Result<Result<(), MailRefusal>> {
    change(db, at, allowed, mail, (CANCEL, "flow.mail.cancelled")).await
}

/// Tries a mail again at once: one that waits, was given up or was cancelled.
///
/// # Errors
/// When the person may not, or the database refuses.
pub async fn retry(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditJobs>,
    mail: MailId,
) -> Result<Result<(), MailRefusal>> {
    change(db, at, allowed, mail, (RETRY, "flow.mail.retried")).await
}

async fn change(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditJobs>,
    id: MailId,
    (sql, act): (&'static str, &'static str),
) -> Result<Result<(), MailRefusal>> {
    allowed.on(Relation::Other)?;
    if mail(db, id).await?.is_none() {
        return Ok(Err(MailRefusal::NotFound));
    }
    let mut tx = db.begin().await?;
    let rows = store::write!(&mut tx, |connection| {
        sqlx::query(sql)
            .bind(id.0)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if rows == 0 {
        return Ok(Err(MailRefusal::IsSent));
    }
    note(&mut tx, at, allowed.actor(), act, id).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn note(
    tx: &mut Tx,
    at: Timestamp,
    actor: &Actor,
    act: &'static str,
    mail: MailId,
) -> Result<()> {
    let subject = format!("mail:{mail}");
    let entry = journal::Entry {
        act,
        subject: &subject,
        detail: &(),
    };
    journal::record(tx, at, actor, entry).await
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::mail is sent", IS_SENT),
    ("flow::mail receivers", RECEIVERS),
    ("flow::write mail", INSERT),
    ("flow::mails", ALL),
    ("flow::mails by state", BY_STATE),
    ("flow::mail", ONE),
    ("flow::mails waiting", WAITING),
    ("flow::mail cancel", CANCEL),
    ("flow::mail retry", RETRY),
];
