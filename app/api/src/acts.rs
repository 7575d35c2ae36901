//! Making clients and tokens, and taking them away again.

use crate::clients::{self, Client, ClientId, Token, TokenId};
use crate::gate::Network;
use crate::scope::Scope;
use access::{Allowed, ManageApiClients, Relation};
use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::Date;
use serde_json::json;
use store::{Clock, Db, Ids, Tx};

/// What this crate writes into the journal.
pub(crate) const ACTS: &[&str] = &[
    "api.client.made",
    "api.client.closed",
    "api.token.made",
    "api.token.revoked",
    "api.people.read",
    "api.private.read",
    "api.units.read",
    "api.plan.read",
    "api.plan-work.read",
    "api.figures.read",
];

/// Every token begins so: programs that look for leaked secrets find it.
const PREFIX: &str = "hagukumi_";
/// Characters at the end by which people tell tokens apart.
const HINT: usize = 6;

/// A client to be made, with its first token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewClient {
    /// What it is called.
    pub name: String,
    /// Whom to ask about it.
    pub contact: String,
    /// What it may read.
    pub scopes: Vec<Scope>,
    /// From which network addresses; from everywhere when empty.
    pub addresses: Vec<String>,
    /// Requests in a minute; the city's setting when nothing else was agreed.
    pub per_minute: Option<i64>,
    /// The first day on which its first token no longer counts.
    pub valid_to: Option<Date>,
}

/// A token that was made: this is the only moment at which it is known.
#[derive(Clone, PartialEq, Eq)]
pub struct Made {
    /// The client.
    pub client: ClientId,
    /// The record.
    pub id: TokenId,
    /// The token itself.
    pub token: String,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Made {{ client: {}, id: {}, token: … }}",
            self.client, self.id
        )
    }
}

/// Why nothing was made or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientRefusal {
    /// There is no such client, or it is closed; or no such token that counts.
    NotFound,
    /// Without a name nobody knows later what it is for.
    NameMissing,
    /// A client that may read nothing.
    NoScope,
    /// Not a network address.
    NotAnAddress(String),
    /// The token would end before it begins.
    EndsTooEarly,
}

impl ClientRefusal {
    /// The key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            ClientRefusal::NotFound => "api-refusal-not-found",
            ClientRefusal::NameMissing => "api-refusal-name-missing",
            ClientRefusal::NoScope => "api-refusal-no-scope",
            ClientRefusal::NotAnAddress(_) => "api-refusal-not-an-address",
            ClientRefusal::EndsTooEarly => "api-refusal-ends-too-early",
        }
    }
}

fn checked(new: &NewClient, today: Date) -> Result<(), ClientRefusal> {
    if new.name.trim().is_empty() {
        return Err(ClientRefusal::NameMissing);
    }
    if new.scopes.is_empty() {
        return Err(ClientRefusal::NoScope);
    }
    if let Some(wrong) = new
        .addresses
        .iter()
        .find(|one| Network::read(one).is_none())
    {
        return Err(ClientRefusal::NotAnAddress(wrong.clone()));
    }
    lasts(new.valid_to, today)
}

fn lasts(valid_to: Option<Date>, today: Date) -> Result<(), ClientRefusal> {
    match valid_to {
        Some(end) if end <= today => Err(ClientRefusal::EndsTooEarly),
        _ => Ok(()),
    }
}

/// Makes a client and its first token.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn make_client(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<ManageApiClients>,
    new: &NewClient,
) -> Result<Result<Made, ClientRefusal>> {
    allowed.on(Relation::Other)?;
    if let Err(refusal) = checked(new, clock.today()) {
        return Ok(Err(refusal));
    }
    let mut scopes = new.scopes.clone();
    scopes.sort();
    scopes.dedup();
    let client = Client {
        id: ClientId(ids.next()),
        name: new.name.trim().to_owned(),
        contact: new.contact.trim().to_owned(),
        scopes,
        addresses: new.addresses.clone(),
        per_minute: new.per_minute,
        made_at: clock.now(),
        made_by: allowed.actor().name.clone(),
        closed_at: None,
    };
    let mut tx = db.begin().await?;
    clients::insert_client(&mut tx, &client).await?;
    let made = insert_token(&mut tx, ids, clock, allowed, client.id, new.valid_to).await?;
    let words: Vec<&str> = client.scopes.iter().map(|scope| scope.word()).collect();
    let detail = json!({
        "name": client.name, "scopes": words, "addresses": client.addresses,
        "per_minute": client.per_minute, "valid_to": new.valid_to.map(|day| day.to_string()),
    });
    note(
        &mut tx,
        clock,
        allowed,
        "api.client.made",
        client.id,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(made))
}

/// Makes a further token of a client, so that the old one can be replaced without a gap.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn make_token(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<ManageApiClients>,
    client: ClientId,
    valid_to: Option<Date>,
) -> Result<Result<Made, ClientRefusal>> {
    allowed.on(Relation::Other)?;
    if let Err(refusal) = lasts(valid_to, clock.today()) {
        return Ok(Err(refusal));
    }
    let mut tx = db.begin().await?;
    let open = clients::client_in(&mut tx, client).await?;
    if open.is_none_or(|client| client.closed_at.is_some()) {
        return Ok(Err(ClientRefusal::NotFound));
    }
    let made = insert_token(&mut tx, ids, clock, allowed, client, valid_to).await?;
    let detail = json!({
        "token": made.id.0, "valid_to": valid_to.map(|day| day.to_string()),
    });
    note(&mut tx, clock, allowed, "api.token.made", client, &detail).await?;
    tx.commit().await?;
    Ok(Ok(made))
}

async fn insert_token(
    tx: &mut Tx,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<ManageApiClients>,
    client: ClientId,
    valid_to: Option<Date>,
) -> Result<Made> {
    let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let token = format!("{PREFIX}{secret}");
    let record = Token {
        id: TokenId(ids.next()),
        client,
        hint: secret[secret.len() - HINT..].to_owned(),
        made_at: clock.now(),
        made_by: allowed.actor().name.clone(),
        valid_to,
        revoked_at: None,
        used_at: None,
        used_from: None,
    };
    clients::insert_token(tx, &record, &clients::hash(&token)).await?;
    Ok(Made {
        client,
        id: record.id,
        token,
    })
}

/// Revokes a token at once.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn revoke_token(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ManageApiClients>,
    client: ClientId,
    token: TokenId,
) -> Result<Result<(), ClientRefusal>> {
    allowed.on(Relation::Other)?;
    let mut tx = db.begin().await?;
    if !clients::revoke_token(&mut tx, client, token, clock.now()).await? {
        return Ok(Err(ClientRefusal::NotFound));
    }
    let detail = json!({ "token": token.0 });
    note(
        &mut tx,
        clock,
        allowed,
        "api.token.revoked",
        client,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Closes a client: none of its tokens counts any more.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn close_client(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ManageApiClients>,
    client: ClientId,
) -> Result<Result<(), ClientRefusal>> {
    allowed.on(Relation::Other)?;
    let mut tx = db.begin().await?;
    if !clients::close_client(&mut tx, client, clock.now()).await? {
        return Ok(Err(ClientRefusal::NotFound));
    }
    note(
        &mut tx,
        clock,
        allowed,
        "api.client.closed",
        client,
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn note(
    tx: &mut Tx,
    clock: &Clock,
    allowed: &Allowed<ManageApiClients>,
    act: &str,
    client: ClientId,
    detail: &serde_json::Value,
) -> Result<()> {
    let subject = format!("api-client:{client}");
    let entry = journal::Entry {
        act,
        subject: &subject,
        detail,
    };
    journal::record(tx, clock.now(), allowed.actor(), entry).await
}
