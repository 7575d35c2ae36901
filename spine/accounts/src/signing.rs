//! Signing in and out, and what everybody does with their own account.

use crate::lockout::{self, Attempt};
use crate::notes::{Act, note};
use crate::password::{PasswordRefusal, hash, may_be_chosen, verify};
use crate::records::{AccountId, SessionId, SignInRefusal, login_key};
use crate::sessions::{Origin, Session, Which, end, end_by_token, open};
use access::{Actor, Allowed, EditOwnAccount, Relation};
use anyhow::{Context, Result};
use store::{Clock, Db, Ids, Instant, Tx, sqlx};
use words::Language;

const TO_SIGN_IN: &str = "
    SELECT id, password_hash, must_change, temporary_until, disabled_at
      FROM accounts WHERE login_key = $1";

store::row! {
    struct SignInRow {
        id: i64,
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
        sqlx::query_as(TO_SIGN_IN)
            .bind(&key)
            .fetch_optional(pool)
            .await
    })?;
    let stored = row.as_ref().map(|row| row.password_hash.clone());
    let right = verify(password, stored).await?;
    let known = row.as_ref().map(|row| AccountId(row.id));
    let Some(row) = row.filter(|_| right) else {
        return wrong(db, clock, known, attempt).await.map(Err);
    };
    if row.disabled_at.is_some() {
        return Ok(Err(SignInRefusal::Disabled));
    }
    let expired = row
        .temporary_until
        .is_some_and(|until| until.to_jiff() < now);
    if row.must_change && expired {
        return Ok(Err(SignInRefusal::TemporaryExpired));
    }
    let mut tx = db.begin().await?;
    if let Some(token) = origin.token {
        end_by_token(&mut tx, token).await?;
    }
    lockout::clear(&mut tx, &key).await?;
    if !same_password(&mut tx, &row).await? {
        return Ok(Err(SignInRefusal::Wrong));
    }
    let account = AccountId(row.id);
    let Some(session) = open(&mut tx, ids, clock, account, origin).await? else {
        return Ok(Err(SignInRefusal::NoRole));
    };
    note(
        &mut tx,
        clock,
        &session.signed_in.actor,
        Act::SignedIn,
        account,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(session))
}

/// The refusal of a wrong password; a lock of an existing account stands in the journal.
async fn wrong(
    db: &Db,
    clock: &Clock,
    account: Option<AccountId>,
    attempt: Attempt,
) -> Result<SignInRefusal> {
    let Some(until) = attempt.locked_if_wrong else {
        return Ok(SignInRefusal::Wrong);
    };
    if let Some(account) = account {
        let mut tx = db.begin().await?;
        note(&mut tx, clock, &Actor::visitor(), Act::Locked, account).await?;
        tx.commit().await?;
    }
    Ok(SignInRefusal::Locked { until })
}

/// Holds the account until the transaction ends, if its password is still the one that was checked.
const HOLD: &str = "UPDATE accounts SET version = version WHERE id = $1 AND password_hash = $2";

async fn same_password(tx: &mut Tx, row: &SignInRow) -> Result<bool> {
    let held = store::write!(tx, |connection| {
        sqlx::query(HOLD)
            .bind(row.id)
            .bind(&row.password_hash)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(held == 1)
}

/// The account of the person who acts on their own account.
fn own(allowed: &Allowed<EditOwnAccount>) -> Result<AccountId> {
    allowed.on(Relation::Own)?;
    allowed
        .actor()
        .account
        .map(AccountId)
        .context("somebody without an account")
}

async fn end_sessions(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
    which: Which,
    act: Act,
) -> Result<u64> {
    let account = own(allowed)?;
    let mut tx = db.begin().await?;
    let ended = end(&mut tx, account, which).await?;
    if ended > 0 {
        note(&mut tx, clock, allowed.actor(), act, account).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// Ends the session at hand.
pub async fn sign_out(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
    session: SessionId,
) -> Result<()> {
    end_sessions(db, clock, allowed, Which::One(session), Act::SignedOut)
        .await
        .map(|_| ())
}

/// Ends another session of one's own; `false` when it had ended already or is somebody else's.
pub async fn end_session(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
    session: SessionId,
) -> Result<bool> {
    let ended = end_sessions(db, clock, allowed, Which::One(session), Act::SessionEnded).await?;
    Ok(ended > 0)
}

/// Ends all sessions of one's own, also the one at hand; returns how many there were.
pub async fn sign_out_everywhere(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
) -> Result<u64> {
    end_sessions(db, clock, allowed, Which::All, Act::SignedOutEverywhere).await
}

const OWN: &str = "
    SELECT a.login, a.login_key, a.password_hash, e.staff_no
      FROM accounts a LEFT JOIN employees e ON e.id = a.employee_id
     WHERE a.id = $1";

store::row! {
    struct OwnRow {
        login: String,
        login_key: Vec<u8>,
        password_hash: String,
        staff_no: Option<String>,
    }
}

/// The password is replaced only if it is still the one that was checked.
const CHANGE_PASSWORD: &str = "
    UPDATE accounts
       SET password_hash = $3, must_change = $4, temporary_until = NULL, version = version + 1
     WHERE id = $1 AND password_hash = $2";

/// Changes one's own password. The other sessions of the account end, the one at hand goes on.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn change_password(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
    session: SessionId,
    change: &PasswordChange<'_>,
) -> Result<Result<(), PasswordRefusal>> {
    let account = own(allowed)?;
    let row: Option<OwnRow> = store::read!(db, |pool| {
        sqlx::query_as(OWN)
            .bind(account.0)
            .fetch_optional(pool)
            .await
    })?;
    let row = row.context("the account of a session")?;
    let names: Vec<&str> = [Some(row.login.as_str()), row.staff_no.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    if let Err(refusal) = may_be_chosen(change.new, &names) {
        return Ok(Err(refusal));
    }
    let attempt = match lockout::count(db, ids, &row.login_key, clock.now()).await? {
        Ok(attempt) => attempt,
        Err(until) => return Ok(Err(PasswordRefusal::Locked { until })),
    };
    if !verify(change.old, Some(row.password_hash.clone())).await? {
        return Ok(Err(match attempt.locked_if_wrong {
            Some(until) => PasswordRefusal::Locked { until },
            None => PasswordRefusal::WrongOld,
        }));
    }
    if verify(change.new, Some(row.password_hash.clone())).await? {
        return Ok(Err(PasswordRefusal::Same));
    }
    let new_hash = hash(change.new).await?;
    let mut tx = db.begin().await?;
    lockout::clear(&mut tx, &row.login_key).await?;
    let changed = store::write!(&mut tx, |connection| {
        sqlx::query(CHANGE_PASSWORD)
            .bind(account.0)
            .bind(&row.password_hash)
            .bind(new_hash)
            .bind(false)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if changed == 0 {
        return Ok(Err(PasswordRefusal::WrongOld));
    }
    end(&mut tx, account, Which::AllBut(session)).await?;
    note(
        &mut tx,
        clock,
        allowed.actor(),
        Act::PasswordChanged,
        account,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The present and the new password as typed.
#[derive(Clone, Copy)]
pub struct PasswordChange<'a> {
    /// The present one.
    pub old: &'a str,
    /// The new one.
    pub new: &'a str,
}

const SET_LANGUAGE: &str = "UPDATE accounts SET language = $2 WHERE id = $1";

/// Sets the language of one's own pages.
pub async fn set_language(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
    language: Language,
) -> Result<()> {
    let account = own(allowed)?;
    let mut tx = db.begin().await?;
    store::write!(&mut tx, |connection| {
        sqlx::query(SET_LANGUAGE)
            .bind(account.0)
            .bind(language.tag())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    note(
        &mut tx,
        clock,
        allowed.actor(),
        Act::LanguageChanged,
        account,
    )
    .await?;
    tx.commit().await
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::sign_in", TO_SIGN_IN),
    ("accounts::sign_in hold", HOLD),
    ("accounts::change_password own", OWN),
    ("accounts::change_password", CHANGE_PASSWORD),
    ("accounts::set_language", SET_LANGUAGE),
];
