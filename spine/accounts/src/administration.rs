//! What administrators do: the first account, further ones, roles, passwords to be handed out.

use crate::listing::{account_in, grant_in};
use crate::lockout;
use crate::notes::{Act, note};
use crate::password::{hash, may_be_chosen, temporary};
use crate::records::{Account, AccountId, AccountRefusal, GrantId, Login, NewRole, login_key};
use crate::sessions::{Which, end};
use access::{Actor, Allowed, ManageAccounts, Role};
use anyhow::Result;
use calendar::{Date, Period};
use jiff::SignedDuration;
use people::{EmployeeId, UnitId, fold};
use store::{Clock, Db, Ids, ToSqlx, Tx, sqlx};
use words::Language;

/// How long a password on paper may wait for its first use.
pub const TEMPORARY: SignedDuration = SignedDuration::from_hours(24 * 7);

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The login name.
    pub login: String,
    /// Whose account it is.
    pub employee: Option<EmployeeId>,
    /// The name of somebody outside; ignored for an employee.
    pub name: String,
    /// The language of the pages.
    pub language: Language,
    /// What the account may do.
    pub roles: Vec<NewRole>,
    /// How the first password comes about.
    pub password: FirstPassword,
}

/// The first password of an account.
#[derive(Clone)]
pub enum FirstPassword {
    /// Made by the program, to be handed out and changed at the first sign-in.
    Temporary,
    /// Chosen by the person at the keyboard, and kept.
    Chosen(String),
}

impl std::fmt::Debug for FirstPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            FirstPassword::Temporary => "Temporary",
            FirstPassword::Chosen(_) => "Chosen(…)",
        })
    }
}

/// An account that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The record.
    pub account: AccountId,
    /// The password to be handed out, if the program made one; it is shown once and kept nowhere.
    pub temporary_password: Option<String>,
}

/// A password as it is stored, made outside the transaction because hashing takes its time.
struct Prepared {
    hash: String,
    temporary: Option<String>,
}

async fn prepare(password: &FirstPassword) -> Result<Prepared> {
    Ok(match password {
        FirstPassword::Temporary => {
            let made = temporary();
            Prepared {
                hash: hash(&made).await?,
                temporary: Some(made),
            }
        }
        FirstPassword::Chosen(chosen) => Prepared {
            hash: hash(chosen).await?,
            temporary: None,
        },
    })
}

/// The first administrator of an empty city.
#[derive(Clone)]
pub struct FirstAdministrator<'a> {
    /// The login name.
    pub login: &'a str,
    /// The name for greetings and the journal.
    pub name: &'a str,
    /// The password, typed by the person who will use it.
    pub password: &'a str,
    /// The language of the pages.
    pub language: Language,
}

/// Whoever touches the row makes others wait until the transaction ends.
const GATE: &str = "
    INSERT INTO administrators_gate (id, passed) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET passed = administrators_gate.passed + 1";

async fn pass_gate(tx: &mut Tx) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(GATE).execute(connection).await.map(|_| ())
    })?;
    Ok(())
}

const ANY: &str = "SELECT id FROM accounts LIMIT 1";

/// Whether there is no account yet, so that the page for the first administrator may be shown.
pub async fn is_empty(db: &Db) -> Result<bool> {
    let any: Option<(i64,)> =
        store::read!(db, |pool| sqlx::query_as(ANY).fetch_optional(pool).await)?;
    Ok(any.is_none())
}

/// Makes the first administrator, also personnel officer if wished by a later grant; refused as soon as
/// any account exists, also when several try at the same moment.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn set_up(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    first: &FirstAdministrator<'_>,
) -> Result<Result<AccountId, AccountRefusal>> {
    let new = NewAccount {
        login: first.login.to_owned(),
        employee: None,
        name: first.name.to_owned(),
        language: first.language,
        roles: vec![NewRole::starting(Role::Administrator, clock.today())],
        password: FirstPassword::Chosen(first.password.to_owned()),
    };
    if !is_empty(db).await? {
        return Ok(Err(AccountRefusal::AlreadySetUp));
    }
    let login = match checked(&new) {
        Ok(login) => login,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let prepared = prepare(&new.password).await?;
    let mut tx = db.begin().await?;
    pass_gate(&mut tx).await?;
    let any: Option<(i64,)> = store::write!(&mut tx, |connection| {
        sqlx::query_as(ANY).fetch_optional(connection).await
    })?;
    if any.is_some() {
        return Ok(Err(AccountRefusal::AlreadySetUp));
    }
    let account = AccountId(ids.next());
    insert(&mut tx, clock, account, &new, &login, &prepared).await?;
    for role in &new.roles {
        insert_role(&mut tx, ids, account, role).await?;
    }
    let actor = Actor {
        account: Some(account.0),
        name: new.name.clone(),
        ..Actor::visitor()
    };
    note(&mut tx, clock, &actor, Act::SetUp, account).await?;
    tx.commit().await?;
    Ok(Ok(account))
}

/// What can be refused without asking the database.
fn checked(new: &NewAccount) -> Result<Login, AccountRefusal> {
    let login = Login::parse(&new.login).ok_or(AccountRefusal::NotALogin)?;
    if new.employee.is_none() && new.name.trim().is_empty() {
        return Err(AccountRefusal::NoName);
    }
    if new
        .roles
        .iter()
        .any(|role| role.unit.is_some() && role.role != Role::SectionEditor)
    {
        return Err(AccountRefusal::UnitWithoutSection);
    }
    if let FirstPassword::Chosen(password) = &new.password {
        may_be_chosen(password, &[login.as_str()])?;
    }
    Ok(login)
}

const STAFF_NO: &str = "SELECT staff_no FROM employees WHERE id = $1";

/// Makes an account with its roles.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn create_account(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<ManageAccounts>,
    new: &NewAccount,
) -> Result<Result<Created, AccountRefusal>> {
    let login = match checked(new) {
        Ok(login) => login,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = suits_employee(db, new).await? {
        return Ok(Err(refusal));
    }
    let prepared = prepare(&new.password).await?;
    let mut tx = db.begin().await?;
    let account = AccountId(ids.next());
    let written = write_account(&mut tx, ids, clock, account, new, &login, &prepared).await;
    if let Err(error) = written {
        return refusal_of(&error).map_or(Err(error), |refusal| Ok(Err(refusal)));
    }
    note(&mut tx, clock, allowed.actor(), Act::Created, account).await?;
    for role in &new.roles {
        let act = role_given(role);
        note(&mut tx, clock, allowed.actor(), act, account).await?;
    }
    tx.commit().await?;
    Ok(Ok(Created {
        account,
        temporary_password: prepared.temporary,
    }))
}

fn role_given(role: &NewRole) -> Act {
    Act::RoleGiven {
        role: role.role,
        unit: role.unit,
        period: role.period,
    }
}

/// Whether the employee exists and the staff number is not in the chosen password.
async fn suits_employee(db: &Db, new: &NewAccount) -> Result<Result<(), AccountRefusal>> {
    let Some(employee) = new.employee else {
        return Ok(Ok(()));
    };
    let staff_no: Option<(String,)> = store::read!(db, |pool| {
        sqlx::query_as(STAFF_NO)
            .bind(employee.0)
            .fetch_optional(pool)
            .await
    })?;
    Ok(match (staff_no, &new.password) {
        (None, _) => Err(AccountRefusal::NotFound),
        (Some((staff_no,)), FirstPassword::Chosen(password)) => {
            may_be_chosen(password, &[&staff_no]).map_err(AccountRefusal::Password)
        }
        (Some(_), FirstPassword::Temporary) => Ok(()),
    })
}

async fn write_account(
    tx: &mut Tx,
    ids: &Ids,
    clock: &Clock,
    account: AccountId,
    new: &NewAccount,
    login: &Login,
    prepared: &Prepared,
) -> Result<()> {
    insert(tx, clock, account, new, login, prepared).await?;
    for role in &new.roles {
        insert_role(tx, ids, account, role).await?;
    }
    Ok(())
}

/// The refusal behind a broken rule of the tables.
fn refusal_of(error: &anyhow::Error) -> Option<AccountRefusal> {
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

const INSERT: &str = "
    INSERT INTO accounts (id, login, login_key, name, name_key, employee_id, password_hash,
                          must_change, temporary_until, language, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

async fn insert(
    tx: &mut Tx,
    clock: &Clock,
    account: AccountId,
    new: &NewAccount,
    login: &Login,
    prepared: &Prepared,
) -> Result<()> {
    // An employee's name is read from the employee, so that it is right after a marriage.
    let name = if new.employee.is_some() {
        ""
    } else {
        new.name.trim()
    };
    let is_temporary = prepared.temporary.is_some();
    let until = is_temporary.then(|| (clock.now() + TEMPORARY).to_sqlx());
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(account.0)
            .bind(login.as_str())
            .bind(login.key())
            .bind(name)
            .bind(fold(name).into_bytes())
            .bind(new.employee.map(|employee| employee.0))
            .bind(&prepared.hash)
            .bind(is_temporary)
            .bind(until)
            .bind(new.language.tag())
            .bind(clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const INSERT_ROLE: &str = "
    INSERT INTO role_grants (id, account_id, role, unit_id, valid_from, valid_to)
    VALUES ($1, $2, $3, $4, $5, $6)";

async fn insert_role(
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
    if role.unit.is_some() && role.role != Role::SectionEditor {
        return Ok(Err(AccountRefusal::UnitWithoutSection));
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

async fn administrators_remain(tx: &mut Tx, on: Date, clock: &Clock) -> Result<bool> {
    let day = on.max(clock.today());
    let one: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(ADMINISTRATOR)
            .bind(day.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    Ok(one.is_some())
}

const DISABLE: &str = "
    UPDATE accounts SET disabled_at = $3, version = version + 1 WHERE id = $1 AND version = $2";
const RESET: &str = "
    UPDATE accounts
       SET password_hash = $3, must_change = $4, temporary_until = $5, version = version + 1
     WHERE id = $1 AND version = $2";

/// The account if its form is not older than its last change.
async fn fresh(
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
    ("accounts::set_up gate", GATE),
    ("accounts::create_account", INSERT),
    ("accounts::create_account employee", STAFF_NO),
    ("accounts::grant_role", INSERT_ROLE),
    ("accounts::end_role", END_ROLE),
    ("accounts::end_role drop", DROP_ROLE),
    ("accounts::administrators remain", ADMINISTRATOR),
    ("accounts::disable", DISABLE),
    ("accounts::reset_password", RESET),
];
