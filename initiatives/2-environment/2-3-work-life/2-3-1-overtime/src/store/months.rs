//! Sums by month, and the whole city's year kept in memory until something changes.

use super::list;
use crate::records::Month;
use ::store::{Db, sqlx};
use anyhow::Result;
use people::{EmployeeId, UnitId};

/// Minutes of a person in a month, as far as they were worked in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthLine {
    /// Who.
    pub employee: EmployeeId,
    /// Which month.
    pub month: Month,
    /// In which unit.
    pub unit: UnitId,
    /// What the limits count.
    pub counted: i64,
    /// How much of it was special work.
    pub special: i64,
    /// Holiday work within regular hours.
    pub holiday: i64,
    /// On the legal weekly holiday.
    pub weekly: i64,
    /// By night.
    pub night: i64,
}

::store::row! {
    struct MonthRow {
        employee_id: i64,
        month: i64,
        unit_id: i64,
        counted: i64,
        special: i64,
        holiday: i64,
        weekly: i64,
        night: i64,
    }
}

impl MonthRow {
    fn read(self) -> Option<MonthLine> {
        Some(MonthLine {
            employee: EmployeeId(self.employee_id),
            month: Month::numbered(self.month)?,
            unit: UnitId(self.unit_id),
            counted: self.counted,
            special: self.special,
            holiday: self.holiday,
            weekly: self.weekly,
            night: self.night,
        })
    }
}

const OF_EVERYBODY: &str = "
    SELECT employee_id, month, unit_id, counted, special, holiday, weekly, night
      FROM overtime_months WHERE month >= $1 AND month <= $2";

/// The months of everybody.
pub async fn of_everybody(db: &Db, first: Month, last: Month) -> Result<Vec<MonthLine>> {
    let rows: Vec<MonthRow> = ::store::read!(db, |pool| {
        sqlx::query_as(OF_EVERYBODY)
            .bind(first.number())
            .bind(last.number())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().filter_map(MonthRow::read).collect())
}

const OF_PEOPLE: &str = "
    SELECT employee_id, month, unit_id, counted, special, holiday, weekly, night
      FROM overtime_months
     WHERE employee_id IN (SELECT value FROM json_each($1)) AND month >= $2 AND month <= $3";

/// The months of some people.
pub async fn of_people(
    db: &Db,
    people: &[i64],
    first: Month,
    last: Month,
) -> Result<Vec<MonthLine>> {
    let rows: Vec<MonthRow> = ::store::read!(db, |pool| {
        sqlx::query_as(OF_PEOPLE)
            .bind(list(people.iter().copied()))
            .bind(first.number())
            .bind(last.number())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().filter_map(MonthRow::read).collect())
}

const STAMP: &str = "
    SELECT COALESCE((SELECT changes FROM overtime_stamp WHERE id = 1), 0) AS own,
           COALESCE((SELECT MAX(id) FROM appointments), 0) AS appointments,
           COALESCE((SELECT MAX(id) FROM appointment_orders), 0) AS orders,
           COALESCE((SELECT MAX(id) FROM employee_corrections), 0) AS corrections";

::store::row! {
    /// What has changed last among all that limits are computed from.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Stamp {
        own: i64,
        appointments: i64,
        orders: i64,
        corrections: i64,
    }
}

/// How things stand: equal as long as nothing has changed.
pub async fn stamp(db: &Db) -> Result<Stamp> {
    Ok(::store::read!(db, |pool| {
        sqlx::query_as(STAMP).fetch_one(pool).await
    })?)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("overtime::months of everybody", OF_EVERYBODY),
    ("overtime::months of people", OF_PEOPLE),
    ("overtime::stamp", STAMP),
];
