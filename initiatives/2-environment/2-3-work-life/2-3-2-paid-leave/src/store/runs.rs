//! Grants and year ends: of everybody at once.

use super::people::StaffRow;
use super::{LedgerLine, Staff};
use crate::records::{Lot, LotId, Origin, Pattern};
use crate::rules::entitlement::Served;
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use people::{EmployeeId, Employment};
use std::collections::HashMap;
use store::{Day, Db, ToSqlx, Tx, sqlx};

macro_rules! grantees {
    ($employments:literal) => {
        concat!(
            "
    SELECT e.id, e.employment, e.hired_on, e.left_on, e.weekly_minutes, e.job_family,
           p.days_per_week, p.day_minutes
      FROM employees e
      LEFT JOIN leave_patterns p ON p.employee_id = e.id
                                AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     WHERE e.id > $1 AND e.hired_on <= $3 AND (e.left_on IS NULL OR e.left_on > $2)
       AND e.employment ",
            $employments,
            " ('fiscal-year-full', 'fiscal-year-part')
       AND NOT EXISTS (SELECT 1 FROM leave_lots l
                        WHERE l.employee_id = e.id AND l.kind = 'annual' AND l.year_on = $4
                          AND l.origin = $5)
     ORDER BY e.id LIMIT $6"
        )
    };
}

const GRANTEES: &str = grantees!("NOT IN");
const FISCAL_YEAR_GRANTEES: &str = grantees!("IN");

/// Which grant is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GrantAsked {
    /// The first day of the leave year.
    pub year_on: Date,
    /// The grant day.
    pub on: Date,
    /// Whoever was hired by this day.
    pub until: Date,
    /// The year's own grant, or that of a transition.
    pub origin: Origin,
    /// Fiscal-year staff, or everybody else.
    pub fiscal_year: bool,
}

/// People at a time.
const AT_A_TIME: i64 = 5_000;

/// Those who have not got a grant yet, in the order of their numbers, from behind one of them.
pub(crate) async fn without_grant(db: &Db, asked: &GrantAsked, behind: i64) -> Result<Vec<Staff>> {
    let sql = if asked.fiscal_year {
        FISCAL_YEAR_GRANTEES
    } else {
        GRANTEES
    };
    let rows: Vec<StaffRow> = store::read!(db, |pool| {
        sqlx::query_as(sql)
            .bind(behind)
            .bind(asked.on.to_sqlx())
            .bind(asked.until.to_sqlx())
            .bind(asked.year_on.to_sqlx())
            .bind(asked.origin.word())
            .bind(AT_A_TIME)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(StaffRow::read).collect()
}

/// The same inside a transaction.
pub(crate) async fn without_grant_in(
    tx: &mut Tx,
    asked: &GrantAsked,
    behind: i64,
) -> Result<Vec<Staff>> {
    let sql = if asked.fiscal_year {
        FISCAL_YEAR_GRANTEES
    } else {
        GRANTEES
    };
    let rows: Vec<StaffRow> = store::write!(tx, |connection| {
        sqlx::query_as(sql)
            .bind(behind)
            .bind(asked.on.to_sqlx())
            .bind(asked.until.to_sqlx())
            .bind(asked.year_on.to_sqlx())
            .bind(asked.origin.word())
            .bind(AT_A_TIME)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(StaffRow::read).collect()
}

const EXTEND: &str = "
    UPDATE leave_lots SET expires_on = $2
     WHERE kind = 'annual' AND year_on = $1 AND expires_on <> $2
       AND EXISTS (SELECT 1 FROM employees e
                    WHERE e.id = leave_lots.employee_id
                      AND e.employment NOT IN ('fiscal-year-full', 'fiscal-year-part'))";

/// The leave year goes on until another day, because the city has moved its grant day.
pub(crate) async fn extend_year(tx: &mut Tx, year_on: Date, end: Date) -> Result<u64> {
    Ok(store::write!(tx, |connection| {
        sqlx::query(EXTEND)
            .bind(year_on.to_sqlx())
            .bind(end.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// A lot at the end of its year, with whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EndingLot {
    pub employee: EmployeeId,
    pub lot: Lot,
    pub served: Served,
}

store::row! {
    struct EndingRow {
        employee_id: i64,
        id: i64,
        origin: String,
        year_on: Day,
        granted_on: Day,
        expires_on: Day,
        left_minutes: i64,
        employment: String,
        hired_on: Day,
        left_on: Option<Day>,
        weekly_minutes: i64,
        days_per_week: Option<i64>,
        day_minutes: Option<i64>,
    }
}

impl EndingRow {
    fn read(self) -> Result<EndingLot> {
        let pattern = self.days_per_week.zip(self.day_minutes);
        Ok(EndingLot {
            employee: EmployeeId(self.employee_id),
            lot: Lot {
                id: LotId(self.id),
                origin: Origin::of_word(&self.origin).context("unknown origin of leave")?,
                year_on: self.year_on.to_jiff(),
                granted_on: self.granted_on.to_jiff(),
                expires_on: self.expires_on.to_jiff(),
                left: Minutes(self.left_minutes),
            },
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

const ENDING: &str = "
    SELECT l.employee_id, l.id, l.origin, l.year_on, l.granted_on, l.expires_on, s.left_minutes,
           e.employment, e.hired_on, e.left_on, e.weekly_minutes, p.days_per_week, p.day_minutes
      FROM (SELECT lot_id, CAST(SUM(minutes) AS BIGINT) AS left_minutes
              FROM leave_entries
             WHERE kind = 'annual' AND year_on = $1 AND employee_id > $2 AND employee_id <= $4
             GROUP BY lot_id HAVING SUM(minutes) > 0) s
      JOIN leave_lots l ON l.id = s.lot_id
      JOIN employees e ON e.id = l.employee_id
      LEFT JOIN leave_patterns p ON p.employee_id = e.id
                                AND p.valid_from < l.expires_on
                                AND (p.valid_to IS NULL OR p.valid_to >= l.expires_on)
     WHERE l.expires_on <= $3
     ORDER BY l.employee_id, l.id";

const WINDOW: &str = "
    SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM
           (SELECT id FROM employees WHERE id > $1 ORDER BY id LIMIT $2) few";

/// What is left of the lots of a leave year that is over by a day: of the next few thousand people behind one
/// of them. Returns the last number looked at; 0 when there is nobody any more.
pub(crate) async fn ending_lots(
    tx: &mut Tx,
    year_on: Date,
    by: Date,
    behind: i64,
) -> Result<(i64, Vec<EndingLot>)> {
    let (last,): (i64,) = store::write!(&mut *tx, |connection| {
        sqlx::query_as(WINDOW)
            .bind(behind)
            .bind(AT_A_TIME)
            .fetch_one(connection)
            .await
    })?;
    if last == 0 {
        return Ok((0, Vec::new()));
    }
    let rows: Vec<EndingRow> = store::write!(tx, |connection| {
        sqlx::query_as(ENDING)
            .bind(year_on.to_sqlx())
            .bind(behind)
            .bind(by.to_sqlx())
            .bind(last)
            .fetch_all(connection)
            .await
    })?;
    let lots = rows
        .into_iter()
        .map(EndingRow::read)
        .collect::<Result<_>>()?;
    Ok((last, lots))
}

const RESERVED: &str = "
    SELECT employee_id, CAST(SUM(minutes) AS BIGINT) FROM leave_days
     WHERE kind = 'annual' AND year_on = $1 AND stage = 'pending'
       AND employee_id > $2 AND employee_id <= $3
     GROUP BY employee_id";

const CARRIED_OUT: &str = "
    SELECT e.employee_id, CAST(-SUM(e.minutes) AS BIGINT)
      FROM leave_entries e
      LEFT JOIN leave_entries o ON o.id = e.reverses_id
     WHERE e.kind = 'annual' AND e.year_on = $1 AND e.employee_id > $2 AND e.employee_id <= $3
       AND (e.act = 'carry-out' OR (e.act = 'reverse' AND o.act = 'carry-out'))
     GROUP BY e.employee_id";

const CARRIED_LOTS: &str = "
    SELECT employee_id, id FROM leave_lots
     WHERE kind = 'annual' AND year_on = $1 AND employee_id > $2 AND employee_id <= $3
       AND origin = 'carried'";

async fn numbers(
    tx: &mut Tx,
    sql: &'static str,
    year_on: Date,
    (behind, last): (i64, i64),
) -> Result<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = store::write!(tx, |connection| {
        sqlx::query_as(sql)
            .bind(year_on.to_sqlx())
            .bind(behind)
            .bind(last)
            .fetch_all(connection)
            .await
    })?;
    Ok(rows.into_iter().collect())
}

/// What is reserved in a leave year, by person.
pub(crate) async fn reserved_of(
    tx: &mut Tx,
    year_on: Date,
    people: (i64, i64),
) -> Result<HashMap<i64, i64>> {
    numbers(tx, RESERVED, year_on, people).await
}

/// What was carried out of a leave year before, by person.
pub(crate) async fn carried_out_of(
    tx: &mut Tx,
    year_on: Date,
    people: (i64, i64),
) -> Result<HashMap<i64, i64>> {
    numbers(tx, CARRIED_OUT, year_on, people).await
}

/// The lots that hold what was carried into a leave year, by person.
pub(crate) async fn carried_lots_of(
    tx: &mut Tx,
    year_on: Date,
    people: (i64, i64),
) -> Result<HashMap<i64, i64>> {
    numbers(tx, CARRIED_LOTS, year_on, people).await
}

const UNCLOSED: &str = "
    SELECT s.year_on, CAST(COUNT(*) AS BIGINT), CAST(SUM(s.left_minutes) AS BIGINT)
      FROM (SELECT e.year_on, e.employee_id, SUM(e.minutes) AS left_minutes
              FROM leave_entries e
             WHERE e.kind = 'annual' AND e.year_on = $1
             GROUP BY e.year_on, e.employee_id HAVING SUM(e.minutes) > 0) s
     GROUP BY s.year_on";

/// How many people have how much left in a leave year.
pub(crate) async fn unclosed(db: &Db, year_on: Date) -> Result<(i64, Minutes)> {
    let row: Option<(Day, i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(UNCLOSED)
            .bind(year_on.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map_or((0, Minutes(0)), |(_, people, minutes)| {
        (people, Minutes(minutes))
    }))
}

const COUNTERPART: &str = "
    SELECT e.id FROM leave_entries e
      JOIN leave_lots l ON l.id = e.lot_id
     WHERE e.employee_id = $1 AND e.kind = 'annual' AND e.act = 'carry-in' AND e.at = $2
       AND e.minutes = $3 AND l.origin = 'carried'
       AND NOT EXISTS (SELECT 1 FROM leave_entries r WHERE r.reverses_id = e.id)
     ORDER BY e.id LIMIT 1";

/// The line that received what another carried out.
pub(crate) async fn counterpart(
    tx: &mut Tx,
    employee: EmployeeId,
    out: &LedgerLine,
) -> Result<Option<i64>> {
    let found: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(COUNTERPART)
            .bind(employee.0)
            .bind(out.at.to_sqlx())
            .bind(-out.entry.minutes.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(found.map(|(id,)| id))
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::grantees", GRANTEES),
    ("paid-leave::fiscal_year_grantees", FISCAL_YEAR_GRANTEES),
    ("paid-leave::extend_year", EXTEND),
    ("paid-leave::window", WINDOW),
    ("paid-leave::ending_lots", ENDING),
    ("paid-leave::reserved_of", RESERVED),
    ("paid-leave::carried_out_of", CARRIED_OUT),
    ("paid-leave::carried_lots_of", CARRIED_LOTS),
    ("paid-leave::unclosed", UNCLOSED),
    ("paid-leave::counterpart", COUNTERPART),
];
