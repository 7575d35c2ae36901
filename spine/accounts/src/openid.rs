//! Signing in at an identity provider (OpenID Connect): authorisation code with PKCE, nonce and state.
//!
//! [`depart`] sends the browser there and keeps what must fit when it comes back, for ten minutes; [`arrive`]
//! takes that row out, so that nothing works twice, asks the provider for its token and believes it only when
//! issuer, audience, nonce, time and signature fit. An account is never made here: the provider names one that
//! exists, by the staff number or the login name, and from then on by its own number for the person.

mod http;
mod provider;

pub use provider::{Matching, Provider, ProviderConfig};

use crate::notes::{Act, note, note_about};
use crate::reception::Reception;
use crate::records::{AccountId, SessionId, login_key};
use crate::sessions::{Means, Origin, Session, Token, end_by_token, open, rotate, token_hash};
use access::Actor;
use anyhow::{Context, Result};
use jiff::SignedDuration;
use provider::{Named, Return};
use serde_json::json;
use store::{Instant, ToSqlx, Tx, sqlx};

/// How long somebody may take at the provider.
const UNDER_WAY: SignedDuration = SignedDuration::from_mins(10);

/// Why a sign-in at the provider did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderRefusal {
    /// The city has no identity provider.
    #[error("no identity provider")]
    None,
    /// The provider does not answer.
    #[error("no answer from the provider")]
    Unreachable,
    /// Nobody set out with this state, or it was used before, or too long ago, or by another browser.
    #[error("the state is not known")]
    StateUnknown,
    /// The person turned back at the provider.
    #[error("turned back")]
    TurnedBack,
    /// The provider does not take its own code, e.g. because it was used before.
    #[error("the code is refused")]
    CodeRefused,
    /// What the provider says is not believed.
    #[error("not believed: {0}")]
    Lie(Lie),
    /// The provider does not say whose account it is.
    #[error("the claim is missing")]
    NoClaim,
    /// Nobody has an account under what the provider says.
    #[error("no account")]
    NoAccount,
    /// Another person at the provider uses the account.
    #[error("the account belongs to somebody else")]
    OtherPerson,
    /// The account was closed by an administrator.
    #[error("disabled")]
    Disabled,
    /// The person is not in service today, or has no role.
    #[error("no role today")]
    NoRole,
}

/// What does not fit in what the provider says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// There is no token.
    NoToken,
    /// The token cannot be read.
    Unreadable,
    /// It comes from another issuer.
    Issuer,
    /// It is for another program.
    Audience,
    /// It belongs to another sign-in.
    Nonce,
    /// It is too old.
    Expired,
    /// It is not signed, or not by the provider.
    Signature,
    /// The person did not show anew who they are.
    NotRenewed,
}

impl std::fmt::Display for Lie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Lie::NoToken => "no token",
            Lie::Unreadable => "unreadable",
            Lie::Issuer => "issuer",
            Lie::Audience => "audience",
            Lie::Nonce => "nonce",
            Lie::Expired => "expired",
            Lie::Signature => "signature",
            Lie::NotRenewed => "not renewed",
        })
    }
}

impl ProviderRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            ProviderRefusal::None => "accounts-refusal-provider-none",
            ProviderRefusal::Unreachable => "accounts-refusal-provider-unreachable",
            ProviderRefusal::StateUnknown => "accounts-refusal-provider-state",
            ProviderRefusal::TurnedBack => "accounts-refusal-provider-turned-back",
            ProviderRefusal::CodeRefused => "accounts-refusal-provider-code",
            ProviderRefusal::Lie(Lie::Expired) => "accounts-refusal-provider-expired",
            ProviderRefusal::Lie(Lie::NotRenewed) => "accounts-refusal-provider-not-renewed",
            ProviderRefusal::Lie(_) => "accounts-refusal-provider-lie",
            ProviderRefusal::NoClaim => "accounts-refusal-provider-no-claim",
            ProviderRefusal::NoAccount => "accounts-refusal-provider-no-account",
            ProviderRefusal::OtherPerson => "accounts-refusal-provider-other-person",
            ProviderRefusal::Disabled => "accounts-refusal-disabled",
            ProviderRefusal::NoRole => "accounts-refusal-no-role",
        }
    }

    /// Whether an administrator should know: nobody got in, and not because of a slow network.
    const fn is_noted(self) -> bool {
        matches!(
            self,
            ProviderRefusal::Lie(_)
                | ProviderRefusal::NoClaim
                | ProviderRefusal::NoAccount
                | ProviderRefusal::OtherPerson
                | ProviderRefusal::Disabled
        )
    }
}

const FORGET_OLD: &str = "DELETE FROM provider_visits WHERE ends_at <= $1";
const SET_OUT: &str = "
    INSERT INTO provider_visits (id, state_hash, nonce, verifier, next, session_id, ends_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Where the browser goes now, and the secret that it brings back.
#[derive(Debug)]
pub struct Departure {
    /// The provider's page.
    pub url: String,
    /// For a cookie: who comes back without it did not set out.
    pub state: String,
}

/// Sends somebody to the provider. `redirect` is the address to come back to, `next` the page afterwards;
/// with a session, its person shows anew who they are.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn depart(
    at: &Reception<'_>,
    redirect: &str,
    next: &str,
    session: Option<SessionId>,
) -> Result<Result<Departure, ProviderRefusal>> {
    let Some(provider) = &at.door.provider else {
        return Ok(Err(ProviderRefusal::None));
    };
    let now = at.clock.now();
    let errand = match provider.errand(now, redirect, session.is_some()).await {
        Ok(errand) => errand,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut tx = at.db.begin().await?;
    store::write!(&mut tx, |connection| {
        sqlx::query(FORGET_OLD)
            .bind(now.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    store::write!(&mut tx, |connection| {
        sqlx::query(SET_OUT)
            .bind(at.ids.next())
            .bind(token_hash(&errand.state))
            .bind(&errand.nonce)
            .bind(&errand.verifier)
            .bind(next)
            .bind(session.map(|session| session.0))
            .bind((now + UNDER_WAY).to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    tx.commit().await?;
    Ok(Ok(Departure {
        url: errand.url,
        state: errand.state,
    }))
}

/// What a browser brings back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Arrival<'a> {
    /// The state in the address.
    pub state: &'a str,
    /// The state in the browser's cookie.
    pub kept: &'a str,
    /// The provider's code.
    pub code: &'a str,
    /// The provider's word for why there is no code.
    pub error: &'a str,
    /// The address that the browser came back to.
    pub redirect: &'a str,
}

/// Somebody who came back from the provider.
#[derive(Debug)]
pub enum Arrived {
    /// Signed in.
    SignedIn {
        /// The new session.
        session: Box<Session>,
        /// The page to go to.
        next: String,
    },
    /// Has shown anew who they are; the session has a new token.
    Renewed {
        /// For the cookie.
        token: Token,
        /// The page to go to.
        next: String,
    },
}

const TAKE: &str = "
    DELETE FROM provider_visits WHERE state_hash = $1
    RETURNING nonce, verifier, next, session_id, ends_at";

store::row! {
    struct VisitRow {
        nonce: String,
        verifier: String,
        next: String,
        session_id: Option<i64>,
        ends_at: Instant,
    }
}

/// Takes in somebody who comes back from the provider.
///
/// # Errors
/// Faults of the database; the inner result is the refusal. What an administrator should know stands in the
/// journal.
pub async fn arrive(
    at: &Reception<'_>,
    arrival: &Arrival<'_>,
    origin: &Origin<'_>,
) -> Result<Result<Arrived, ProviderRefusal>> {
    let Some(provider) = &at.door.provider else {
        return Ok(Err(ProviderRefusal::None));
    };
    if arrival.state.is_empty() || arrival.state != arrival.kept {
        return Ok(Err(ProviderRefusal::StateUnknown));
    }
    let Some(visit) = take(at, arrival.state).await? else {
        return Ok(Err(ProviderRefusal::StateUnknown));
    };
    if !arrival.error.is_empty() || arrival.code.is_empty() {
        return Ok(Err(ProviderRefusal::TurnedBack));
    }
    let back = Return {
        code: arrival.code,
        nonce: &visit.nonce,
        verifier: &visit.verifier,
        redirect: arrival.redirect,
        renewal: visit.session_id.is_some(),
    };
    let done = match provider.named(at.clock.now(), &back).await {
        Ok(named) => let_in(at, provider, &named, &visit, origin).await?,
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = &done
        && refusal.is_noted()
    {
        refuse(at, provider, *refusal, origin).await?;
    }
    Ok(done)
}

async fn take(at: &Reception<'_>, state: &str) -> Result<Option<VisitRow>> {
    let mut tx = at.db.begin().await?;
    let row: Option<VisitRow> = store::write!(&mut tx, |connection| {
        sqlx::query_as(TAKE)
            .bind(token_hash(state))
            .fetch_optional(connection)
            .await
    })?;
    tx.commit().await?;
    let now = at.clock.now();
    Ok(row.filter(|row| row.ends_at.to_jiff() > now))
}

async fn refuse(
    at: &Reception<'_>,
    provider: &Provider,
    refusal: ProviderRefusal,
    origin: &Origin<'_>,
) -> Result<()> {
    let detail = json!({ "why": refusal.to_string(), "issuer": provider.issuer(), "address": origin.address });
    let mut tx = at.db.begin().await?;
    let actor = Actor::visitor();
    note_about(&mut tx, at.clock, &actor, REFUSED, "provider", &detail).await?;
    tx.commit().await
}

/// The act in the journal.
pub(crate) const REFUSED: &str = "accounts.provider.refused";

const BY_SUBJECT: &str = "
    SELECT a.id, a.disabled_at, p.issuer, p.subject
      FROM provider_subjects p JOIN accounts a ON a.id = p.account_id
     WHERE p.issuer = $1 AND p.subject = $2";
const BY_STAFF_NO: &str = "
    SELECT a.id, a.disabled_at, p.issuer, p.subject
      FROM employees e
      JOIN accounts a ON a.employee_id = e.id
      LEFT JOIN provider_subjects p ON p.account_id = a.id
     WHERE e.staff_no = $1";
const BY_LOGIN: &str = "
    SELECT a.id, a.disabled_at, p.issuer, p.subject
      FROM accounts a LEFT JOIN provider_subjects p ON p.account_id = a.id
     WHERE a.login_key = $1";
const LINK: &str = "
    INSERT INTO provider_subjects (id, account_id, issuer, subject, linked_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING";

store::row! {
    struct AccountRow {
        id: i64,
        disabled_at: Option<Instant>,
        issuer: Option<String>,
        subject: Option<String>,
    }
}

/// The account of the person, by what it was linked to before, else by the claim.
async fn account_of(
    tx: &mut Tx,
    provider: &Provider,
    named: &Named,
) -> Result<Result<AccountRow, ProviderRefusal>> {
    let linked: Option<AccountRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(BY_SUBJECT)
            .bind(provider.issuer())
            .bind(&named.subject)
            .fetch_optional(connection)
            .await
    })?;
    if let Some(row) = linked {
        return Ok(Ok(row));
    }
    let Some(claim) = &named.claim else {
        return Ok(Err(ProviderRefusal::NoClaim));
    };
    let found: Option<AccountRow> = match provider.matching() {
        Matching::StaffNumber => store::write!(&mut *tx, |connection| {
            sqlx::query_as(BY_STAFF_NO)
                .bind(claim)
                .fetch_optional(connection)
                .await
        })?,
        Matching::Login => store::write!(&mut *tx, |connection| {
            sqlx::query_as(BY_LOGIN)
                .bind(login_key(claim))
                .fetch_optional(connection)
                .await
        })?,
    };
    Ok(match found {
        None => Err(ProviderRefusal::NoAccount),
        Some(row) if row.subject.is_some() => Err(ProviderRefusal::OtherPerson),
        Some(row) => Ok(row),
    })
}

async fn let_in(
    at: &Reception<'_>,
    provider: &Provider,
    named: &Named,
    visit: &VisitRow,
    origin: &Origin<'_>,
) -> Result<Result<Arrived, ProviderRefusal>> {
    let mut tx = at.db.begin().await?;
    let row = match account_of(&mut tx, provider, named).await? {
        Ok(row) => row,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if row.disabled_at.is_some() {
        return Ok(Err(ProviderRefusal::Disabled));
    }
    let (account, next) = (AccountId(row.id), visit.next.clone());
    let known = row.issuer.as_deref() == Some(provider.issuer());
    if !known && !link(&mut tx, at, provider, named, account).await? {
        return Ok(Err(ProviderRefusal::OtherPerson));
    }
    if let Some(session) = visit.session_id {
        let session = SessionId(session);
        let token = rotate(&mut tx, at.clock, account, session, origin.user_agent).await?;
        let Some(token) = token else {
            return Ok(Err(ProviderRefusal::OtherPerson));
        };
        let actor = Actor {
            account: Some(account.0),
            ..Actor::visitor()
        };
        note(&mut tx, at.clock, &actor, Act::Renewed, account).await?;
        tx.commit().await?;
        return Ok(Ok(Arrived::Renewed { token, next }));
    }
    if let Some(token) = origin.token {
        end_by_token(&mut tx, token).await?;
    }
    let Some(session) = open(&mut tx, at, account, Means::Provider, origin).await? else {
        return Ok(Err(ProviderRefusal::NoRole));
    };
    let actor = &session.signed_in.actor;
    if !known {
        note(&mut tx, at.clock, actor, Act::ProviderLinked, account).await?;
    }
    note(&mut tx, at.clock, actor, Act::SignedIn, account).await?;
    tx.commit().await.context("signing in")?;
    Ok(Ok(Arrived::SignedIn {
        session: Box::new(session),
        next,
    }))
}

/// Notes who the person is at the provider; `false` when somebody was quicker.
async fn link(
    tx: &mut Tx,
    at: &Reception<'_>,
    provider: &Provider,
    named: &Named,
    account: AccountId,
) -> Result<bool> {
    let linked = store::write!(tx, |connection| {
        sqlx::query(LINK)
            .bind(at.ids.next())
            .bind(account.0)
            .bind(provider.issuer())
            .bind(&named.subject)
            .bind(at.clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(linked == 1)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::depart forget old", FORGET_OLD),
    ("accounts::depart", SET_OUT),
    ("accounts::arrive", TAKE),
    ("accounts::arrive by subject", BY_SUBJECT),
    ("accounts::arrive by staff number", BY_STAFF_NO),
    ("accounts::arrive by login name", BY_LOGIN),
    ("accounts::arrive link", LINK),
];
