//! Making accounts: the first administrator, and all further ones.

use crate::notes::{Act, note};
use crate::password::{hash, may_be_chosen, temporary};
use crate::records::{AccountId, AccountRefusal, Login, NewRole};
use crate::roles::{grantable, insert_role, pass_gate, refusal_of, role_given};
use access::{Actor, Allowed, ManageAccounts, Role};
use anyhow::Result;
use jiff::SignedDuration;
use people::{EmployeeId, fold};
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
pub(crate) struct Prepared {
    hash: String,
    temporary: Option<String>,
}

pub(crate) async fn prepare(password: &FirstPassword) -> Result<Prepared> {
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
    insert_account(&mut tx, clock, account, &new, &login, &prepared).await?;
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
pub(crate) fn checked(new: &NewAccount) -> Result<Login, AccountRefusal> {
    let login = Login::parse(&new.login).ok_or(AccountRefusal::NotALogin)?;
    if new.employee.is_none() && new.name.trim().is_empty() {
        return Err(AccountRefusal::NoName);
    }
    new.roles.iter().try_for_each(grantable)?;
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
    insert_account(tx, clock, account, new, login, prepared).await?;
    for role in &new.roles {
        insert_role(tx, ids, account, role).await?;
    }
    Ok(())
}

const INSERT: &str = "
    INSERT INTO accounts (id, login, login_key, name, name_key, employee_id, password_hash,
                          must_change, temporary_until, language, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

pub(crate) async fn insert_account(
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

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::create_account", INSERT),
    ("accounts::create_account employee", STAFF_NO),
];
