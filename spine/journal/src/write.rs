//! Writing: each entry under the number after the last, in the transaction of what it tells about.

use crate::Kind;
use crate::chain::Fields;
use access::Actor;
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::Serialize;
use store::{ToSqlx, Tx};

/// What happened to what.
#[derive(Debug)]
pub struct Entry<'a, D: ?Sized> {
    /// What was done, from the general to the particular: `plan.result.entered`.
    pub act: &'a str,
    /// The record it was done to: `program:12`.
    pub subject: &'a str,
    /// What changed, as far as it is not sensitive; `&()` when there is nothing to tell.
    pub detail: &'a D,
}

/// Records an act in its own transaction.
///
/// # Errors
/// When the detail cannot be written as JSON or the database fails; the act must not be committed then.
pub async fn record<D: Serialize + ?Sized>(
    tx: &mut Tx,
    at: Timestamp,
    actor: &Actor,
    entry: Entry<'_, D>,
) -> Result<()> {
    append(tx, at, actor, Kind::Act, &entry)
        .await
        .context("writing the journal")
}

/// Records that somebody looked at a sensitive record, before it is shown.
///
/// # Errors
/// When the detail cannot be written as JSON or the database fails; nothing must be shown then.
pub async fn look<D: Serialize + ?Sized>(
    tx: &mut Tx,
    at: Timestamp,
    actor: &Actor,
    entry: Entry<'_, D>,
) -> Result<()> {
    append(tx, at, actor, Kind::Look, &entry)
        .await
        .context("writing the journal")
}

/// Takes the next number. The row stays locked until the transaction ends, so the chain has no forks.
pub(crate) const ADVANCE: &str =
    "UPDATE journal_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash";
pub(crate) const BEGIN: &str =
    "INSERT INTO journal_head (id, seq) VALUES (1, 0) ON CONFLICT (id) DO NOTHING";
pub(crate) const SET_HEAD: &str = "UPDATE journal_head SET hash = $1 WHERE id = 1";
pub(crate) const INSERT: &str = "
    INSERT INTO journal_entries
           (seq, at, kind, account_id, employee_id, actor_name, act, subject, detail, prev_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

async fn append<D: Serialize + ?Sized>(
    tx: &mut Tx,
    at: Timestamp,
    actor: &Actor,
    kind: Kind,
    entry: &Entry<'_, D>,
) -> Result<()> {
    let detail = serde_json::to_string(entry.detail)?;
    let (seq, prev_hash) = advance(tx).await?;
    let at = Timestamp::from_second(at.as_second())?;
    let fields = Fields {
        seq,
        second: at.as_second(),
        kind: kind.name(),
        account: actor.account,
        employee: actor.employee,
        name: &actor.name,
        act: entry.act,
        subject: entry.subject,
        detail: &detail,
        prev_hash: prev_hash.as_deref(),
    };
    let hash = fields.hash();
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(fields.seq)
            .bind(at.to_sqlx())
            .bind(fields.kind)
            .bind(fields.account)
            .bind(fields.employee)
            .bind(fields.name)
            .bind(fields.act)
            .bind(fields.subject)
            .bind(fields.detail)
            .bind(fields.prev_hash)
            .bind(&hash)
            .execute(&mut *connection)
            .await?;
        sqlx::query(SET_HEAD)
            .bind(&hash)
            .execute(connection)
            .await?;
    });
    Ok(())
}

async fn advance(tx: &mut Tx) -> Result<(i64, Option<String>)> {
    for _ in 0..2 {
        let next = store::write!(&mut *tx, |connection| {
            sqlx::query_as(ADVANCE).fetch_optional(connection).await?
        });
        if let Some(next) = next {
            return Ok(next);
        }
        // The very first entry of a city.
        store::write!(&mut *tx, |connection| {
            sqlx::query(BEGIN).execute(connection).await?;
        });
    }
    anyhow::bail!("the journal has no head")
}
