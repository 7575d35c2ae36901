//! Accounts as the administrator's pages show them.

use crate::records::{Account, AccountId, GrantId, RoleGrant, login_key};
use access::Role;
use anyhow::{Context, Result};
use calendar::{Date, Period};
use people::{EmployeeId, Page, UnitId};
use store::{Day, Db, Instant, ToSqlx, Tx, sqlx};
use words::Language;

store::row! {
    struct AccountRow {
        id: i64,
        login: String,
        name: String,
        employee_id: Option<i64>,
        staff_no: Option<String>,
        family_name: Option<String>,
        given_name: Option<String>,
        language: String,
        must_change: bool,
        created_at: Instant,
        disabled_at: Option<Instant>,
        locked_until: Option<Instant>,
        version: i64,
    }
}

impl AccountRow {
    fn read(self) -> Result<Account> {
        let name = match (&self.family_name, &self.given_name) {
            (Some(family), Some(given)) => format!("{family} {given}").trim().to_owned(),
            _ => self.name,
        };
        Ok(Account {
            id: AccountId(self.id),
            login: self.login,
            name,
            employee: self.employee_id.map(EmployeeId),
            staff_no: self.staff_no,
            language: Language::of_tag(&self.language).context("language of an account")?,
            must_change: self.must_change,
            created_at: self.created_at.to_jiff(),
            disabled_at: self.disabled_at.map(Instant::to_jiff),
            locked_until: self.locked_until.map(Instant::to_jiff),
            version: self.version,
        })
    }
}

macro_rules! accounts_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT a.id, a.login, a.name, a.employee_id, e.staff_no, e.family_name, e.given_name,
           a.language, a.must_change, a.created_at, a.disabled_at, f.locked_until, a.version
      FROM accounts a
      LEFT JOIN employees e ON e.id = a.employee_id
      LEFT JOIN sign_in_failures f ON f.login_key = a.login_key",
            $rest
        )
    };
}

const ACCOUNT: &str = accounts_where!(
    "
     WHERE a.id = $1"
);

/// One account.
pub async fn account(db: &Db, id: AccountId) -> Result<Option<Account>> {
    let row: Option<AccountRow> = store::read!(db, |pool| {
        sqlx::query_as(ACCOUNT)
            .bind(id.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(AccountRow::read).transpose()
}

pub(crate) async fn account_in(tx: &mut Tx, id: AccountId) -> Result<Option<Account>> {
    let row: Option<AccountRow> = store::write!(tx, |connection| {
        sqlx::query_as(ACCOUNT)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(AccountRow::read).transpose()
}

const OF_EMPLOYEE: &str = accounts_where!(
    "
     WHERE a.employee_id = $1"
);

/// The account of an employee.
pub async fn account_of(db: &Db, employee: EmployeeId) -> Result<Option<Account>> {
    let row: Option<AccountRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(AccountRow::read).transpose()
}

/// An empty name begins every name, so one range serves the whole list.
const ALL: &str = accounts_where!(
    "
     WHERE a.login_key >= $1
     ORDER BY a.login_key LIMIT $2 OFFSET $3"
);

const FOUND: &str = accounts_where!(
    "
      JOIN (SELECT id, login_key FROM accounts WHERE login_key >= $1 AND login_key < $2
             UNION
            SELECT id, login_key FROM accounts WHERE name_key >= $1 AND name_key < $2
             UNION
            SELECT o.id, o.login_key
              FROM employee_words w JOIN accounts o ON o.employee_id = w.employee_id
             WHERE w.word >= $1 AND w.word < $2) found ON found.id = a.id
     WHERE $5 = '' OR EXISTS (
            SELECT 1 FROM role_grants g
             WHERE g.account_id = a.id AND g.role = $5
               AND g.valid_from <= $6 AND (g.valid_to IS NULL OR g.valid_to > $6))
     ORDER BY found.login_key LIMIT $3 OFFSET $4"
);

/// Those who hold a role are few, so they lead.
const HOLDING: &str = accounts_where!(
    "
     WHERE a.id IN (SELECT account_id FROM role_grants
                     WHERE role = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2))
     ORDER BY a.login_key LIMIT $3 OFFSET $4"
);

/// Which accounts a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountFilter<'a> {
    /// The beginning of the login name, the name, the reading or the staff number; empty for all.
    pub text: &'a str,
    /// Only those who hold this role by grant on the day.
    pub role: Option<Role>,
    /// The day.
    pub on: Date,
}

/// Accounts by login name, narrowed by the filter.
pub async fn accounts(db: &Db, filter: AccountFilter<'_>, page: Page) -> Result<Vec<Account>> {
    let from = login_key(filter.text);
    let role = filter.role.map_or("", Role::name);
    let on = filter.on.to_sqlx();
    let rows: Vec<AccountRow> = if !from.is_empty() {
        let mut to = from.clone();
        // UTF-8 has no byte 0xFF, so adding one to the last byte never overflows.
        if let Some(last) = to.last_mut() {
            *last += 1;
        }
        store::read!(db, |pool| {
            sqlx::query_as(FOUND)
                .bind(&from)
                .bind(&to)
                .bind(page.limit)
                .bind(page.offset)
                .bind(role)
                .bind(on)
                .fetch_all(pool)
                .await
        })?
    } else if filter.role.is_some() {
        store::read!(db, |pool| {
            sqlx::query_as(HOLDING)
                .bind(role)
                .bind(on)
                .bind(page.limit)
                .bind(page.offset)
                .fetch_all(pool)
                .await
        })?
    } else {
        store::read!(db, |pool| {
            sqlx::query_as(ALL)
                .bind(&from)
                .bind(page.limit)
                .bind(page.offset)
                .fetch_all(pool)
                .await
        })?
    };
    rows.into_iter().map(AccountRow::read).collect()
}

store::row! {
    struct GrantRow {
        id: i64,
        account_id: i64,
        role: String,
        unit_id: Option<i64>,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

impl GrantRow {
    fn read(self) -> Result<RoleGrant> {
        Ok(RoleGrant {
            id: GrantId(self.id),
            account: AccountId(self.account_id),
            role: Role::named(&self.role).context("role in the database")?,
            unit: self.unit_id.map(UnitId),
            period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
        })
    }
}

const ROLES_OF: &str = "
    SELECT id, account_id, role, unit_id, valid_from, valid_to FROM role_grants
     WHERE account_id = $1 ORDER BY valid_from, id";

/// All roles that an account has, had and will have.
pub async fn roles_of(db: &Db, account: AccountId) -> Result<Vec<RoleGrant>> {
    let rows: Vec<GrantRow> = store::read!(db, |pool| {
        sqlx::query_as(ROLES_OF)
            .bind(account.0)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(GrantRow::read).collect()
}

const ROLES_ON: &str = "
    SELECT id, account_id, role, unit_id, valid_from, valid_to FROM role_grants
     WHERE account_id IN (SELECT value FROM json_each($1))
     ORDER BY account_id, valid_from, id";

/// The roles that the accounts of a page have on a day, in one query.
pub async fn roles_on(db: &Db, accounts: &[Account], on: Date) -> Result<Vec<RoleGrant>> {
    let numbers: Vec<String> = accounts
        .iter()
        .map(|account| account.id.to_string())
        .collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<GrantRow> = store::read!(db, |pool| {
        sqlx::query_as(ROLES_ON)
            .bind(format!("[{}]", numbers.join(",")))
            .fetch_all(pool)
            .await
    })?;
    let mut grants: Vec<RoleGrant> = rows
        .into_iter()
        .map(GrantRow::read)
        .collect::<Result<_>>()?;
    grants.retain(|grant| grant.period.contains(on));
    Ok(grants)
}

const GRANT: &str = "
    SELECT id, account_id, role, unit_id, valid_from, valid_to FROM role_grants WHERE id = $1";

pub(crate) async fn grant_in(tx: &mut Tx, id: GrantId) -> Result<Option<RoleGrant>> {
    let row: Option<GrantRow> = store::write!(tx, |connection| {
        sqlx::query_as(GRANT)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(GrantRow::read).transpose()
}

const SECTION_EDITORS: &str = "
    SELECT DISTINCT a.id
      FROM role_grants g
      JOIN accounts a ON a.id = g.account_id
      LEFT JOIN appointments p ON p.employee_id = a.employee_id AND p.kind = 'main'
                              AND g.unit_id IS NULL
                              AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     WHERE g.role = 'section-editor'
       AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
       AND a.disabled_at IS NULL
       AND (g.unit_id = $1 OR p.unit_id = $1)
     ORDER BY a.id";

/// Who answers for a unit itself on a day: the receivers of its to-dos.
pub async fn section_editors(db: &Db, unit: UnitId, on: Date) -> Result<Vec<AccountId>> {
    let rows: Vec<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(SECTION_EDITORS)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(|(id,)| AccountId(id)).collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::account", ACCOUNT),
    ("accounts::account_of", OF_EMPLOYEE),
    ("accounts::accounts all", ALL),
    ("accounts::accounts found", FOUND),
    ("accounts::accounts holding", HOLDING),
    ("accounts::roles_of", ROLES_OF),
    ("accounts::roles_on", ROLES_ON),
    ("accounts::grant", GRANT),
    ("accounts::section_editors", SECTION_EDITORS),
];
