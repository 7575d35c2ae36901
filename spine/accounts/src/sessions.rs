//! Sessions: from the token in a browser's cookie to who is asking.

use crate::actors::{self, SignedIn};
use crate::device::Device;
use crate::notes::{Act, note};
use crate::reception::Reception;
use crate::records::{AccountId, SessionId, SessionLine};
use access::Actor;
use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::time::Duration;
use store::{Clock, Db, Instant, ToSqlx, Tx, sqlx};
use tokio::time::timeout;

/// A session that was not used for this long has ended, where the city has set nothing else.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// A session ends after this long even if it is used, where the city has set nothing else.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// How exact the time of the last use is; each use would be a write otherwise.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// The secret in a browser's cookie: 256 random bits. It is never written anywhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(crate) fn random() -> Token {
        Token(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// One that can be typed from a letter: 80 bits in four groups.
    pub(crate) fn on_paper() -> Token {
        Token(crate::password::temporary())
    }

    /// The text for the cookie or the link.
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

/// Who is asking, by the token of the cookie: one query. `None` when the session does not exist or has
/// ended, the account is disabled, or the person has no role today.
pub async fn actor_of(db: &Db, clock: &Clock, token: &str) -> Result<Option<SignedIn>> {
    let Some((signed_in, seen_at)) = actors::by_token(db, clock, token).await? else {
        return Ok(None);
    };
    let now = clock.now();
    if now.duration_since(seen_at) >= SEEN_EVERY {
        seen(db, signed_in.session, now).await?;
    }
    Ok(Some(signed_in))
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

/// How somebody showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// By the password alone.
    Password,
    /// By the password and a one-time code.
    Code,
    /// At the identity provider.
    Provider,
}

impl Means {
    const ALL: [Means; 3] = [Means::Password, Means::Code, Means::Provider];

    /// The name in the database and in fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Means::Password => "password",
            Means::Code => "code",
            Means::Provider => "provider",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Means> {
        Means::ALL.into_iter().find(|means| means.name() == name)
    }
}

const OPEN: &str = "
    INSERT INTO sessions (id, account_id, token_hash, created_at, seen_at, user_agent, address,
                          ends_at, idle_minutes, means, renewed_at)
    VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $4)";

const FORGET_OLD: &str = "DELETE FROM sessions WHERE ends_at <= $1";

/// Characters of a browser's description that are kept.
const DESCRIBED: usize = 250;

/// Opens a session with a token of its own; `None` when the person has no role today.
pub(crate) async fn open(
    tx: &mut Tx,
    at: &Reception<'_>,
    account: AccountId,
    means: Means,
    from: &Origin<'_>,
) -> Result<Option<Session>> {
    let (id, token, now) = (SessionId(at.ids.next()), Token::random(), at.clock.now());
    let short = |text: &str| text.chars().take(DESCRIBED).collect::<String>();
    store::write!(&mut *tx, |connection| {
        sqlx::query(FORGET_OLD)
            .bind(now.to_sqlx())
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
            .bind((now + at.limits.longest).to_sqlx())
            .bind(at.limits.idle.as_mins())
            .bind(means.name())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let signed_in = actors::by_token_in(tx, at.clock, token.as_str()).await?;
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
    SELECT id, created_at, seen_at, user_agent, address, idle_minutes, doubted_at FROM sessions
     WHERE account_id = $1 AND ends_at > $2
     ORDER BY created_at DESC, id DESC";

store::row! {
    struct SessionRow {
        id: i64,
        created_at: Instant,
        seen_at: Instant,
        user_agent: String,
        address: String,
        idle_minutes: i64,
        doubted_at: Option<Instant>,
    }
}

/// The open sessions of an account, the newest first.
pub async fn sessions_of(db: &Db, clock: &Clock, account: AccountId) -> Result<Vec<SessionLine>> {
    let now = clock.now();
    let rows: Vec<SessionRow> = store::read!(db, |pool| {
        sqlx::query_as(SESSIONS_OF)
            .bind(account.0)
            .bind(now.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let line = |row: SessionRow| SessionLine {
        id: SessionId(row.id),
        created_at: row.created_at.to_jiff(),
        seen_at: row.seen_at.to_jiff(),
        device: Device::of(&row.user_agent),
        address: row.address,
        doubted_at: row.doubted_at.map(Instant::to_jiff),
    };
    let lasts = |row: &SessionRow| {
        let idle = SignedDuration::from_mins(row.idle_minutes);
        now.duration_since(row.seen_at.to_jiff()) < idle
    };
    Ok(rows.into_iter().filter(lasts).map(line).collect())
}

const ROTATE: &str = "
    UPDATE sessions SET token_hash = $3, renewed_at = $4, user_agent = $5, doubted_at = NULL
     WHERE id = $1 AND account_id = $2";

/// Gives a session a new token, because its person has just shown again who they are: whoever knows the old
/// one is out. `None` when the session has ended meanwhile.
pub(crate) async fn rotate(
    tx: &mut Tx,
    clock: &Clock,
    account: AccountId,
    session: SessionId,
    user_agent: &str,
) -> Result<Option<Token>> {
    let token = Token::random();
    let changed = store::write!(tx, |connection| {
        sqlx::query(ROTATE)
            .bind(session.0)
            .bind(account.0)
            .bind(token_hash(token.as_str()))
            .bind(clock.now().to_sqlx())
            .bind(user_agent.chars().take(DESCRIBED).collect::<String>())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok((changed == 1).then_some(token))
}

const DOUBT: &str = "UPDATE sessions SET doubted_at = $2 WHERE id = $1 AND doubted_at IS NULL";

/// Notes once that another kind of browser came with the token of a session; its rightful owner sees it in
/// the list of sessions.
pub async fn doubt(db: &Db, clock: &Clock, session: &SignedIn) -> Result<()> {
    let mut tx = db.begin().await?;
    let noted = store::write!(&mut tx, |connection| {
        sqlx::query(DOUBT)
            .bind(session.session.0)
            .bind(clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if noted == 1 {
        note(
            &mut tx,
            clock,
            &Actor::visitor(),
            Act::SessionDoubted,
            session.account,
        )
        .await?;
    }
    tx.commit().await
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
    ("accounts::actor_of seen", SEEN),
    ("accounts::sign_in open", OPEN),
    ("accounts::sign_in forget old", FORGET_OLD),
    ("accounts::sessions_of", SESSIONS_OF),
    ("accounts::rotate", ROTATE),
    ("accounts::doubt", DOUBT),
    ("accounts::end", END),
    ("accounts::end others", END_OTHERS),
    ("accounts::end by token", END_BY_TOKEN),
];
