//! The question for a code after the right password.

use super::{code_hash, factor_in, purpose, totp};
use crate::lockout::{self, code_key};
use crate::notes::{Act, note};
use crate::reception::Reception;
use crate::records::{AccountId, SignInRefusal};
use crate::sessions::{Means, Origin, Session, Token, end_by_token, open, token_hash};
use access::Actor;
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use store::{Clock, Db, Instant, ToSqlx, Tx, sqlx};

/// How long a code may come after the password.
const CHALLENGE: SignedDuration = SignedDuration::from_mins(5);

/// A sign-in whose password was right and whose code is still to come.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// For a cookie of its own.
    pub token: Token,
    /// Until when the code may come.
    pub ends_at: Timestamp,
}

const FORGET_OLD: &str = "DELETE FROM sign_in_challenges WHERE ends_at <= $1";
const ASK: &str = "
    INSERT INTO sign_in_challenges (id, account_id, token_hash, ends_at) VALUES ($1, $2, $3, $4)";

/// Asks for a code.
pub(crate) async fn ask(tx: &mut Tx, at: &Reception<'_>, account: AccountId) -> Result<Challenge> {
    let (token, now) = (Token::random(), at.clock.now());
    let ends_at = now + CHALLENGE;
    store::write!(&mut *tx, |connection| {
        sqlx::query(FORGET_OLD)
            .bind(now.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    store::write!(tx, |connection| {
        sqlx::query(ASK)
            .bind(at.ids.next())
            .bind(account.0)
            .bind(token_hash(token.as_str()))
            .bind(ends_at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Challenge { token, ends_at })
}

const ASKED: &str = "
    SELECT c.account_id, a.disabled_at
      FROM sign_in_challenges c JOIN accounts a ON a.id = c.account_id
     WHERE c.token_hash = $1 AND c.ends_at > $2";
const ANSWERED: &str = "DELETE FROM sign_in_challenges WHERE token_hash = $1";

/// Whether a code is still waited for.
pub async fn is_challenge(db: &Db, clock: &Clock, token: &str) -> Result<bool> {
    asked(db, clock, token).await.map(|asked| asked.is_some())
}

async fn asked(db: &Db, clock: &Clock, token: &str) -> Result<Option<AccountId>> {
    let row: Option<(i64, Option<Instant>)> = store::read!(db, |pool| {
        sqlx::query_as(ASKED)
            .bind(token_hash(token))
            .bind(clock.now().to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    let open = row.filter(|(_, disabled_at)| disabled_at.is_none());
    Ok(open.map(|(account, _)| AccountId(account)))
}

/// Opens a session for who gives the right code after the right password: a code of the moment, or one of
/// the recovery codes.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn admit_code(
    at: &Reception<'_>,
    challenge: &str,
    typed: &str,
    origin: &Origin<'_>,
) -> Result<Result<Session, SignInRefusal>> {
    let Some(account) = asked(at.db, at.clock, challenge).await? else {
        return Ok(Err(SignInRefusal::ChallengeEnded));
    };
    let attempt = match count(at, account).await? {
        Ok(attempt) => attempt,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut tx = at.db.begin().await?;
    let recovered = match check(&mut tx, at, account, typed).await? {
        Ok(recovered) => recovered,
        Err(refusal) => {
            drop(tx);
            return wrong(at, account, attempt, refusal, origin).await.map(Err);
        }
    };
    let answered = store::write!(&mut tx, |connection| {
        sqlx::query(ANSWERED)
            .bind(token_hash(challenge))
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if answered == 0 {
        return Ok(Err(SignInRefusal::ChallengeEnded));
    }
    lockout::clear(&mut tx, &code_key(account)).await?;
    if let Some(token) = origin.token {
        end_by_token(&mut tx, token).await?;
    }
    let Some(session) = open(&mut tx, at, account, Means::Code, origin).await? else {
        return Ok(Err(SignInRefusal::NoRole));
    };
    let actor = &session.signed_in.actor;
    if recovered {
        note(&mut tx, at.clock, actor, Act::RecoveryCodeUsed, account).await?;
    }
    note(&mut tx, at.clock, actor, Act::SignedIn, account).await?;
    tx.commit().await?;
    Ok(Ok(session))
}

/// Counts an attempt at a code.
pub(crate) async fn count(
    at: &Reception<'_>,
    account: AccountId,
) -> Result<Result<lockout::Attempt, SignInRefusal>> {
    let (key, now) = (code_key(account), at.clock.now());
    let counted = lockout::count(at.db, at.ids, &key, now, &at.limits).await?;
    Ok(counted.map_err(|until| SignInRefusal::Locked { until }))
}

/// The refusal of a wrong code; a lock stands in the journal.
pub(crate) async fn wrong(
    at: &Reception<'_>,
    account: AccountId,
    attempt: lockout::Attempt,
    refusal: SignInRefusal,
    origin: &Origin<'_>,
) -> Result<SignInRefusal> {
    at.door
        .gate
        .wrong(origin.address, at.clock.now(), at.limits.from_address);
    let Some(until) = attempt.locked_if_wrong else {
        return Ok(refusal);
    };
    let mut tx = at.db.begin().await?;
    note(&mut tx, at.clock, &Actor::visitor(), Act::Locked, account).await?;
    tx.commit().await?;
    Ok(SignInRefusal::Locked { until })
}

const USE_STEP: &str = "
    UPDATE second_factors SET last_step = $2 WHERE account_id = $1 AND last_step < $2";
const USE_CODE: &str = "
    UPDATE recovery_codes SET used_at = $3
     WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";
const CODE: &str = "SELECT used_at FROM recovery_codes WHERE account_id = $1 AND code_hash = $2";

/// Uses up a code; `true` when it was a recovery code.
pub(crate) async fn check(
    tx: &mut Tx,
    at: &Reception<'_>,
    account: AccountId,
    typed: &str,
) -> Result<Result<bool, SignInRefusal>> {
    let row = factor_in(tx, account)
        .await?
        .context("a code is asked for without a second factor")?;
    let hash = code_hash(account, typed);
    let used = store::write!(&mut *tx, |connection| {
        sqlx::query(USE_CODE)
            .bind(account.0)
            .bind(&hash)
            .bind(at.clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if used == 1 {
        return Ok(Ok(true));
    }
    let Some(secret) = at.door.keys.open(&purpose(account), &row.secret) else {
        return Ok(Err(SignInRefusal::KeyMissing));
    };
    let Some(step) = totp::step_of(&secret, typed, at.clock.now()) else {
        let known: Option<(Option<Instant>,)> = store::write!(&mut *tx, |connection| {
            sqlx::query_as(CODE)
                .bind(account.0)
                .bind(&hash)
                .fetch_optional(connection)
                .await
        })?;
        return Ok(Err(if known.is_some() {
            SignInRefusal::UsedCode
        } else {
            SignInRefusal::WrongCode
        }));
    };
    let used = step > row.last_step
        && store::write!(tx, |connection| {
            sqlx::query(USE_STEP)
                .bind(account.0)
                .bind(step)
                .execute(connection)
                .await
                .map(|done| done.rows_affected())
        })? == 1;
    Ok(if used {
        Ok(false)
    } else {
        Err(SignInRefusal::UsedCode)
    })
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("accounts::ask forget old", FORGET_OLD),
    ("accounts::ask", ASK),
    ("accounts::admit_code asked", ASKED),
    ("accounts::admit_code answered", ANSWERED),
    ("accounts::check step", USE_STEP),
    ("accounts::check recovery code", USE_CODE),
    ("accounts::check recovery code known", CODE),
];
