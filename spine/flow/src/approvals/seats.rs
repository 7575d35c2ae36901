//! In which seats somebody sits today, their own and those of whom they deputise for.

use super::records::Seat;
use access::{Actor, Role};
use anyhow::Result;
use calendar::Date;
use people::{EmployeeId, UnitId};
use std::collections::BTreeMap;
use store::{Db, ToSqlx, Tx, sqlx};

/// Whom somebody deputises for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Principal {
    pub id: EmployeeId,
    pub name: String,
    pub units: Vec<UnitId>,
}

/// In which seats somebody sits today: what waits for them, and which applications they may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seats {
    pub(crate) account: Option<i64>,
    pub(crate) employee: Option<EmployeeId>,
    units: Vec<UnitId>,
    roles: Vec<Role>,
    principals: Vec<Principal>,
    pub(crate) sees_all: bool,
}

/// As whom somebody sits in a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// 代決: in whose place; `None` in one's own seat.
    pub in_place_of: Option<(EmployeeId, String)>,
}

/// The heads of units in their own right and as deputies; a principal who heads nothing is a row too,
/// because a step may name the person.
const SEATS: &str = "
    SELECT p.unit_id, CAST(NULL AS BIGINT) AS principal_id, '' AS family_name, '' AS given_name
      FROM appointments p
     WHERE p.employee_id = $1 AND p.heads AND p.kind IN ('main', 'concurrent', 'acting')
       AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     UNION ALL
    SELECT p.unit_id, e.id, e.family_name, e.given_name
      FROM deputies d
      JOIN employees e ON e.id = d.principal_id
                      AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
      LEFT JOIN appointments p ON p.employee_id = e.id AND p.heads
                              AND p.kind IN ('main', 'concurrent', 'acting')
                              AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     WHERE d.deputy_id = $1 AND d.ended_at IS NULL
       AND d.valid_from <= $2 AND (d.valid_to IS NULL OR d.valid_to > $2)";

store::row! {
    struct SeatRow {
        unit_id: Option<i64>,
        principal_id: Option<i64>,
        family_name: String,
        given_name: String,
    }
}

impl Seats {
    /// The seats of who is asking, on a day.
    pub async fn of(db: &Db, actor: &Actor, on: Date) -> Result<Seats> {
        let rows: Vec<SeatRow> = match actor.employee {
            None => Vec::new(),
            Some(employee) => store::read!(db, |pool| {
                sqlx::query_as(SEATS)
                    .bind(employee)
                    .bind(on.to_sqlx())
                    .fetch_all(pool)
                    .await
            })?,
        };
        Ok(Seats::new(actor, rows))
    }

    pub(crate) async fn of_in(tx: &mut Tx, actor: &Actor, on: Date) -> Result<Seats> {
        let rows: Vec<SeatRow> = match actor.employee {
            None => Vec::new(),
            Some(employee) => store::write!(tx, |connection| {
                sqlx::query_as(SEATS)
                    .bind(employee)
                    .bind(on.to_sqlx())
                    .fetch_all(connection)
                    .await
            })?,
        };
        Ok(Seats::new(actor, rows))
    }

    fn new(actor: &Actor, rows: Vec<SeatRow>) -> Seats {
        let mut units = Vec::new();
        let mut principals: BTreeMap<i64, Principal> = BTreeMap::new();
        for row in rows {
            let unit = row.unit_id.map(UnitId);
            match row.principal_id {
                None => units.extend(unit),
                Some(id) => principals
                    .entry(id)
                    .or_insert_with(|| Principal {
                        id: EmployeeId(id),
                        name: full_name(&row.family_name, &row.given_name),
                        units: Vec::new(),
                    })
                    .units
                    .extend(unit),
            }
        }
        Seats {
            account: actor.account,
            employee: actor.employee.map(EmployeeId),
            units,
            roles: actor.roles.iter().collect(),
            principals: principals.into_values().collect(),
            sees_all: actor.roles.has(Role::PersonnelOfficer),
        }
    }

    /// As whom the person sits in a seat; `None` when it is not theirs. One's own seat comes first.
    #[must_use]
    pub fn sits(&self, seat: Seat) -> Option<Sitting> {
        let own = match seat {
            Seat::Head(unit) => self.units.contains(&unit),
            Seat::Role(role) => self.roles.contains(&role),
            Seat::Person(person) => self.employee == Some(person),
        };
        if own {
            return Some(Sitting { in_place_of: None });
        }
        let deputised = self.principals.iter().find(|principal| match seat {
            Seat::Head(unit) => principal.units.contains(&unit),
            Seat::Person(person) => principal.id == person,
            Seat::Role(_) => false,
        })?;
        Some(Sitting {
            in_place_of: Some((deputised.id, deputised.name.clone())),
        })
    }

    /// Whom the person deputises for today, by name.
    pub fn deputises_for(&self) -> impl Iterator<Item = &str> {
        self.principals
            .iter()
            .map(|principal| principal.name.as_str())
    }

    /// The employee, for queries; no employee has the number 0.
    pub(crate) fn me(&self) -> i64 {
        self.employee.map_or(0, |employee| employee.0)
    }

    /// The account, for queries; no account has the number 0.
    pub(crate) fn my_account(&self) -> i64 {
        self.account.unwrap_or(0)
    }

    /// Units headed, also as a deputy, as the JSON list that a query takes.
    pub(crate) fn unit_list(&self) -> String {
        let deputised = self.principals.iter().flat_map(|one| &one.units);
        list(self.units.iter().chain(deputised).map(|unit| unit.0))
    }

    /// The person and those deputised for, as the JSON list that a query takes.
    pub(crate) fn person_list(&self) -> String {
        let principals = self.principals.iter().map(|one| one.id);
        list(self.employee.into_iter().chain(principals).map(|id| id.0))
    }

    /// Roles as `,auditor,executive,`, which a query searches.
    pub(crate) fn role_list(&self) -> String {
        let names: Vec<&str> = self.roles.iter().map(|role| role.name()).collect();
        format!(",{},", names.join(","))
    }
}

/// A list of numbers as the JSON text that a query takes.
pub(crate) fn list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

/// Family and given name with a blank between them.
pub(crate) fn full_name(family: &str, given: &str) -> String {
    format!("{family} {given}").trim_end().to_owned()
}

pub(crate) const QUERIES: &[(&str, &str)] = &[("flow::seats", SEATS)];
