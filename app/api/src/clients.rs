//! Clients and their tokens in the database.

use crate::scope::Scope;
use anyhow::Result;
use calendar::Date;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};

store::id!(
    /// A program that reads through the interface.
    pub struct ClientId;
);
store::id!(
    /// A token of a client.
    pub struct TokenId;
);

/// A program that reads through the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The record.
    pub id: ClientId,
    /// What it is called: 人事給与システム.
    pub name: String,
    /// Whom to ask about it.
    pub contact: String,
    /// What it may read.
    pub scopes: Vec<Scope>,
    /// From which network addresses, `192.0.2.0/24`; from everywhere when empty.
    pub addresses: Vec<String>,
    /// Requests that it may make in a minute; the city's setting when nothing else was agreed.
    pub per_minute: Option<i64>,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// When it was closed; none of its tokens counts since.
    pub closed_at: Option<Timestamp>,
}

/// A token as far as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The record.
    pub id: TokenId,
    /// Whose it is.
    pub client: ClientId,
    /// Its last characters.
    pub hint: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// The first day on which it no longer counts.
    pub valid_to: Option<Date>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to five minutes.
    pub used_at: Option<Timestamp>,
    /// From which address.
    pub used_from: Option<String>,
}

impl Token {
    /// Whether it counts on a day.
    #[must_use]
    pub fn counts(&self, on: Date) -> bool {
        self.revoked_at.is_none() && self.valid_to.is_none_or(|end| on < end)
    }
}

/// What stands in the database of a token.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn scopes(text: &str) -> Vec<Scope> {
    text.split_whitespace().filter_map(Scope::of_word).collect()
}

store::row! {
    struct ClientRow {
        id: i64,
        name: String,
        contact: String,
        scopes: String,
        addresses: String,
        per_minute: Option<i64>,
        made_at: Instant,
        made_by: String,
        closed_at: Option<Instant>,
    }
}

impl ClientRow {
    fn read(self) -> Client {
        Client {
            id: ClientId(self.id),
            name: self.name,
            contact: self.contact,
            scopes: scopes(&self.scopes),
            addresses: words(&self.addresses),
            per_minute: self.per_minute,
            made_at: self.made_at.to_jiff(),
            made_by: self.made_by,
            closed_at: self.closed_at.map(Instant::to_jiff),
        }
    }
}

store::row! {
    struct TokenRow {
        id: i64,
        client_id: i64,
        hint: String,
        made_at: Instant,
        made_by: String,
        valid_to: Option<Day>,
        revoked_at: Option<Instant>,
        used_at: Option<Instant>,
        used_from: Option<String>,
    }
}

impl TokenRow {
    fn read(self) -> Token {
        Token {
            id: TokenId(self.id),
            client: ClientId(self.client_id),
            hint: self.hint,
            made_at: self.made_at.to_jiff(),
            made_by: self.made_by,
            valid_to: self.valid_to.map(Day::to_jiff),
            revoked_at: self.revoked_at.map(Instant::to_jiff),
            used_at: self.used_at.map(Instant::to_jiff),
            used_from: self.used_from,
        }
    }
}

pub(crate) const CLIENTS: &str = "
    SELECT id, name, contact, scopes, addresses, per_minute, made_at, made_by, closed_at
      FROM api_clients ORDER BY id";

pub(crate) const CLIENT: &str = "
    SELECT id, name, contact, scopes, addresses, per_minute, made_at, made_by, closed_at
      FROM api_clients WHERE id = $1";

pub(crate) const TOKENS: &str = "
    SELECT id, client_id, hint, made_at, made_by, valid_to, revoked_at, used_at, used_from
      FROM api_tokens
     WHERE client_id IN (SELECT value FROM json_each($1))
     ORDER BY id";

/// All clients with their tokens, the oldest first. A city has a handful of them.
pub async fn clients(db: &Db) -> Result<Vec<(Client, Vec<Token>)>> {
    let rows: Vec<ClientRow> =
        store::read!(db, |pool| sqlx::query_as(CLIENTS).fetch_all(pool).await)?;
    let clients: Vec<Client> = rows.into_iter().map(ClientRow::read).collect();
    let ids: Vec<String> = clients.iter().map(|client| client.id.to_string()).collect();
    let tokens = tokens(db, &format!("[{}]", ids.join(","))).await?;
    let of = |client: &Client| {
        let own = tokens.iter().filter(|token| token.client == client.id);
        own.cloned().collect()
    };
    Ok(clients
        .into_iter()
        .map(|client| {
            let own = of(&client);
            (client, own)
        })
        .collect())
}

/// A client with its tokens.
pub async fn client(db: &Db, id: ClientId) -> Result<Option<(Client, Vec<Token>)>> {
    let row: Option<ClientRow> = store::read!(db, |pool| {
        sqlx::query_as(CLIENT).bind(id.0).fetch_optional(pool).await
    })?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((row.read(), tokens(db, &format!("[{id}]")).await?)))
}

async fn tokens(db: &Db, clients: &str) -> Result<Vec<Token>> {
    let rows: Vec<TokenRow> = store::read!(db, |pool| {
        sqlx::query_as(TOKENS).bind(clients).fetch_all(pool).await
    })?;
    Ok(rows.into_iter().map(TokenRow::read).collect())
}

/// The same as [`client`] inside a transaction, without its tokens.
pub(crate) async fn client_in(tx: &mut Tx, id: ClientId) -> Result<Option<Client>> {
    let row: Option<ClientRow> = store::write!(tx, |connection| {
        sqlx::query_as(CLIENT)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(row.map(ClientRow::read))
}

pub(crate) const INSERT_CLIENT: &str = "
    INSERT INTO api_clients (id, name, contact, scopes, addresses, per_minute, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(crate) async fn insert_client(tx: &mut Tx, client: &Client) -> Result<()> {
    let scopes: Vec<&str> = client.scopes.iter().map(|scope| scope.word()).collect();
    store::write!(tx, |connection| {
        sqlx::query(INSERT_CLIENT)
            .bind(client.id.0)
            .bind(&client.name)
            .bind(&client.contact)
            .bind(scopes.join(" "))
            .bind(client.addresses.join(" "))
            .bind(client.per_minute)
            .bind(client.made_at.to_sqlx())
            .bind(&client.made_by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const INSERT_TOKEN: &str = "
    INSERT INTO api_tokens (id, client_id, token_hash, hint, made_at, made_by, valid_to)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) async fn insert_token(tx: &mut Tx, token: &Token, hash: &[u8]) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(INSERT_TOKEN)
            .bind(token.id.0)
            .bind(token.client.0)
            .bind(hash)
            .bind(&token.hint)
            .bind(token.made_at.to_sqlx())
            .bind(&token.made_by)
            .bind(token.valid_to.map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const REVOKE_TOKEN: &str = "
    UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND client_id = $2 AND revoked_at IS NULL";

/// Whether there was such a token that counted.
pub(crate) async fn revoke_token(
    tx: &mut Tx,
    client: ClientId,
    token: TokenId,
    at: Timestamp,
) -> Result<bool> {
    let changed = store::write!(tx, |connection| {
        sqlx::query(REVOKE_TOKEN)
            .bind(token.0)
            .bind(client.0)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(changed > 0)
}

pub(crate) const CLOSE_CLIENT: &str =
    "UPDATE api_clients SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL";

/// Whether the client was open.
pub(crate) async fn close_client(tx: &mut Tx, client: ClientId, at: Timestamp) -> Result<bool> {
    let changed = store::write!(tx, |connection| {
        sqlx::query(CLOSE_CLIENT)
            .bind(client.0)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(changed > 0)
}

store::row! {
    struct RecognisedRow {
        token_id: i64,
        id: i64,
        name: String,
        scopes: String,
        addresses: String,
        per_minute: Option<i64>,
        used_at: Option<Instant>,
    }
}

/// A client behind a token.
pub(crate) struct Recognised {
    pub token: TokenId,
    pub client: ClientId,
    pub name: String,
    pub scopes: Vec<String>,
    pub addresses: Vec<String>,
    pub per_minute: Option<i64>,
    pub used_at: Option<Timestamp>,
}

pub(crate) const RECOGNISE: &str = "
    SELECT t.id AS token_id, c.id, c.name, c.scopes, c.addresses, c.per_minute, t.used_at
      FROM api_tokens t
      JOIN api_clients c ON c.id = t.client_id
     WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.valid_to IS NULL OR t.valid_to > $2)
       AND c.closed_at IS NULL";

/// The client of a token that counts on the day.
pub(crate) async fn recognise(db: &Db, token: &str, on: Date) -> Result<Option<Recognised>> {
    let row: Option<RecognisedRow> = store::read!(db, |pool| {
        sqlx::query_as(RECOGNISE)
            .bind(hash(token))
            .bind(on.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(|row| Recognised {
        token: TokenId(row.token_id),
        client: ClientId(row.id),
        name: row.name,
        scopes: words(&row.scopes),
        addresses: words(&row.addresses),
        per_minute: row.per_minute,
        used_at: row.used_at.map(Instant::to_jiff),
    }))
}

pub(crate) const USED: &str = "UPDATE api_tokens SET used_at = $2, used_from = $3 WHERE id = $1";

pub(crate) async fn note_use(db: &Db, token: TokenId, at: Timestamp, peer: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    store::write!(&mut tx, |connection| {
        sqlx::query(USED)
            .bind(token.0)
            .bind(at.to_sqlx())
            .bind(peer)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    tx.commit().await
}

pub(crate) const READ_BEFORE: &str =
    "SELECT id FROM api_reads WHERE client_id = $1 AND read_on = $2 AND kind = $3";

pub(crate) const NOTE_READ: &str = "
    INSERT INTO api_reads (id, client_id, read_on, kind) VALUES ($1, $2, $3, $4)
    ON CONFLICT (client_id, read_on, kind) DO NOTHING";

/// Whether the client has read this kind of record on the day already.
pub(crate) async fn has_read(db: &Db, client: i64, on: Date, kind: Scope) -> Result<bool> {
    let row: Option<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(READ_BEFORE)
            .bind(client)
            .bind(on.to_sqlx())
            .bind(kind.word())
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.is_some())
}

/// Notes the first read of a day; `false` when another request was faster.
pub(crate) async fn note_read(
    tx: &mut Tx,
    ids: &Ids,
    client: i64,
    on: Date,
    kind: Scope,
) -> Result<bool> {
    let changed = store::write!(tx, |connection| {
        sqlx::query(NOTE_READ)
            .bind(ids.next())
            .bind(client)
            .bind(on.to_sqlx())
            .bind(kind.word())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(changed > 0)
}
