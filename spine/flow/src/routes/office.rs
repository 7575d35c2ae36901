//! The organisation of a day, read as far as a route needs it.

use super::records::Who;
use super::rules::{Applicant, Office, Place, Sitter};
use crate::approvals::{Application, Seat, full_name, list};
use access::Role;
use anyhow::{Result, anyhow};
use calendar::Date;
use people::{EmployeeId, Rank, UnitId, UnitKind};
use store::{ToSqlx, Tx, sqlx};

/// The way up from each unit, with who heads each on the day. Twelve levels are more than any city has.
const WAY_UP: &str = "
    WITH RECURSIVE above (start_id, unit_id, parent_id, kind, depth) AS (
        SELECT v.unit_id, v.unit_id, v.parent_id, v.kind, CAST(0 AS BIGINT)
          FROM unit_versions v
         WHERE v.unit_id IN (SELECT value FROM json_each($1))
           AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         UNION ALL
        SELECT a.start_id, v.unit_id, v.parent_id, v.kind, a.depth + 1
          FROM above a
          JOIN unit_versions v ON v.unit_id = a.parent_id
         WHERE a.depth < 12 AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT a.start_id, a.unit_id, a.kind, e.id AS head_id
      FROM above a
      LEFT JOIN appointments p ON p.unit_id = a.unit_id AND p.heads
                              AND p.kind IN ('main', 'concurrent', 'acting')
                              AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
      LEFT JOIN employees e ON e.id = p.employee_id
                           AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
     ORDER BY a.start_id, a.depth, e.id";

store::row! {
    struct PlaceRow { start_id: i64, unit_id: i64, kind: String, head_id: Option<i64> }
}

const WITH_ROLE: &str = "
    SELECT a.id AS account_id, a.employee_id
      FROM role_grants g
      JOIN accounts a ON a.id = g.account_id AND a.disabled_at IS NULL
      LEFT JOIN employees e ON e.id = a.employee_id
     WHERE g.role = $1 AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
       AND (a.employee_id IS NULL
            OR e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2))
     ORDER BY a.id";

const SERVING: &str = "
    SELECT id FROM employees
     WHERE id IN (SELECT value FROM json_each($1))
       AND hired_on <= $2 AND (left_on IS NULL OR left_on > $2)";

impl Office {
    /// Reads what is not known yet.
    pub async fn learn(
        &mut self,
        tx: &mut Tx,
        units: Vec<UnitId>,
        roles: Vec<Role>,
        persons: Vec<EmployeeId>,
        on: Date,
    ) -> Result<()> {
        let units: Vec<i64> = units
            .into_iter()
            .filter(|unit| !self.above.contains_key(unit))
            .map(|unit| unit.0)
            .collect();
        if !units.is_empty() {
            let rows: Vec<PlaceRow> = store::write!(&mut *tx, |connection| {
                sqlx::query_as(WAY_UP)
                    .bind(list(units))
                    .bind(on.to_sqlx())
                    .fetch_all(connection)
                    .await
            })?;
            for row in rows {
                self.place(&row)?;
            }
        }
        for role in roles {
            if self.roles.contains_key(&role) {
                continue;
            }
            let rows: Vec<(i64, Option<i64>)> = store::write!(&mut *tx, |connection| {
                sqlx::query_as(WITH_ROLE)
                    .bind(role.name())
                    .bind(on.to_sqlx())
                    .fetch_all(connection)
                    .await
            })?;
            let sitter = |(account, employee): (i64, Option<i64>)| {
                employee.map_or(Sitter::Outside(account), Sitter::Employee)
            };
            self.roles
                .insert(role, rows.into_iter().map(sitter).collect());
        }
        let persons: Vec<i64> = persons.into_iter().map(|person| person.0).collect();
        if !persons.is_empty() {
            let rows: Vec<(i64,)> = store::write!(tx, |connection| {
                sqlx::query_as(SERVING)
                    .bind(list(persons))
                    .bind(on.to_sqlx())
                    .fetch_all(connection)
                    .await
            })?;
            self.serving
                .extend(rows.into_iter().map(|(id,)| EmployeeId(id)));
        }
        Ok(())
    }

    fn place(&mut self, row: &PlaceRow) -> Result<()> {
        let way = self.above.entry(UnitId(row.start_id)).or_default();
        let unit = UnitId(row.unit_id);
        if way.last().is_none_or(|place| place.unit != unit) {
            way.push(Place {
                unit,
                kind: UnitKind::of_word(&row.kind).ok_or_else(|| anyhow!("kind of unit {unit}"))?,
                heads: Vec::new(),
            });
        }
        if let (Some(place), Some(head)) = (way.last_mut(), row.head_id) {
            let head = EmployeeId(head);
            if !place.heads.contains(&head) {
                place.heads.push(head);
            }
        }
        Ok(())
    }

    /// Reads what steps name, and who decides when no head is left.
    pub async fn learn_about(&mut self, tx: &mut Tx, asked: &[Who], on: Date) -> Result<()> {
        let (mut units, mut roles, mut persons) = (Vec::new(), LAST_RESORT.to_vec(), Vec::new());
        for who in asked {
            match *who {
                Who::Head(_) => {}
                Who::UnitHead(unit) => units.push(unit),
                Who::Role(role) => roles.push(role),
                Who::Person(person) => persons.push(person),
            }
        }
        self.learn(tx, units, roles, persons, on).await
    }

    /// Reads who sits in seats.
    pub async fn learn_seats(&mut self, tx: &mut Tx, seats: &[Seat], on: Date) -> Result<()> {
        let (mut units, mut roles, mut persons) = (Vec::new(), LAST_RESORT.to_vec(), Vec::new());
        for seat in seats {
            match *seat {
                Seat::Head(unit) => units.push(unit),
                Seat::Role(role) => roles.push(role),
                Seat::Person(person) => persons.push(person),
            }
        }
        self.learn(tx, units, roles, persons, on).await
    }

    /// From where the next above a seat is looked for: the unit itself, the person's own unit. Where the
    /// unit has been closed meanwhile, it is the unit of the application.
    pub async fn start(
        &mut self,
        tx: &mut Tx,
        seat: Seat,
        application: &Application,
        on: Date,
    ) -> Result<Option<UnitId>> {
        let start = match seat {
            Seat::Role(_) => return Ok(None),
            Seat::Head(unit) if !self.way_up(Some(unit)).is_empty() => return Ok(Some(unit)),
            Seat::Head(_) => application.unit,
            Seat::Person(id) => match person(&mut *tx, id, None, on).await? {
                Some(person) => person.applicant.unit,
                None => application.unit,
            },
        };
        let units = start.into_iter().collect();
        self.learn(tx, units, Vec::new(), Vec::new(), on).await?;
        Ok(start)
    }

    /// Whether anybody but the applicant sits in the seat.
    pub fn is_taken(&self, seat: Seat, applicant: EmployeeId) -> bool {
        match seat {
            Seat::Head(unit) => self
                .way_up(Some(unit))
                .first()
                .is_some_and(|place| place.heads.iter().any(|head| *head != applicant)),
            Seat::Role(role) => self
                .roles
                .get(&role)
                .is_some_and(|all| all.iter().any(|one| *one != Sitter::Employee(applicant.0))),
            Seat::Person(person) => person != applicant && self.serving.contains(&person),
        }
    }
}

/// Who decides when no head is left.
const LAST_RESORT: [Role; 2] = [Role::Executive, Role::PersonnelOfficer];

/// An applicant with what the record keeps of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub applicant: Applicant,
    pub name: String,
    pub unit_name: String,
    pub post: String,
}

const PERSON: &str = "
    SELECT e.family_name, e.given_name, p.unit_id, p.rank, p.post_title, v.name AS unit_name
      FROM employees e
      LEFT JOIN appointments p ON p.employee_id = e.id AND p.kind = 'main'
                              AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
      LEFT JOIN unit_versions v ON v.unit_id = p.unit_id
                               AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     WHERE e.id = $1 AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)";

const UNIT_NAME: &str = "
    SELECT name FROM unit_versions
     WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

store::row! {
    struct PersonRow {
        family_name: String,
        given_name: String,
        unit_id: Option<i64>,
        rank: Option<String>,
        post_title: Option<String>,
        unit_name: Option<String>,
    }
}

/// Somebody in service on the day, with the main appointment; in another unit where one is named.
pub(crate) async fn person(
    tx: &mut Tx,
    employee: EmployeeId,
    unit: Option<UnitId>,
    on: Date,
) -> Result<Option<Person>> {
    let row: Option<PersonRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(PERSON)
            .bind(employee.0)
            .bind(on.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    let Some(row) = row else {
        return Ok(None);
    };
    let main = row.unit_id.map(UnitId);
    let mut unit_name = row.unit_name.unwrap_or_default();
    if let Some(other) = unit.filter(|unit| Some(*unit) != main) {
        let named: Option<(String,)> = store::write!(tx, |connection| {
            sqlx::query_as(UNIT_NAME)
                .bind(other.0)
                .bind(on.to_sqlx())
                .fetch_optional(connection)
                .await
        })?;
        unit_name = named.map(|(name,)| name).unwrap_or_default();
    }
    Ok(Some(Person {
        applicant: Applicant {
            employee,
            unit: unit.or(main),
            rank: row.rank.as_deref().and_then(Rank::of_word),
        },
        name: full_name(&row.family_name, &row.given_name),
        unit_name,
        post: row.post_title.unwrap_or_default(),
    }))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("flow::way up", WAY_UP),
    ("flow::with role", WITH_ROLE),
    ("flow::serving", SERVING),
    ("flow::person", PERSON),
    ("flow::unit name", UNIT_NAME),
];
