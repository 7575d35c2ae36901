//! Showing again who one is, before something sensitive: a browser left open is not enough for that.

use crate::actors::SignedIn;
use crate::lockout;
use crate::notes::{Act, note};
use crate::password::verify;
use crate::reception::Reception;
use crate::records::SignInRefusal;
use crate::second_factor::{check, count, wrong};
use crate::sessions::{Origin, Token, rotate};
use crate::signing::own;
use access::{Allowed, EditOwnAccount};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use store::sqlx;

/// Whether somebody showed who they are within the given time.
///
/// ```
/// use jiff::{SignedDuration, Timestamp};
/// let password_at: Timestamp = "2026-11-22T00:00:00Z".parse().unwrap();
/// let quarter = SignedDuration::from_mins(15);
/// assert!(accounts::is_recent(password_at, "2026-11-22T00:14:59Z".parse().unwrap(), quarter));
/// assert!(!accounts::is_recent(password_at, "2026-11-22T00:15:00Z".parse().unwrap(), quarter));
/// ```
#[must_use]
pub fn is_recent(renewed_at: Timestamp, now: Timestamp, within: SignedDuration) -> bool {
    now.duration_since(renewed_at) < within
}

/// What somebody typed to show who they are.
#[derive(Clone, Copy, Default)]
pub struct Proof<'a> {
    /// The password.
    pub password: &'a str,
    /// The one-time code or a recovery code; needed where the account has a second factor.
    pub code: &'a str,
}

const OWN: &str = "SELECT login_key, password_hash FROM accounts WHERE id = $1";

/// Shows again who one is, with the password and, where the account has a second factor, a code. The session
/// gets a new token.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn renew(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
    session: &SignedIn,
    proof: &Proof<'_>,
    origin: &Origin<'_>,
) -> Result<Result<Token, SignInRefusal>> {
    let (account, now) = (own(allowed)?, at.clock.now());
    let (key, hash): (Vec<u8>, String) = store::read!(at.db, |pool| {
        sqlx::query_as(OWN).bind(account.0).fetch_one(pool).await
    })?;
    let attempt = match lockout::count(at.db, at.ids, &key, now, &at.limits).await? {
        Ok(attempt) => attempt,
        Err(until) => return Ok(Err(SignInRefusal::Locked { until })),
    };
    if !verify(proof.password, Some(hash)).await? {
        let refusal = SignInRefusal::Wrong;
        return wrong(at, account, attempt, refusal, origin).await.map(Err);
    }
    let code_attempt = match count_code(at, session).await? {
        Ok(attempt) => attempt,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut tx = at.db.begin().await?;
    lockout::clear(&mut tx, &key).await?;
    if let Some(attempt) = code_attempt {
        if let Err(refusal) = check(&mut tx, at, account, proof.code).await? {
            drop(tx);
            return wrong(at, account, attempt, refusal, origin).await.map(Err);
        }
        lockout::clear(&mut tx, &lockout::code_key(account)).await?;
    }
    let token = rotate(
        &mut tx,
        at.clock,
        account,
        session.session,
        origin.user_agent,
    )
    .await?;
    let Some(token) = token else {
        return Ok(Err(SignInRefusal::ChallengeEnded));
    };
    note(&mut tx, at.clock, allowed.actor(), Act::Renewed, account).await?;
    tx.commit().await?;
    Ok(Ok(token))
}

async fn count_code(
    at: &Reception<'_>,
    session: &SignedIn,
) -> Result<Result<Option<lockout::Attempt>, SignInRefusal>> {
    if !session.second_factor {
        return Ok(Ok(None));
    }
    Ok(count(at, session.account).await?.map(Some))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[("accounts::renew own", OWN)];
