//! How people wish to be told, kind by kind, and where their mail goes.

use super::kinds::Way;
use crate::mail::Address;
use access::{Allowed, EditNotices};
use anyhow::Result;
use jiff::Timestamp;
use std::collections::HashMap;
use store::{Db, ToSqlx, Tx, sqlx};

const OF_ACCOUNT: &str = "SELECT kind, way FROM notice_preferences WHERE account_id = $1";

/// How somebody is told of each kind by its name, where they have chosen.
///
/// # Errors
/// When the database fails.
pub async fn preferences(db: &Db, account: i64) -> Result<HashMap<String, Way>> {
    let rows: Vec<(String, String)> = store::read!(db, |pool| {
        sqlx::query_as(OF_ACCOUNT)
            .bind(account)
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .filter_map(|(kind, way)| Some((kind, Way::named(&way)?)))
        .collect())
}

/// What somebody wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences<'a> {
    /// The way for each kind by its name.
    pub ways: Vec<(&'a str, Way)>,
    /// Where mail goes instead of the address in the staff list.
    pub address: Option<Address>,
}

const SET: &str = "
    INSERT INTO notice_preferences (account_id, kind, way) VALUES ($1, $2, $3)
    ON CONFLICT (account_id, kind) DO UPDATE SET way = excluded.way";

const SET_ADDRESS: &str = "
    INSERT INTO mail_addresses (account_id, address, changed_at) VALUES ($1, $2, $3)
    ON CONFLICT (account_id) DO UPDATE SET address = excluded.address, changed_at = excluded.changed_at";

const FORGET_ADDRESS: &str = "DELETE FROM mail_addresses WHERE account_id = $1";

/// Keeps what the person wishes.
///
/// # Errors
/// When the database refuses, or nobody has signed in.
pub async fn set_preferences(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditNotices>,
    wished: &Preferences<'_>,
) -> Result<()> {
    let Some(account) = allowed.actor().account else {
        anyhow::bail!("wishes of somebody without an account");
    };
    let mut tx = db.begin().await?;
    for (kind, way) in &wished.ways {
        store::write!(&mut tx, |connection| {
            sqlx::query(SET)
                .bind(account)
                .bind(kind)
                .bind(way.name())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    set_address(&mut tx, at, account, wished.address.as_ref()).await?;
    let ways: serde_json::Map<String, serde_json::Value> = wished
        .ways
        .iter()
        .map(|(kind, way)| ((*kind).to_owned(), way.name().into()))
        .collect();
    let subject = format!("account:{account}");
    let entry = journal::Entry {
        act: "flow.preferences.changed",
        subject: &subject,
        detail: &ways,
    };
    journal::record(&mut tx, at, allowed.actor(), entry).await?;
    tx.commit().await
}

/// Keeps where the mail of an account goes, e.g. as an import of the staff list says it.
///
/// # Errors
/// When the database refuses.
pub async fn set_address(
    tx: &mut Tx,
    at: Timestamp,
    account: i64,
    address: Option<&Address>,
) -> Result<()> {
    store::write!(tx, |connection| {
        match address {
            Some(address) => sqlx::query(SET_ADDRESS)
                .bind(account)
                .bind(address.as_str())
                .bind(at.to_sqlx()),
            None => sqlx::query(FORGET_ADDRESS).bind(account),
        }
        .execute(connection)
        .await
        .map(|_| ())
    })?;
    Ok(())
}

/// Where the mail of an account goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Addresses {
    /// The address that its owner has chosen.
    pub chosen: Option<Address>,
    /// The one at work, as the staff list has it: used while none is chosen.
    pub at_work: Option<Address>,
}

const ADDRESSES: &str = "
    SELECT m.address, c.mail
      FROM accounts a
      LEFT JOIN mail_addresses m ON m.account_id = a.id
      LEFT JOIN employee_contacts c ON c.employee_id = a.employee_id
     WHERE a.id = $1";

/// Where the mail of an account goes.
///
/// # Errors
/// When the database fails.
pub async fn addresses(db: &Db, account: i64) -> Result<Addresses> {
    let row: Option<(Option<String>, Option<String>)> = store::read!(db, |pool| {
        sqlx::query_as(ADDRESSES)
            .bind(account)
            .fetch_optional(pool)
            .await
    })?;
    let read = |text: Option<String>| text.as_deref().and_then(Address::parse);
    Ok(
        row.map_or_else(Addresses::default, |(chosen, at_work)| Addresses {
            chosen: read(chosen),
            at_work: read(at_work),
        }),
    )
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::preferences", OF_ACCOUNT),
    ("flow::set_preferences", SET),
    ("flow::set_address", SET_ADDRESS),
    ("flow::set_address forget", FORGET_ADDRESS),
    ("flow::addresses", ADDRESSES),
];
