//! Guessing is stopped by counting attempts before the password is looked at, so that many attempts at
//! once count like many in a row.

use crate::limits::Limits;
use crate::records::AccountId;
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use store::{Db, Ids, Instant, ToSqlx, Tx, sqlx};

/// Wrong attempts with one login name until it is locked, where the city has set nothing else.
pub const ATTEMPTS: i64 = 10;
/// How long it is locked then, where the city has set nothing else.
pub const LOCKED: SignedDuration = SignedDuration::from_mins(15);
/// Attempts older than this are forgotten.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);

/// The row of the login name is held until the transaction ends, so attempts are counted one by one.
const COUNT: &str = "
    INSERT INTO sign_in_failures (id, login_key, failures, failed_at) VALUES ($1, $2, 1, $3)
    ON CONFLICT (login_key) DO UPDATE
       SET failures = sign_in_failures.failures + 1, failed_at = excluded.failed_at
    RETURNING failures, locked_until";

const SET: &str =
    "UPDATE sign_in_failures SET failures = $2, locked_until = $3 WHERE login_key = $1";

const FORGET_OLD: &str = "DELETE FROM sign_in_failures WHERE failed_at < $1";

const CLEAR: &str = "DELETE FROM sign_in_failures WHERE login_key = $1";

/// What wrong codes of an account are counted under. No text has these bytes, so no login name has them.
pub(crate) fn code_key(account: AccountId) -> Vec<u8> {
    [&[0xff][..], &account.0.to_be_bytes()].concat()
}

/// Counts an attempt before it is made; it stays counted unless [`clear`] follows. Returns until when
/// the name is locked: the attempt must not be made then.
///
/// # Errors
/// Faults of the database.
pub(crate) async fn count(
    db: &Db,
    ids: &Ids,
    login_key: &[u8],
    now: Timestamp,
    limits: &Limits,
) -> Result<Result<Attempt, Timestamp>> {
    let mut tx = db.begin().await?;
    store::write!(&mut tx, |connection| {
        sqlx::query(FORGET_OLD)
            .bind((now - FORGOTTEN).to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let (failures, until): (i64, Option<Instant>) = store::write!(&mut tx, |connection| {
        sqlx::query_as(COUNT)
            .bind(ids.next())
            .bind(login_key)
            .bind(now.to_sqlx())
            .fetch_one(connection)
            .await
    })?;
    let (failures, until) = match until.map(Instant::to_jiff) {
        // Dropping the transaction: an attempt that is not made does not count.
        Some(until) if until > now => return Ok(Err(until)),
        Some(_) => (1, None),
        None if failures >= limits.attempts => (failures, Some(now + limits.locked)),
        None => (failures, None),
    };
    store::write!(&mut tx, |connection| {
        sqlx::query(SET)
            .bind(login_key)
            .bind(failures)
            .bind(until.map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    tx.commit().await?;
    Ok(Ok(Attempt {
        locked_if_wrong: until,
    }))
}

/// An attempt that was counted and may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// The last one: until when the name is locked if it is wrong.
    pub locked_if_wrong: Option<Timestamp>,
}

/// Forgets the attempts with a login name: the password was right, or an administrator reset it.
pub(crate) async fn clear(tx: &mut Tx, login_key: &[u8]) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(CLEAR)
            .bind(login_key)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::attempt count", COUNT),
    ("accounts::attempt set", SET),
    ("accounts::attempt forget old", FORGET_OLD),
    ("accounts::attempt clear", CLEAR),
];
