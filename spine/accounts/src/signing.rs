//! Signing in and out, and what everybody does with their own account.

use crate::actors::SignedIn;
use crate::limits::Limits;
use crate::lockout::{self, Attempt};
use crate::notes::{Act, note};
use crate::password::{PasswordRefusal, hash, may_be_chosen, turn, verify, verify_in};
use crate::reception::{Door, Reception};
use crate::records::{AccountId, SessionId, SignInRefusal, login_key};
use crate::second_factor::{Challenge, ask};
use crate::sessions::{Means, Origin, Session, Token, Which, end, end_by_token, open, rotate};
use access::{Actor, Allowed, EditOwnAccount, Relation};
use anyhow::{Context, Result};
use store::{Clock, Db, Ids, Instant, Tx, sqlx};
use words::Language;

const TO_SIGN_IN: &str = "
    SELECT a.id, a.password_hash, a.must_change, a.temporary_until, a.disabled_at, f.confirmed_at
      FROM accounts a LEFT JOIN second_factors f ON f.account_id = a.id
     WHERE a.login_key = $1";

store::row! {
    struct SignInRow {
        id: i64,
        password_hash: String,
        must_change: bool,
        temporary_until: Option<Instant>,
        disabled_at: Option<Instant>,
        confirmed_at: Option<Instant>,
    }
}

/// What a right password leads to.
#[derive(Debug)]
pub enum Admission {
    /// A session.
    Open(Box<Session>),
    /// The question for a code.
    Code(Challenge),
}

/// Signs in with a login name and a password, and opens a session with a new token; asks for a code first
/// where the account has a second factor.
///
/// A name that nobody has is answered like a wrong password, after the same time, and locked like any
/// other after [`lockout::ATTEMPTS`] attempts. That an account is disabled is told only to who knows
/// its password.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn admit(
    at: &Reception<'_>,
    login: &str,
    password: &str,
    origin: &Origin<'_>,
) -> Result<Result<Admission, SignInRefusal>> {
    let (key, now) = (login_key(login), at.clock.now());
    let free = || {
        at.door
            .gate
            .check(origin.address, now, at.limits.from_address)
    };
    if let Err(until) = free() {
        return Ok(Err(SignInRefusal::Crowded { until }));
    }
    let attempt = match lockout::count(at.db, at.ids, &key, now, &at.limits).await? {
        Ok(attempt) => attempt,
        Err(until) => return Ok(Err(SignInRefusal::Locked { until })),
    };
    let row: Option<SignInRow> = store::read!(at.db, |pool| {
        sqlx::query_as(TO_SIGN_IN)
            .bind(&key)
            .fetch_optional(pool)
            .await
    })?;
    let stored = row.as_ref().map(|row| row.password_hash.clone());
    let turn = turn().await?;
    // While this one waited for its turn, others from the address may have been wrong.
    if let Err(until) = free() {
        return Ok(Err(SignInRefusal::Crowded { until }));
    }
    let right = verify_in(turn, password, stored).await?;
    let known = row.as_ref().map(|row| AccountId(row.id));
    let Some(row) = row.filter(|_| right) else {
        at.door
            .gate
            .wrong(origin.address, now, at.limits.from_address);
        return wrong(at.db, at.clock, known, attempt).await.map(Err);
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
    let account = AccountId(row.id);
    let mut tx = at.db.begin().await?;
    lockout::clear(&mut tx, &key).await?;
    if !same_password(&mut tx, &row).await? {
        return Ok(Err(SignInRefusal::Wrong));
    }
    if row.confirmed_at.is_some() {
        let challenge = ask(&mut tx, at, account).await?;
        tx.commit().await?;
        return Ok(Ok(Admission::Code(challenge)));
    }
    if let Some(token) = origin.token {
        end_by_token(&mut tx, token).await?;
    }
    let Some(session) = open(&mut tx, at, account, Means::Password, origin).await? else {
        return Ok(Err(SignInRefusal::NoRole));
    };
    let actor = &session.signed_in.actor;
    note(&mut tx, at.clock, actor, Act::SignedIn, account).await?;
    tx.commit().await?;
    Ok(Ok(Admission::Open(Box::new(session))))
}

/// Signs in where nothing is set and nobody has a second factor: for tests and for the first administrator.
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
    let at = Reception {
        db,
        ids,
        clock,
        door: &Door::default(),
        limits: Limits::default(),
    };
    Ok(match admit(&at, login, password, origin).await? {
        Ok(Admission::Open(session)) => Ok(*session),
        Ok(Admission::Code(_)) => Err(SignInRefusal::CodeNeeded),
        Err(refusal) => Err(refusal),
    })
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
pub(crate) fn own(allowed: &Allowed<EditOwnAccount>) -> Result<AccountId> {
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

/// Ends all sessions of one's own but the one at hand; returns how many there were.
pub async fn sign_out_others(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditOwnAccount>,
    session: SessionId,
) -> Result<u64> {
    let which = Which::AllBut(session);
    end_sessions(db, clock, allowed, which, Act::OthersSignedOut).await
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
    SELECT a.login, a.login_key, a.password_hash, e.staff_no, e.family_name, e.given_name,
           e.family_kana, e.given_kana
      FROM accounts a LEFT JOIN employees e ON e.id = a.employee_id
     WHERE a.id = $1";

store::row! {
    struct OwnRow {
        login: String,
        login_key: Vec<u8>,
        password_hash: String,
        staff_no: Option<String>,
        family_name: Option<String>,
        given_name: Option<String>,
        family_kana: Option<String>,
        given_kana: Option<String>,
    }
}

/// The password is replaced only if it is still the one that was checked.
const CHANGE_PASSWORD: &str = "
    UPDATE accounts
       SET password_hash = $3, must_change = $4, temporary_until = NULL, version = version + 1
     WHERE id = $1 AND password_hash = $2";

/// Changes one's own password. The other sessions of the account end, the one at hand goes on with the new
/// token that is returned.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn change_password(
    at: &Reception<'_>,
    allowed: &Allowed<EditOwnAccount>,
    session: &SignedIn,
    change: &PasswordChange<'_>,
) -> Result<Result<Token, PasswordRefusal>> {
    let account = own(allowed)?;
    let row: Option<OwnRow> = store::read!(at.db, |pool| {
        sqlx::query_as(OWN)
            .bind(account.0)
            .fetch_optional(pool)
            .await
    })?;
    let row = row.context("the account of a session")?;
    let names = [
        Some(row.login),
        row.staff_no,
        row.family_name,
        row.given_name,
        row.family_kana,
        row.given_kana,
    ];
    let names: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
    if let Err(refusal) = may_be_chosen(change.new, &names) {
        return Ok(Err(refusal));
    }
    let attempt =
        match lockout::count(at.db, at.ids, &row.login_key, at.clock.now(), &at.limits).await? {
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
    let mut tx = at.db.begin().await?;
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
    end(&mut tx, account, Which::AllBut(session.session)).await?;
    let agent = &session.user_agent;
    let token = rotate(&mut tx, at.clock, account, session.session, agent)
        .await?
        .context("a session that ends while its password changes")?;
    let actor = allowed.actor();
    note(&mut tx, at.clock, actor, Act::PasswordChanged, account).await?;
    tx.commit().await?;
    Ok(Ok(token))
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
