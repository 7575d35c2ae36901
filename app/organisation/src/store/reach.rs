//! Whose records are in whose reach on a day, for everybody at once: the rule by which
//! [`accounts::actor_on`] computes the units of one account, as a set.

use anyhow::Result;
use calendar::Date;
use people::UnitId;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Db, ToSqlx, Tx, sqlx};

/// Somebody to whom units are in reach: an account, or an employee who has none yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// The account; 0 when there is none.
    pub account: i64,
    /// The employee; 0 for somebody outside.
    pub employee: i64,
}

/// By what units are in reach: `heads` 課・部の所属長, `leads` 係の所属長, `deputises` 代決者, `edits` 計画担当,
/// `serves` 庶務担当. That everybody sees who is away in the own section is not told: it moves with the person.
pub type Fact = String;

/// The units in reach, with those below, of everybody.
pub type Reach = BTreeMap<(Holder, Fact), BTreeSet<UnitId>>;

const REACH: &str = "
    WITH RECURSIVE
    in_place_of (employee_id, principal_id) AS (
        SELECT employee_id, employee_id FROM appointments
         WHERE heads AND kind IN ('main', 'concurrent', 'acting')
           AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
        UNION
        SELECT d.deputy_id, d.principal_id
          FROM deputies d
          JOIN employees e ON e.id = d.principal_id
                          AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1)
         WHERE d.ended_at IS NULL
           AND d.valid_from <= $1 AND (d.valid_to IS NULL OR d.valid_to > $1)
    ),
    granted AS (
        SELECT g.account_id, g.role, g.unit_id, a.employee_id
          FROM role_grants g
          JOIN accounts a ON a.id = g.account_id
         WHERE g.role IN ('section-editor', 'general-affairs')
           AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1)
    ),
    roots (account_id, employee_id, fact, unit_id) AS (
        SELECT COALESCE(a.id, 0), i.employee_id,
               CASE WHEN i.employee_id <> i.principal_id THEN 'deputises'
                    WHEN v.kind = 'team' THEN 'leads' ELSE 'heads' END, p.unit_id
          FROM in_place_of i
          JOIN appointments p ON p.employee_id = i.principal_id AND p.heads
                             AND p.kind IN ('main', 'concurrent', 'acting')
                             AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1)
          JOIN unit_versions v ON v.unit_id = p.unit_id
                              AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
          LEFT JOIN accounts a ON a.employee_id = i.employee_id
        UNION
        SELECT account_id, COALESCE(employee_id, 0),
               CASE role WHEN 'section-editor' THEN 'edits' ELSE 'serves' END, unit_id
          FROM granted WHERE unit_id IS NOT NULL
        UNION
        SELECT g.account_id, g.employee_id,
               CASE g.role WHEN 'section-editor' THEN 'edits' ELSE 'serves' END, p.unit_id
          FROM granted g
          JOIN appointments p ON p.employee_id = g.employee_id AND p.kind = 'main'
                             AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1)
         WHERE g.unit_id IS NULL
    ),
    reach (account_id, employee_id, fact, unit_id) AS (
        SELECT r.account_id, r.employee_id, r.fact, r.unit_id
          FROM roots r
          LEFT JOIN employees e ON e.id = r.employee_id
         WHERE r.employee_id = 0 OR (e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1))
        UNION
        SELECT r.account_id, r.employee_id, r.fact, v.unit_id
          FROM reach r JOIN unit_versions v ON v.parent_id = r.unit_id
         WHERE v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
    )
    SELECT account_id, employee_id, fact, unit_id FROM reach";

/// Everybody's units in reach on a day, seen from inside a transaction.
pub async fn reach_on(tx: &mut Tx, on: Date) -> Result<Reach> {
    let rows: Vec<(i64, i64, String, i64)> = ::store::write!(tx, |connection| {
        sqlx::query_as(REACH)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let mut reach = Reach::new();
    for (account, employee, fact, unit) in rows {
        let holder = Holder { account, employee };
        reach
            .entry((holder, fact))
            .or_default()
            .insert(UnitId(unit));
    }
    Ok(reach)
}

/// Whose access changes, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessChange {
    /// Who.
    pub holder: Holder,
    /// By what.
    pub fact: Fact,
    /// Units that come into reach.
    pub gained: Vec<UnitId>,
    /// Units that go out of reach.
    pub lost: Vec<UnitId>,
}

/// The differences between two states.
#[must_use]
pub fn changes(before: &Reach, after: &Reach) -> Vec<AccessChange> {
    let none = BTreeSet::new();
    let keys: BTreeSet<&(Holder, Fact)> = before.keys().chain(after.keys()).collect();
    let change = |key: &(Holder, Fact)| {
        let (was, is) = (
            before.get(key).unwrap_or(&none),
            after.get(key).unwrap_or(&none),
        );
        AccessChange {
            holder: key.0,
            fact: key.1.clone(),
            gained: is.difference(was).copied().collect(),
            lost: was.difference(is).copied().collect(),
        }
    };
    keys.into_iter()
        .map(change)
        .filter(|change| !change.gained.is_empty() || !change.lost.is_empty())
        .collect()
}

const EMPLOYEE_NAMES: &str = "
    SELECT id, family_name, given_name FROM employees
     WHERE id IN (SELECT value FROM json_each($1))";

const ACCOUNT_NAMES: &str = "
    SELECT id, name FROM accounts WHERE id IN (SELECT value FROM json_each($1))";

/// What the holders are called.
pub async fn names_of(db: &Db, holders: &[Holder]) -> Result<HashMap<Holder, String>> {
    let employees: Vec<(i64, String, String)> = ::store::read!(db, |pool| {
        sqlx::query_as(EMPLOYEE_NAMES)
            .bind(json_list(holders.iter().map(|holder| holder.employee)))
            .fetch_all(pool)
            .await
    })?;
    let accounts: Vec<(i64, String)> = ::store::read!(db, |pool| {
        sqlx::query_as(ACCOUNT_NAMES)
            .bind(json_list(holders.iter().map(|holder| holder.account)))
            .fetch_all(pool)
            .await
    })?;
    let employees: HashMap<i64, String> = employees
        .into_iter()
        .map(|(id, family, given)| (id, format!("{family} {given}").trim().to_owned()))
        .collect();
    let accounts: HashMap<i64, String> = accounts.into_iter().collect();
    let name = |holder: &Holder| {
        let employee = employees.get(&holder.employee);
        employee
            .or_else(|| accounts.get(&holder.account))
            .cloned()
            .unwrap_or_default()
    };
    Ok(holders
        .iter()
        .map(|holder| (*holder, name(holder)))
        .collect())
}

/// Numbers as the JSON text that a query takes as one parameter.
pub(crate) fn json_list(ids: impl Iterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

pub(super) const QUERIES: [(&str, &str); 3] = [
    ("organisation::reach_on", REACH),
    ("organisation::names_of employees", EMPLOYEE_NAMES),
    ("organisation::names_of accounts", ACCOUNT_NAMES),
];
