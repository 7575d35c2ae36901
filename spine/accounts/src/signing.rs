//! Signing in and out, and what everybody does with their own account.

use crate::lockout;
use crate::notes::{Act, note};
use crate::password::{PasswordRefusal, hash, may_be_chosen, verify};
use crate::records::{AccountId, SessionId, SignInRefusal, login_key};
use crate::sessions::{Origin, Session, Which, end, end_by_token, open};
use access::{Actor, Allowed, EditOwnAccount, Relation};
use anyhow::{Context, Result};
use store::{Clock, Db, Ids, Instant, ToSqlx, sqlx};
use words::Language;

const TO_SIGN_IN: &str = "
    SELECT id, name, password_hash, must_change, temporary_until, disabled_at
      FROM accounts WHERE login_key = $1";

store::row! {
    struct SignInRow {
        id: i64,
        name: String,
        password_hash: String,
        must_change: bool,
        temporary_until: Option<Instant>,
        disabled_at: Option<Instant>,
    }
}

/// Signs in with a login name and a password, and opens a session with a new token.
///
/// A name that nobody has is answered like a wrong password, after the same time, and locked like any
/// other after [`lockout::ATTEMPTS`] attempts. That an account is disabled is told only to who knows
/// its password.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn sign_in(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    login: &str,
    password: &str,
    origin: &Origin<'_>,
) -> Result<Result<Session, SignInRefusal>> {
    let (key, now) = (login_key(login), clock.now());
    let attempt = match lockout::count(db, ids, &key, now).await? {
        Ok(attempt) => attempt,
        Err(until) => return Ok(Err(SignInRefusal::Locked { until })),
    };
    let row: Option<SignInRow> = store::read!(db, |pool| {
        sqlx::query_as(TO_SIGN_IN).bind(&key).fetch_optional(pool).await
    })?;
    let stored = row.as_ref().map(|row| row.password_hash.clone());
    let right = verify(password, stored).await?;
    let Some(row) = row.filter(|_| right) else {
        return Ok(Err(match attempt.locked_if_wrong {
            Some(until) => SignInRefusal::Locked { until },
            None => SignInRefusal::Wrong,
        }));
    };
    if row.disabled_at.is_some() {
        return Ok(Err(SignInRefusal::Disabled));
    }
    let expired = row.temporary_until.is_some_and(|until| until.to_jiff() < now);
    if row.must_change && expired {
        return Ok(Err(SignInRefusal::TemporaryExpired));
    }
    let mut tx = db.begin().await?;
    if let Some(token) = origin.token {
        end_by_token(&mut tx, token).await?;
    }
    lockout::clear(&mut tx, &key).await?;
    let account = AccountId(row.id);
    let Some(session) = open(&mut tx, ids, clock, account, origin).await? else {
        return Ok(Err(SignInRefusal::NoRole));
    };
    note(&mut tx, clock, &session.signed_in.actor, Act::SignedIn, account).await?;
    tx.commit().await?;
    Ok(Ok(session))
}
