//! Sessions: from the token in a browser's cookie to who is asking.

use crate::records::{AccountId, SessionId, SessionLine};
use access::{Actor, Role, Roles};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::Date;
use jiff::{SignedDuration, Timestamp};
use people::PersonName;
use sha2::{Digest, Sha256};
use std::time::Duration;
use store::{Clock, Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};
use tokio::time::timeout;
use words::Language;

/// A session that was not used for this long has ended.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// A session ends after this long even if it is used.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// How exact the time of the last use is; each use would be a write otherwise.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// The secret in a browser's cookie: 256 random bits. It is never written anywhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    fn random() -> Token {
        Token(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// The text for the cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A session that was just opened.
#[derive(Debug, Clone)]
pub struct Session {
    /// The record.
    pub id: SessionId,
    /// The account.
    pub account: AccountId,
    /// For the cookie.
    pub token: Token,
    /// Who is signed in.
    pub signed_in: SignedIn,
}

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who is asking, with today's roles and units.
    pub actor: Actor,
    /// The unit of today's main appointment; empty for somebody without one.
    pub unit: String,
    /// The session.
    pub session: SessionId,
    /// The account.
    pub account: AccountId,
    /// The language of the pages.
    pub language: Language,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
}

/// One row with a role or a unit of the signed-in person; a person without either is one row too.
const ACTOR: &str = "
    WITH RECURSIVE
    me AS (
        SELECT s.id AS session_id, s.created_at, s.seen_at, a.id AS account_id, a.name, a.language,
               a.must_change, a.disabled_at, a.employee_id, e.family_name, e.given_name,
               e.family_kana, e.given_kana, e.hired_on, e.left_on, u.name AS unit
          FROM sessions s
          JOIN accounts a ON a.id = s.account_id
          LEFT JOIN employees e ON e.id = a.employee_id
          LEFT JOIN appointments p ON p.employee_id = a.employee_id AND p.kind = 'main'
                AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
          LEFT JOIN unit_versions u ON u.unit_id = p.unit_id
                AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
         WHERE s.token_hash = $1
    ),
    granted AS (
        SELECT g.role, g.unit_id FROM role_grants g JOIN me ON g.account_id = me.account_id
         WHERE g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
    ),
    answered_for AS (
        SELECT unit_id FROM granted WHERE role = 'section-editor' AND unit_id IS NOT NULL
        UNION
        SELECT p.unit_id
          FROM granted r
          JOIN me ON r.role = 'section-editor' AND r.unit_id IS NULL
          JOIN appointments p ON p.employee_id = me.employee_id AND p.kind = 'main'
                             AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
    ),
    below (unit_id) AS (
        SELECT unit_id FROM answered_for
        UNION
        SELECT v.unit_id FROM unit_versions v JOIN below b ON v.parent_id = b.unit_id
         WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT me.*, r.role, CAST(NULL AS BIGINT) AS unit_id FROM me LEFT JOIN granted r ON 1 = 1
     UNION ALL
    SELECT me.*, NULL, b.unit_id FROM me JOIN below b ON 1 = 1
     ORDER BY unit_id";

store::row! {
    struct ActorRow {
        session_id: i64,
        created_at: Instant,
        seen_at: Instant,
        account_id: i64,
        name: String,
        language: String,
        must_change: bool,
        disabled_at: Option<Instant>,
        employee_id: Option<i64>,
        family_name: Option<String>,
        given_name: Option<String>,
        family_kana: Option<String>,
        given_kana: Option<String>,
        hired_on: Option<Day>,
        left_on: Option<Day>,
        unit: Option<String>,
        role: Option<String>,
        unit_id: Option<i64>,
    }
}

impl ActorRow {
    /// Whether the session still lasts and the account may be used.
    fn lasts(&self, now: Timestamp) -> bool {
        let opened = now.duration_since(self.created_at.to_jiff());
        let unused = now.duration_since(self.seen_at.to_jiff());
        self.disabled_at.is_none() && opened < LONGEST && unused < IDLE
    }

    /// `None` for somebody outside, who has no days of service.
    fn in_service(&self, today: Date) -> Option<bool> {
        let hired = self.hired_on?.to_jiff();
        Some(hired <= today && self.left_on.is_none_or(|left| left.to_jiff() > today))
    }

    fn name(&self) -> String {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        PersonName::parse(
            &part(&self.family_name),
            &part(&self.given_name),
            &part(&self.family_kana),
            &part(&self.given_kana),
        )
        .map_or_else(|_| self.name.clone(), |name| name.full())
    }
}

/// Who the rows are about; `None` when the session has ended or nothing may be done today. Every
/// employee in service may at least look; who is not in service has no role, whatever was granted.
fn signed_in(rows: &[ActorRow], now: Timestamp, today: Date) -> Result<Option<SignedIn>> {
    let Some(first) = rows.first().filter(|row| row.lasts(now)) else {
        return Ok(None);
    };
    let mut roles: Roles = rows
        .iter()
        .filter_map(|row| Role::named(row.role.as_deref()?))
        .collect();
    match first.in_service(today) {
        Some(true) => roles = roles.with(Role::Viewer),
        Some(false) => roles = Roles::NONE,
        None => {}
    }
    if roles.is_empty() {
        return Ok(None);
    }
    let actor = Actor {
        account: Some(first.account_id),
        employee: first.employee_id,
        name: first.name(),
        roles,
        units: rows.iter().filter_map(|row| row.unit_id).collect(),
    };
    Ok(Some(SignedIn {
        actor,
        unit: first.unit.clone().unwrap_or_default(),
        session: SessionId(first.session_id),
        account: AccountId(first.account_id),
        language: Language::of_tag(&first.language).context("language of an account")?,
        must_change: first.must_change,
    }))
}

/// Who is asking, by the token of the cookie: one query. `None` when the session does not exist or has
/// ended, the account is disabled, or the person has no role today.
pub async fn actor_of(db: &Db, clock: &Clock, token: &str) -> Result<Option<SignedIn>> {
    let (now, today) = (clock.now(), clock.today());
    let rows: Vec<ActorRow> = store::read!(db, |pool| {
        sqlx::query_as(ACTOR)
            .bind(token_hash(token))
            .bind(today.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let signed_in = signed_in(&rows, now, today)?;
    if let (Some(signed_in), Some(row)) = (&signed_in, rows.first())
        && now.duration_since(row.seen_at.to_jiff()) >= SEEN_EVERY
    {
        seen(db, signed_in.session, now).await?;
    }
    Ok(signed_in)
}

/// The same inside the transaction that opens the session.
async fn actor_in(tx: &mut Tx, clock: &Clock, token: &Token) -> Result<Option<SignedIn>> {
    let rows: Vec<ActorRow> = store::write!(tx, |connection| {
        sqlx::query_as(ACTOR)
            .bind(token_hash(token.as_str()))
            .bind(clock.today().to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    signed_in(&rows, clock.now(), clock.today())
}

const SEEN: &str = "UPDATE sessions SET seen_at = $2 WHERE id = $1";

/// How long a page waits to note its use while something else is being written.
const PATIENCE: Duration = Duration::from_millis(100);

/// Notes the use of a session. During a long import the next request will note it: no page waits.
async fn seen(db: &Db, session: SessionId, now: Timestamp) -> Result<()> {
    match db {
        Db::Sqlite { write, .. } => {
            if let Ok(connection) = timeout(PATIENCE, write.acquire()).await {
                let mut connection = connection?;
                let note = sqlx::query(SEEN).bind(session.0).bind(now.to_sqlx());
                note.execute(&mut *connection).await?;
            }
        }
        Db::Postgres(pool) => {
            sqlx::query(SEEN)
                .bind(session.0)
                .bind(now.to_sqlx())
                .execute(pool)
                .await?;
        }
    }
    Ok(())
}

const OPEN: &str = "
    INSERT INTO sessions (id, account_id, token_hash, created_at, seen_at, user_agent, address)
    VALUES ($1, $2, $3, $4, $4, $5, $6)";

const FORGET_OLD: &str = "DELETE FROM sessions WHERE created_at < $1";

/// Characters of a browser's description that are kept.
const DESCRIBED: usize = 120;

/// Opens a session with a token of its own; `None` when the person has no role today.
pub(crate) async fn open(
    tx: &mut Tx,
    ids: &Ids,
    clock: &Clock,
    account: AccountId,
    from: &Origin<'_>,
) -> Result<Option<Session>> {
    let (id, token, now) = (SessionId(ids.next()), Token::random(), clock.now());
    let short = |text: &str| text.chars().take(DESCRIBED).collect::<String>();
    store::write!(&mut *tx, |connection| {
        sqlx::query(FORGET_OLD)
            .bind((now - LONGEST).to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    store::write!(&mut *tx, |connection| {
        sqlx::query(OPEN)
            .bind(id.0)
            .bind(account.0)
            .bind(token_hash(token.as_str()))
            .bind(now.to_sqlx())
            .bind(short(from.user_agent))
            .bind(short(from.address))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let signed_in = actor_in(tx, clock, &token).await?;
    Ok(signed_in.map(|signed_in| Session {
        id,
        account,
        token,
        signed_in,
    }))
}

/// Where a request came from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// The browser's description of itself.
    pub user_agent: &'a str,
    /// The network address.
    pub address: &'a str,
    /// The token that the browser still had; its session ends when a new one begins.
    pub token: Option<&'a str>,
}

const SESSIONS_OF: &str = "
    SELECT id, created_at, seen_at, user_agent, address FROM sessions
     WHERE account_id = $1 AND created_at > $2 AND seen_at > $3
     ORDER BY created_at DESC, id DESC";

store::row! {
    struct SessionRow {
        id: i64,
        created_at: Instant,
        seen_at: Instant,
        user_agent: String,
        address: String,
    }
}

/// The open sessions of an account, the newest first.
pub async fn sessions_of(db: &Db, clock: &Clock, account: AccountId) -> Result<Vec<SessionLine>> {
    let now = clock.now();
    let rows: Vec<SessionRow> = store::read!(db, |pool| {
        sqlx::query_as(SESSIONS_OF)
            .bind(account.0)
            .bind((now - LONGEST).to_sqlx())
            .bind((now - IDLE).to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let line = |row: SessionRow| SessionLine {
        id: SessionId(row.id),
        created_at: row.created_at.to_jiff(),
        seen_at: row.seen_at.to_jiff(),
        user_agent: row.user_agent,
        address: row.address,
    };
    Ok(rows.into_iter().map(line).collect())
}

const END: &str = "DELETE FROM sessions WHERE account_id = $1 AND id = $2";
const END_OTHERS: &str = "DELETE FROM sessions WHERE account_id = $1 AND id <> $2";
const END_BY_TOKEN: &str = "DELETE FROM sessions WHERE token_hash = $1";

/// Which of an account's sessions end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    One(SessionId),
    AllBut(SessionId),
    All,
}

/// Ends sessions of an account and returns how many.
pub(crate) async fn end(tx: &mut Tx, account: AccountId, which: Which) -> Result<u64> {
    // No session has the number 0.
    let (sql, session) = match which {
        Which::One(session) => (END, session),
        Which::AllBut(session) => (END_OTHERS, session),
        Which::All => (END_OTHERS, SessionId(0)),
    };
    let ended = store::write!(tx, |connection| {
        sqlx::query(sql)
            .bind(account.0)
            .bind(session.0)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(ended)
}

/// Ends the session of a token, if there is one.
pub(crate) async fn end_by_token(tx: &mut Tx, token: &str) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(END_BY_TOKEN)
            .bind(token_hash(token))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::actor_of", ACTOR),
    ("accounts::actor_of seen", SEEN),
    ("accounts::sign_in open", OPEN),
    ("accounts::sign_in forget old", FORGET_OLD),
    ("accounts::sessions_of", SESSIONS_OF),
    ("accounts::end", END),
    ("accounts::end others", END_OTHERS),
    ("accounts::end by token", END_BY_TOKEN),
];
