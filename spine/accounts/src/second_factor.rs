//! The second factor: one-time codes from an app on a telephone, and recovery codes for the day on which the
//! telephone is lost.
//!
//! Setting up takes two steps: [`begin_second_factor`] makes a secret, [`confirm_second_factor`] takes a code as
//! proof that the app has it. From then on [`crate::admit`] asks for a code after the password, and [`admit_code`]
//! takes it. A code works once.

mod challenge;
mod key_ring;
pub(crate) mod totp;

pub use challenge::{Challenge, admit_code, is_challenge};
pub use key_ring::KeyRing;

pub(crate) use challenge::{ask, check, count, wrong};

use crate::closing::fresh;
use crate::lockout::{self, code_key};
use crate::notes::{Act, note};
use crate::password::{temporary, verify};
use crate::reception::Reception;
use crate::records::{AccountId, AccountRefusal, SessionId};
use crate::sessions::{Token, Which, end, rotate};
use crate::signing::own;
use access::{Allowed, EditOwnAccount, ManageAccounts};
use anyhow::Result;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Clock, Db, Ids, Instant, ToSqlx, Tx, sqlx};
use unicode_normalization::UnicodeNormalization;

/// How many recovery codes are made.
pub const RECOVERY_CODES: usize = 10;

/// The second factor of an account, as its owner and the administrator see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when it is asked for; `None` while it is being set up.
    pub confirmed_at: Option<Timestamp>,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

/// Why something about the second factor was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecondFactorRefusal {
    /// There is one already.
    #[error("set up already")]
    SetUp,
    /// Nothing is being set up.
    #[error("not begun")]
    NotBegun,
    /// The code is not the one of the moment.
    #[error("wrong code")]
    WrongCode,
    /// The password is not the right one.
    #[error("wrong password")]
    WrongPassword,
    /// Too many wrong attempts.
    #[error("locked until {until}")]
    Locked {
        /// When it can be tried again.
        until: Timestamp,
    },
    /// The city asks somebody with the person's roles for it.
    #[error("required")]
    Required,
    /// The key of the secrets is not at hand.
    #[error("the key of the secrets is missing")]
    KeyMissing,
    /// The session has ended meanwhile.
    #[error("signed out")]
    SignedOut,
}

impl SecondFactorRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            SecondFactorRefusal::SetUp => "accounts-refusal-factor-set-up",
            SecondFactorRefusal::NotBegun => "accounts-refusal-factor-not-begun",
            SecondFactorRefusal::WrongCode => "accounts-refusal-factor-wrong-code",
            SecondFactorRefusal::WrongPassword => "accounts-refusal-wrong-old",
            SecondFactorRefusal::Locked { .. } => "accounts-refusal-locked",
            SecondFactorRefusal::Required => "accounts-refusal-factor-required",
            SecondFactorRefusal::KeyMissing => "accounts-refusal-key-missing",
            SecondFactorRefusal::SignedOut => "accounts-refusal-challenge-ended",
        }
    }
}

const OF_ACCOUNT: &str = "
    SELECT f.confirmed_at,
           (SELECT COUNT(*) FROM recovery_codes c
             WHERE c.account_id = f.account_id AND c.used_at IS NULL) AS codes_left
      FROM second_factors f WHERE f.account_id = $1";

/// The second factor of an account, if it has one or is setting one up.
pub async fn second_factor_of(db: &Db, account: AccountId) -> Result<Option<SecondFactor>> {
    let row: Option<(Option<Instant>, i64)> = store::read!(db, |pool| {
        sqlx::query_as(OF_ACCOUNT)
            .bind(account.0)
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(|(confirmed_at, codes_left)| SecondFactor {
        confirmed_at: confirmed_at.map(Instant::to_jiff),
        codes_left,
    }))
}

const FACTOR: &str = "
    SELECT secret, confirmed_at, last_step FROM second_factors WHERE account_id = $1";

store::row! {
    struct FactorRow {
        secret: Vec<u8>,
        confirmed_at: Option<Instant>,
        last_step: i64,
    }
}

async fn factor_in(tx: &mut Tx, account: AccountId) -> Result<Option<FactorRow>> {
    Ok(store::write!(tx, |connection| {
        sqlx::query_as(FACTOR)
            .bind(account.0)
            .fetch_optional(connection)
            .await
    })?)
}

fn purpose(account: AccountId) -> String {
    format!("second factor of {account}")
}

const BEGIN: &str = "
    INSERT INTO second_factors (account_id, secret, begun_at, last_step) VALUES ($1, $2, $3, 0)
    ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at
     WHERE second_factors.confirmed_at IS NULL";

/// Makes a new secret for one's own account; what was begun before and not confirmed is forgotten.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn begin_second_factor(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
) -> Result<Result<(), SecondFactorRefusal>> {
    let account = own(allowed)?;
    let secret: [u8; totp::SECRET] = rand::random();
    let sealed = at.door.keys.seal(&purpose(account), &secret)?;
    let mut tx = at.db.begin().await?;
    let begun = store::write!(&mut tx, |connection| {
        sqlx::query(BEGIN)
            .bind(account.0)
            .bind(sealed)
            .bind(at.clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    tx.commit().await?;
    Ok(if begun == 1 {
        Ok(())
    } else {
        Err(SecondFactorRefusal::SetUp)
    })
}

/// The secret that is being set up, in letters for those who cannot take a picture of it.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn secret_to_confirm(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
) -> Result<Result<String, SecondFactorRefusal>> {
    let account = own(allowed)?;
    let row: Option<FactorRow> = store::read!(at.db, |pool| {
        sqlx::query_as(FACTOR)
            .bind(account.0)
            .fetch_optional(pool)
            .await
    })?;
    let Some(row) = row else {
        return Ok(Err(SecondFactorRefusal::NotBegun));
    };
    if row.confirmed_at.is_some() {
        return Ok(Err(SecondFactorRefusal::SetUp));
    }
    let secret = at.door.keys.open(&purpose(account), &row.secret);
    Ok(secret
        .map(|secret| totp::in_letters(&secret))
        .ok_or(SecondFactorRefusal::KeyMissing))
}

/// A second factor that was set up, or new recovery codes for one.
#[derive(Debug)]
pub struct Confirmed {
    /// The recovery codes; they are shown once and kept nowhere.
    pub codes: Vec<String>,
    /// The session's new token, for the cookie.
    pub token: Token,
}

const CONFIRM: &str = "
    UPDATE second_factors SET confirmed_at = $2, last_step = $3
     WHERE account_id = $1 AND confirmed_at IS NULL";

/// Takes the first code as proof that the app has the secret; makes recovery codes, ends the account's other
/// sessions and gives the one at hand a new token.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn confirm_second_factor(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
    session: SessionId,
    typed: &str,
    user_agent: &str,
) -> Result<Result<Confirmed, SecondFactorRefusal>> {
    let (account, now) = (own(allowed)?, at.clock.now());
    let mut tx = at.db.begin().await?;
    let Some(row) = factor_in(&mut tx, account).await? else {
        return Ok(Err(SecondFactorRefusal::NotBegun));
    };
    if row.confirmed_at.is_some() {
        return Ok(Err(SecondFactorRefusal::SetUp));
    }
    let Some(secret) = at.door.keys.open(&purpose(account), &row.secret) else {
        return Ok(Err(SecondFactorRefusal::KeyMissing));
    };
    let Some(step) = totp::step_of(&secret, typed, now) else {
        return Ok(Err(SecondFactorRefusal::WrongCode));
    };
    let confirmed = store::write!(&mut tx, |connection| {
        sqlx::query(CONFIRM)
            .bind(account.0)
            .bind(now.to_sqlx())
            .bind(step)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if confirmed == 0 {
        return Ok(Err(SecondFactorRefusal::SetUp));
    }
    let codes = make_codes(&mut tx, at.ids, account).await?;
    end(&mut tx, account, Which::AllBut(session)).await?;
    let Some(token) = rotate(&mut tx, at.clock, account, session, user_agent).await? else {
        return Ok(Err(SecondFactorRefusal::SignedOut));
    };
    let actor = allowed.actor();
    note(&mut tx, at.clock, actor, Act::SecondFactorSet, account).await?;
    tx.commit().await?;
    Ok(Ok(Confirmed { codes, token }))
}

const DROP_CODES: &str = "DELETE FROM recovery_codes WHERE account_id = $1";
const INSERT_CODE: &str =
    "INSERT INTO recovery_codes (id, account_id, code_hash) VALUES ($1, $2, $3)";

/// What is kept of a recovery code: 80 random bits need no slow hash.
fn code_hash(account: AccountId, code: &str) -> Vec<u8> {
    let plain: String = code
        .nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Sha256::digest(format!("{account}:{plain}")).to_vec()
}

async fn make_codes(tx: &mut Tx, ids: &Ids, account: AccountId) -> Result<Vec<String>> {
    drop_codes(tx, account).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| temporary()).collect();
    for code in &codes {
        store::write!(&mut *tx, |connection| {
            sqlx::query(INSERT_CODE)
                .bind(ids.next())
                .bind(account.0)
                .bind(code_hash(account, code))
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(codes)
}

async fn drop_codes(tx: &mut Tx, account: AccountId) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(DROP_CODES)
            .bind(account.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Makes new recovery codes in place of all earlier ones.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn new_recovery_codes(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
) -> Result<Result<Vec<String>, SecondFactorRefusal>> {
    let account = own(allowed)?;
    let mut tx = at.db.begin().await?;
    let row = factor_in(&mut tx, account).await?;
    if row.is_none_or(|row| row.confirmed_at.is_none()) {
        return Ok(Err(SecondFactorRefusal::NotBegun));
    }
    let codes = make_codes(&mut tx, at.ids, account).await?;
    let actor = allowed.actor();
    note(&mut tx, at.clock, actor, Act::RecoveryCodesMade, account).await?;
    tx.commit().await?;
    Ok(Ok(codes))
}

const OWN: &str = "SELECT login_key, password_hash FROM accounts WHERE id = $1";
const DROP: &str = "DELETE FROM second_factors WHERE account_id = $1";

async fn drop_factor(tx: &mut Tx, account: AccountId) -> Result<u64> {
    drop_codes(tx, account).await?;
    Ok(store::write!(tx, |connection| {
        sqlx::query(DROP)
            .bind(account.0)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// Takes one's own second factor away, for which the password is needed; refused where the city asks for it.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn remove_second_factor(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
    password: &str,
) -> Result<Result<(), SecondFactorRefusal>> {
    let account = own(allowed)?;
    if at.limits.code_required(allowed.actor().roles) {
        return Ok(Err(SecondFactorRefusal::Required));
    }
    let (key, hash): (Vec<u8>, String) = store::read!(at.db, |pool| {
        sqlx::query_as(OWN).bind(account.0).fetch_one(pool).await
    })?;
    let now = at.clock.now();
    let attempt = match lockout::count(at.db, at.ids, &key, now, &at.limits).await? {
        Ok(attempt) => attempt,
        Err(until) => return Ok(Err(SecondFactorRefusal::Locked { until })),
    };
    if !verify(password, Some(hash)).await? {
        return Ok(Err(match attempt.locked_if_wrong {
            Some(until) => SecondFactorRefusal::Locked { until },
            None => SecondFactorRefusal::WrongPassword,
        }));
    }
    let mut tx = at.db.begin().await?;
    lockout::clear(&mut tx, &key).await?;
    if drop_factor(&mut tx, account).await? == 0 {
        return Ok(Err(SecondFactorRefusal::NotBegun));
    }
    let actor = allowed.actor();
    note(&mut tx, at.clock, actor, Act::SecondFactorRemoved, account).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

const UNLINK: &str = "DELETE FROM provider_subjects WHERE account_id = $1";

/// Takes somebody's second factor away, and whom the identity provider knows them as, when the telephone is
/// lost or replaced; ends the account's sessions. `version` is the one the form was made from.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn reset_second_factor(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ManageAccounts>,
    account: AccountId,
    version: i64,
) -> Result<Result<(), AccountRefusal>> {
    let mut tx = db.begin().await?;
    if let Err(refusal) = fresh(&mut tx, account, version).await? {
        return Ok(Err(refusal));
    }
    drop_factor(&mut tx, account).await?;
    store::write!(&mut tx, |connection| {
        sqlx::query(UNLINK)
            .bind(account.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    lockout::clear(&mut tx, &code_key(account)).await?;
    end(&mut tx, account, Which::All).await?;
    let actor = allowed.actor();
    note(&mut tx, clock, actor, Act::SecondFactorReset, account).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

pub(crate) const CHALLENGE_QUERIES: &[(&str, &str)] = challenge::QUERIES;

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::second_factor_of", OF_ACCOUNT),
    ("accounts::second factor", FACTOR),
    ("accounts::begin_second_factor", BEGIN),
    ("accounts::confirm_second_factor", CONFIRM),
    ("accounts::recovery codes drop", DROP_CODES),
    ("accounts::recovery codes insert", INSERT_CODE),
    ("accounts::remove_second_factor own", OWN),
    ("accounts::remove_second_factor", DROP),
    ("accounts::reset_second_factor unlink", UNLINK),
];
