//! What the rules need to know about somebody, read from the staff records.

use crate::records::Pattern;
use crate::rules::entitlement::Served;
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use people::{EmployeeId, Employment};
use store::{Day, Db, ToSqlx, Tx, sqlx};

/// Somebody as the rules of leave see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Staff {
    pub employee: EmployeeId,
    pub job_family: String,
    pub served: Served,
}

store::row! {
    pub(super) struct StaffRow {
        id: i64,
        employment: String,
        hired_on: Day,
        left_on: Option<Day>,
        weekly_minutes: i64,
        job_family: String,
        days_per_week: Option<i64>,
        day_minutes: Option<i64>,
    }
}

impl StaffRow {
    pub(super) fn read(self) -> Result<Staff> {
        let pattern = self.days_per_week.zip(self.day_minutes);
        Ok(Staff {
            employee: EmployeeId(self.id),
            job_family: self.job_family,
            served: Served {
                employment: Employment::of_word(&self.employment).context("unknown employment")?,
                hired_on: self.hired_on.to_jiff(),
                left_on: self.left_on.map(Day::to_jiff),
                weekly: Minutes(self.weekly_minutes),
                pattern: pattern.map(|(days, day)| Pattern {
                    days,
                    day: Minutes(day),
                }),
            },
        })
    }
}

const STAFF: &str = "
    SELECT e.id, e.employment, e.hired_on, e.left_on, e.weekly_minutes, e.job_family,
           p.days_per_week, p.day_minutes
      FROM employees e
      LEFT JOIN leave_patterns p ON p.employee_id = e.id
                                AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     WHERE e.id = $1";

/// Somebody on a day.
pub(crate) async fn staff(db: &Db, employee: EmployeeId, on: Date) -> Result<Option<Staff>> {
    let row: Option<StaffRow> = store::read!(db, |pool| {
        sqlx::query_as(STAFF)
            .bind(employee.0)
            .bind(on.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    row.map(StaffRow::read).transpose()
}

const END_PATTERN: &str = "
    UPDATE leave_patterns SET valid_to = $2
     WHERE employee_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";
const DROP_PATTERN: &str = "DELETE FROM leave_patterns WHERE employee_id = $1 AND valid_from >= $2";
const SET_PATTERN: &str = "
    INSERT INTO leave_patterns (id, employee_id, days_per_week, day_minutes, valid_from)
    VALUES ($1, $2, $3, $4, $5)";

/// Notes on how many days somebody works from a day on.
pub(crate) async fn set_pattern(
    tx: &mut Tx,
    id: i64,
    employee: EmployeeId,
    pattern: Pattern,
    from: Date,
) -> Result<()> {
    for sql in [END_PATTERN, DROP_PATTERN] {
        store::write!(&mut *tx, |connection| {
            sqlx::query(sql)
                .bind(employee.0)
                .bind(from.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    store::write!(tx, |connection| {
        sqlx::query(SET_PATTERN)
            .bind(id)
            .bind(employee.0)
            .bind(pattern.days)
            .bind(pattern.day.0)
            .bind(from.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::staff", STAFF),
    ("paid-leave::end_pattern", END_PATTERN),
    ("paid-leave::drop_pattern", DROP_PATTERN),
    ("paid-leave::set_pattern", SET_PATTERN),
];
