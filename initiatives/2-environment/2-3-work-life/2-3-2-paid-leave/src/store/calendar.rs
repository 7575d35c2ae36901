//! The plan table (休暇計画表) of a section: who belongs to it and who is away when.

use super::json_list;
use crate::records::{Kind, Part, RequestId, Stage};
use access::PeopleScope;
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use people::{EmployeeId, PersonName, UnitId};
use store::{Day, Db, ToSqlx, sqlx};

/// Somebody in the plan table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Colleague {
    pub employee: EmployeeId,
    pub name: PersonName,
    pub unit: UnitId,
    pub post: String,
}

store::row! {
    struct ColleagueRow {
        id: i64,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        unit_id: i64,
        post_title: String,
    }
}

const COLLEAGUES: &str = "
    SELECT e.id, e.family_name, e.given_name, e.family_kana, e.given_kana, a.unit_id, a.post_title
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
     WHERE a.unit_id IN (SELECT value FROM json_each($1)) AND a.kind = 'main'
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
       AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
       AND ($3 OR a.unit_id IN (SELECT value FROM json_each($4))
               OR e.id IN (SELECT value FROM json_each($5)))
     ORDER BY CASE WHEN a.heads THEN 0 ELSE 1 END,
              CASE a.rank WHEN 'department-head' THEN 0 WHEN 'deputy-department-head' THEN 1
                          WHEN 'section-head' THEN 2 WHEN 'deputy-section-head' THEN 3
                          WHEN 'team-head' THEN 4 WHEN 'senior' THEN 5 ELSE 6 END,
              e.reading_order, e.id
     LIMIT 500";

/// Those who belong to the units on a day, as far as they are in the scope.
pub(crate) async fn colleagues(
    db: &Db,
    units: &[UnitId],
    on: Date,
    scope: &PeopleScope,
) -> Result<Vec<Colleague>> {
    let rows: Vec<ColleagueRow> = store::read!(db, |pool| {
        sqlx::query_as(COLLEAGUES)
            .bind(json_list(units.iter().map(|unit| unit.0)))
            .bind(on.to_sqlx())
            .bind(scope.all())
            .bind(scope.units())
            .bind(scope.persons())
            .fetch_all(pool)
            .await
    })?;
    let colleague = |row: ColleagueRow| -> Result<Colleague> {
        let name = PersonName::parse(
            &row.family_name,
            &row.given_name,
            &row.family_kana,
            &row.given_kana,
        );
        Ok(Colleague {
            employee: EmployeeId(row.id),
            name: name.with_context(|| format!("the name of employee {}", row.id))?,
            unit: UnitId(row.unit_id),
            post: row.post_title,
        })
    };
    rows.into_iter().map(colleague).collect()
}

const SECTION_OF: &str = "
    SELECT a.unit_id FROM appointments a
     WHERE a.employee_id = $1 AND a.kind = 'main'
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)";

/// The unit to which somebody belongs on a day.
pub(crate) async fn unit_of(db: &Db, employee: EmployeeId, on: Date) -> Result<Option<UnitId>> {
    let found: Option<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(SECTION_OF)
            .bind(employee.0)
            .bind(on.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    Ok(found.map(|(unit,)| UnitId(unit)))
}

/// Leave of somebody on a day, as the plan table shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Away {
    pub employee: EmployeeId,
    pub on: Date,
    pub part: Part,
    pub minutes: Minutes,
    pub kind: Kind,
    pub stage: Stage,
    pub request: RequestId,
}

store::row! {
    struct AwayRow {
        employee_id: i64,
        on_day: Day,
        part: String,
        minutes: i64,
        kind: String,
        stage: String,
        request_id: i64,
    }
}

const AWAY: &str = "
    SELECT employee_id, on_day, part, minutes, kind, stage, request_id
      FROM leave_days
     WHERE employee_id IN (SELECT value FROM json_each($1)) AND on_day >= $2 AND on_day < $3
       AND stage IN ('planned', 'pending', 'approved')
     ORDER BY employee_id, on_day, id";

/// Who of the people is away when: plans, requests on their way, approved leave.
pub(crate) async fn away(
    db: &Db,
    people: &[EmployeeId],
    from: Date,
    to: Date,
) -> Result<Vec<Away>> {
    let rows: Vec<AwayRow> = store::read!(db, |pool| {
        sqlx::query_as(AWAY)
            .bind(json_list(people.iter().map(|one| one.0)))
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let read = |row: AwayRow| -> Result<Away> {
        Ok(Away {
            employee: EmployeeId(row.employee_id),
            on: row.on_day.to_jiff(),
            part: Part::of_word(&row.part).context("unknown part of a day")?,
            minutes: Minutes(row.minutes),
            kind: Kind::of_word(&row.kind).context("unknown kind of leave")?,
            stage: Stage::of_word(&row.stage).context("unknown stage of a day")?,
            request: RequestId(row.request_id),
        })
    };
    rows.into_iter().map(read).collect()
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::colleagues", COLLEAGUES),
    ("paid-leave::unit_of", SECTION_OF),
    ("paid-leave::away", AWAY),
];
