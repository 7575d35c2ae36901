//! Closing and opening accounts, and passwords to be handed out.

use crate::listing::account_in;
use crate::lockout;
use crate::making::TEMPORARY;
use crate::notes::{Act, note};
use crate::password::{hash, temporary};
use crate::records::{Account, AccountId, AccountRefusal, login_key};
use crate::roles::{administrators_remain, pass_gate};
use crate::sessions::{Which, end};
use access::{Allowed, ManageAccounts};
use anyhow::Result;
use store::{Clock, Db, ToSqlx, Tx, sqlx};

const DISABLE: &str = "
    UPDATE accounts SET disabled_at = $3, version = version + 1 WHERE id = $1 AND version = $2";
const RESET: &str = "
    UPDATE accounts
       SET password_hash = $3, must_change = $4, temporary_until = $5, version = version + 1
     WHERE id = $1 AND version = $2";

/// The account if its form is not older than its last change.
pub(crate) async fn fresh(
    tx: &mut Tx,
    account: AccountId,
    version: i64,
) -> Result<Result<Account, AccountRefusal>> {
    Ok(match account_in(tx, account).await? {
        None => Err(AccountRefusal::NotFound),
        Some(account) if account.version != version => Err(AccountRefusal::Stale),
        Some(account) => Ok(account),
    })
}

/// Closes an account at once, with all its sessions; `version` is the one the form was made from.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn disable(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ManageAccounts>,
    account: AccountId,
    version: i64,
) -> Result<Result<(), AccountRefusal>> {
    let mut tx = db.begin().await?;
    pass_gate(&mut tx).await?;
    if let Err(refusal) = fresh(&mut tx, account, version).await? {
        return Ok(Err(refusal));
    }
    let today = clock.today();
    let guarded = administrators_remain(&mut tx, today, clock).await?;
    let disabled_at = Some(clock.now().to_sqlx());
    let changed = store::write!(&mut tx, |connection| {
        sqlx::query(DISABLE)
            .bind(account.0)
            .bind(version)
            .bind(disabled_at)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if changed == 0 {
        return Ok(Err(AccountRefusal::Stale));
    }
    if guarded && !administrators_remain(&mut tx, today, clock).await? {
        return Ok(Err(AccountRefusal::LastAdministrator));
    }
    end(&mut tx, account, Which::All).await?;
    note(&mut tx, clock, allowed.actor(), Act::Disabled, account).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Opens a closed account again; `version` is the one the form was made from.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn enable(
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
    let changed = store::write!(&mut tx, |connection| {
        sqlx::query(DISABLE)
            .bind(account.0)
            .bind(version)
            .bind(None::<store::Instant>)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if changed == 0 {
        return Ok(Err(AccountRefusal::Stale));
    }
    note(&mut tx, clock, allowed.actor(), Act::Enabled, account).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Gives an account a new password to be handed out, ends its sessions and lifts a lock. The password
/// is returned once and must be changed at the first sign-in, within [`TEMPORARY`].
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn reset_password(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ManageAccounts>,
    account: AccountId,
    version: i64,
) -> Result<Result<String, AccountRefusal>> {
    let made = temporary();
    let hash = hash(&made).await?;
    let mut tx = db.begin().await?;
    let found = match fresh(&mut tx, account, version).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let until = (clock.now() + TEMPORARY).to_sqlx();
    let changed = store::write!(&mut tx, |connection| {
        sqlx::query(RESET)
            .bind(account.0)
            .bind(version)
            .bind(hash)
            .bind(true)
            .bind(until)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if changed == 0 {
        return Ok(Err(AccountRefusal::Stale));
    }
    end(&mut tx, account, Which::All).await?;
    lockout::clear(&mut tx, &login_key(&found.login)).await?;
    note(&mut tx, clock, allowed.actor(), Act::PasswordReset, account).await?;
    tx.commit().await?;
    Ok(Ok(made))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::disable", DISABLE),
    ("accounts::reset_password", RESET),
];
