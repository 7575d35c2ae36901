//! Secret addresses of calendars: made, renewed, revoked, found again.

use access::{Allowed, EditNotices};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Db, Instant, ToSqlx, Tx, sqlx};
use words::Language;

/// The calendar of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// When its address was made.
    pub created_at: Timestamp,
    /// When a program last read it, to the hour.
    pub read_at: Option<Timestamp>,
}

const FEED: &str = "SELECT created_at, read_at FROM calendar_feeds WHERE account_id = $1";

/// The calendar of an account, when there is one.
///
/// # Errors
/// When the database fails.
pub async fn feed(db: &Db, account: i64) -> Result<Option<Feed>> {
    let row: Option<(Instant, Option<Instant>)> = store::read!(db, |pool| {
        sqlx::query_as(FEED)
            .bind(account)
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(|(created_at, read_at)| Feed {
        created_at: created_at.to_jiff(),
        read_at: read_at.map(Instant::to_jiff),
    }))
}

const MAKE: &str = "
    INSERT INTO calendar_feeds (account_id, token_hash, created_at) VALUES ($1, $2, $3)
    ON CONFLICT (account_id) DO UPDATE
        SET token_hash = excluded.token_hash, created_at = excluded.created_at, read_at = NULL";

/// Makes a secret address for the person's calendar; one made before stops working. The secret is
/// returned this once and kept nowhere.
///
/// # Errors
/// When the database refuses, or nobody has signed in.
pub async fn make(db: &Db, at: Timestamp, allowed: &Allowed<EditNotices>) -> Result<String> {
    let account = account(allowed)?;
    let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let mut tx = db.begin().await?;
    store::write!(&mut tx, |connection| {
        sqlx::query(MAKE)
            .bind(account)
            .bind(hash(&secret))
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    note(&mut tx, at, allowed, account, "flow.calendar.made").await?;
    tx.commit().await?;
    Ok(secret)
}

const REVOKE: &str = "DELETE FROM calendar_feeds WHERE account_id = $1";

/// Makes the person's calendar unreadable; returns whether there was one.
///
/// # Errors
/// When the database refuses, or nobody has signed in.
pub async fn revoke(db: &Db, at: Timestamp, allowed: &Allowed<EditNotices>) -> Result<bool> {
    let account = account(allowed)?;
    let mut tx = db.begin().await?;
    let rows = store::write!(&mut tx, |connection| {
        sqlx::query(REVOKE)
            .bind(account)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if rows == 0 {
        return Ok(false);
    }
    note(&mut tx, at, allowed, account, "flow.calendar.revoked").await?;
    tx.commit().await?;
    Ok(true)
}

fn account(allowed: &Allowed<EditNotices>) -> Result<i64> {
    allowed
        .actor()
        .account
        .context("a calendar of somebody without an account")
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

async fn note(
    tx: &mut Tx,
    at: Timestamp,
    allowed: &Allowed<EditNotices>,
    account: i64,
    act: &'static str,
) -> Result<()> {
    let subject = format!("account:{account}");
    let entry = journal::Entry {
        act,
        subject: &subject,
        detail: &(),
    };
    journal::record(tx, at, allowed.actor(), entry).await
}

/// Whose calendar it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedOwner {
    /// The account.
    pub account: i64,
    /// The language of its owner.
    pub language: Language,
}

const OWNER: &str = "
    SELECT f.account_id, a.language, f.read_at
      FROM calendar_feeds f JOIN accounts a ON a.id = f.account_id
     WHERE f.token_hash = $1 AND a.disabled_at IS NULL";

const READ: &str = "UPDATE calendar_feeds SET read_at = $2 WHERE account_id = $1";

/// How exact the time of the last reading is; programs read every few minutes.
const READ_EVERY: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

/// Whose calendar stands at a secret address; `None` when nobody's does any more.
///
/// # Errors
/// When the database fails.
pub async fn owner_of(db: &Db, at: Timestamp, secret: &str) -> Result<Option<FeedOwner>> {
    let row: Option<(i64, String, Option<Instant>)> = store::read!(db, |pool| {
        sqlx::query_as(OWNER)
            .bind(hash(secret))
            .fetch_optional(pool)
            .await
    })?;
    let Some((account, language, read_at)) = row else {
        return Ok(None);
    };
    let lately = read_at.is_some_and(|read| at.duration_since(read.to_jiff()) < READ_EVERY);
    if !lately {
        let mut tx = db.begin().await?;
        store::write!(&mut tx, |connection| {
            sqlx::query(READ)
                .bind(account)
                .bind(at.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        tx.commit().await?;
    }
    Ok(Some(FeedOwner {
        account,
        language: Language::of_tag(&language).context("language of an account")?,
    }))
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::feed", FEED),
    ("flow::feed make", MAKE),
    ("flow::feed revoke", REVOKE),
    ("flow::feed owner", OWNER),
    ("flow::feed read", READ),
];
