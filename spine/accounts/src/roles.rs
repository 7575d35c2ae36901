//! Roles: given and ended by day, and never so that nobody is left who can give them.

use crate::listing::{account_in, grant_in};
use crate::notes::{Act, note};
use crate::records::{AccountId, AccountRefusal, GrantId, NewRole};
use access::{Allowed, ManageAccounts};
use anyhow::Result;
use calendar::{Date, Period};
use people::UnitId;
use store::{Clock, Db, Ids, ToSqlx, Tx, sqlx};

/// Whoever touches the row makes others wait until the transaction ends.
const GATE: &str = "
    INSERT INTO administrators_gate (id, passed) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET passed = administrators_gate.passed + 1";

pub(crate) async fn pass_gate(tx: &mut Tx) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(GATE).execute(connection).await.map(|_| ())
    })?;
    Ok(())
}

pub(crate) fn role_given(role: &NewRole) -> Act {
    Act::RoleGiven {
        role: role.role,
        unit: role.unit,
        period: role.period,
    }
}

/// The refusal behind a broken rule of the tables.
pub(crate) fn refusal_of(error: &anyhow::Error) -> Option<AccountRefusal> {
    let rule = store::refused(error)?.rule;
    Some(match rule.as_str() {
        "accounts_login_unique" | "accounts.login_key" => AccountRefusal::LoginTaken,
        "accounts_employee_unique" | "accounts.employee_id" => AccountRefusal::EmployeeHasAccount,
        // SQLite says only that a foreign key is missing, without its name.
        rule if rule.contains("FOREIGN") => AccountRefusal::NotFound,
        "role_grants_unit" | "accounts_employee" | "role_grants_account" => {
            AccountRefusal::NotFound
        }
        "role_grants_unit_of_section" => AccountRefusal::UnitWithoutSection,
        _ => return None,
    })
}

/// Whether the role can be given at all, and for the unit.
pub(crate) fn grantable(role: &NewRole) -> Result<(), AccountRefusal> {
    if !role.role.can_be_granted() {
        return Err(AccountRefusal::ByAppointment);
    }
    if role.unit.is_some() && !role.role.is_of_a_unit() {
        return Err(AccountRefusal::UnitWithoutSection);
    }
    Ok(())
}

const INSERT_ROLE: &str = "
    INSERT INTO role_grants (id, account_id, role, unit_id, valid_from, valid_to)
    VALUES ($1, $2, $3, $4, $5, $6)";

pub(crate) async fn insert_role(
    tx: &mut Tx,
    ids: &Ids,
    account: AccountId,
    role: &NewRole,
) -> Result<GrantId> {
    let id = GrantId(ids.next());
    store::write!(tx, |connection| {
        sqlx::query(INSERT_ROLE)
            .bind(id.0)
            .bind(account.0)
            .bind(role.role.name())
            .bind(role.unit.map(|unit: UnitId| unit.0))
            .bind(role.period.from().to_sqlx())
            .bind(role.period.to().map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(id)
}

/// Gives an account a role.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn grant_role(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<ManageAccounts>,
    account: AccountId,
    role: &NewRole,
) -> Result<Result<GrantId, AccountRefusal>> {
    if let Err(refusal) = grantable(role) {
        return Ok(Err(refusal));
    }
    let mut tx = db.begin().await?;
    if account_in(&mut tx, account).await?.is_none() {
        return Ok(Err(AccountRefusal::NotFound));
    }
    let grant = match insert_role(&mut tx, ids, account, role).await {
        Ok(grant) => grant,
        Err(error) => {
            return refusal_of(&error).map_or(Err(error), |refusal| Ok(Err(refusal)));
        }
    };
    let act = role_given(role);
    note(&mut tx, clock, allowed.actor(), act, account).await?;
    tx.commit().await?;
    Ok(Ok(grant))
}

const END_ROLE: &str = "UPDATE role_grants SET valid_to = $2 WHERE id = $1";
const DROP_ROLE: &str = "DELETE FROM role_grants WHERE id = $1 AND valid_from >= $2";

/// Ends a role: `on` is the first day without it. A role that would have begun on that day or later is
/// struck out.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn end_role(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ManageAccounts>,
    grant: GrantId,
    on: Date,
) -> Result<Result<(), AccountRefusal>> {
    let mut tx = db.begin().await?;
    pass_gate(&mut tx).await?;
    let Some(given) = grant_in(&mut tx, grant).await? else {
        return Ok(Err(AccountRefusal::NotFound));
    };
    if given.period.to().is_some_and(|to| to < on) {
        return Ok(Err(AccountRefusal::EndsTooEarly));
    }
    let guarded = administrators_remain(&mut tx, on, clock).await?;
    let sql = if Period::new(given.period.from(), Some(on)).is_ok() {
        END_ROLE
    } else {
        DROP_ROLE
    };
    store::write!(&mut tx, |connection| {
        sqlx::query(sql)
            .bind(grant.0)
            .bind(on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    if guarded && !administrators_remain(&mut tx, on, clock).await? {
        return Ok(Err(AccountRefusal::LastAdministrator));
    }
    let act = Act::RoleEnded {
        role: given.role,
        on,
    };
    note(&mut tx, clock, allowed.actor(), act, given.account).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Somebody who can sign in today and may manage accounts on the day, without an end.
const ADMINISTRATOR: &str = "
    SELECT a.id
      FROM role_grants g
      JOIN accounts a ON a.id = g.account_id
      LEFT JOIN employees e ON e.id = a.employee_id
     WHERE g.role = 'administrator' AND g.valid_from <= $1 AND g.valid_to IS NULL
       AND a.disabled_at IS NULL
       AND (a.employee_id IS NULL
            OR e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1))
     LIMIT 1";

pub(crate) async fn administrators_remain(tx: &mut Tx, on: Date, clock: &Clock) -> Result<bool> {
    let day = on.max(clock.today());
    let one: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(ADMINISTRATOR)
            .bind(day.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    Ok(one.is_some())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::gate", GATE),
    ("accounts::grant_role", INSERT_ROLE),
    ("accounts::end_role", END_ROLE),
    ("accounts::end_role drop", DROP_ROLE),
    ("accounts::administrators remain", ADMINISTRATOR),
];
