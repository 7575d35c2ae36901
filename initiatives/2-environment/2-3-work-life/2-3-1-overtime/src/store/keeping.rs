//! Closed months, busy months, special works and explanations.

use super::list;
use crate::records::Month;
use ::store::{Day, Db, Instant, ToSqlx, Tx, sqlx};
use anyhow::Result;
use calendar::{Date, FiscalYear, Period};
use jiff::Timestamp;
use people::{EmployeeId, UnitId};
use std::collections::HashSet;

/// Whether and since when a month is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The month.
    pub month: Month,
    /// Closed, or opened again.
    pub closed: bool,
    /// When that was done.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// Why it was opened again.
    pub reason: String,
    /// For the optimistic lock.
    pub version: i64,
}

::store::row! {
    struct ClosingRow {
        month: i64,
        closed: bool,
        changed_at: Instant,
        changed_by: String,
        reason: String,
        version: i64,
    }
}

impl ClosingRow {
    fn read(self) -> Option<Closing> {
        Some(Closing {
            month: Month::numbered(self.month)?,
            closed: self.closed,
            changed_at: self.changed_at.to_jiff(),
            changed_by: self.changed_by,
            reason: self.reason,
            version: self.version,
        })
    }
}

const CLOSINGS: &str = "
    SELECT month, closed, changed_at, changed_by, reason, version
      FROM overtime_closings WHERE month >= $1 AND month <= $2 ORDER BY month";

/// The closings of some months.
pub async fn closings(db: &Db, first: Month, last: Month) -> Result<Vec<Closing>> {
    let rows: Vec<ClosingRow> = ::store::read!(db, |pool| {
        sqlx::query_as(CLOSINGS)
            .bind(first.number())
            .bind(last.number())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().filter_map(ClosingRow::read).collect())
}

/// Whether a month is closed, inside the transaction that wants to write into it.
pub async fn is_closed(tx: &mut Tx, month: Month) -> Result<bool> {
    let rows: Vec<ClosingRow> = ::store::write!(tx, |connection| {
        sqlx::query_as(CLOSINGS)
            .bind(month.number())
            .bind(month.number())
            .fetch_all(connection)
            .await
    })?;
    Ok(rows.into_iter().any(|row| row.closed))
}

const CLOSE: &str = "
    INSERT INTO overtime_closings (month, closed, changed_at, changed_by, reason, version)
    VALUES ($1, $2, $3, $4, $5, 1)
    ON CONFLICT (month) DO UPDATE
       SET closed = excluded.closed, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
           reason = excluded.reason, version = overtime_closings.version + 1
     WHERE overtime_closings.closed <> excluded.closed";

/// Closes a month or opens it again; `false` when it stands so already.
pub async fn set_closed(
    tx: &mut Tx,
    month: Month,
    closed: bool,
    (at, by): (Timestamp, &str),
    reason: &str,
) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(CLOSE)
            .bind(month.number())
            .bind(closed)
            .bind(at.to_sqlx())
            .bind(by)
            .bind(reason)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const BUSY: &str = "
    SELECT unit_id, month, reason FROM overtime_busy_months WHERE month >= $1 AND month <= $2";

/// A section's month that was busy for a reason known in advance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyMonth {
    /// The unit, with those below it.
    pub unit: UnitId,
    /// The month.
    pub month: Month,
    /// Why.
    pub reason: String,
}

/// The busy months between two.
pub async fn busy_months(db: &Db, first: Month, last: Month) -> Result<Vec<BusyMonth>> {
    let rows: Vec<(i64, i64, String)> = ::store::read!(db, |pool| {
        sqlx::query_as(BUSY)
            .bind(first.number())
            .bind(last.number())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .filter_map(|(unit, month, reason)| {
            Some(BusyMonth {
                unit: UnitId(unit),
                month: Month::numbered(month)?,
                reason,
            })
        })
        .collect())
}

const FLAG: &str = "
    INSERT INTO overtime_busy_months (id, unit_id, month, reason, entered_at, entered_by)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (unit_id, month) DO UPDATE SET reason = excluded.reason, entered_at = excluded.entered_at,
                                               entered_by = excluded.entered_by";

/// Flags a month of a unit as busy.
pub async fn flag_busy(
    tx: &mut Tx,
    id: i64,
    busy: &BusyMonth,
    (at, by): (Timestamp, &str),
) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(FLAG)
            .bind(id)
            .bind(busy.unit.0)
            .bind(busy.month.number())
            .bind(&busy.reason)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// 特例業務.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialWork {
    /// The record.
    pub id: i64,
    /// What it was.
    pub name: String,
    /// Why it could not wait.
    pub ground: String,
    /// From when until when.
    pub period: Period,
    /// When its causes were verified, by whom, and what was found.
    pub verified: Option<(Date, String)>,
    /// What was found.
    pub findings: String,
    /// For the optimistic lock.
    pub version: i64,
}

impl SpecialWork {
    /// Until when the causes of a year are to be sorted, analysed and verified: within six months from the day
    /// after the last day of the year.
    ///
    /// ```
    /// use calendar::{Date, FiscalYear};
    /// use overtime::store::keeping::SpecialWork;
    /// assert_eq!(SpecialWork::verify_until(FiscalYear(2025)), Date::constant(2026, 9, 30));
    /// ```
    #[must_use]
    pub fn verify_until(year: FiscalYear) -> Date {
        Month::of(year.next().first_day()).plus(5).last_day()
    }
}

::store::row! {
    struct SpecialRow {
        id: i64,
        name: String,
        ground: String,
        valid_from: Day,
        valid_to: Option<Day>,
        verified_on: Option<Day>,
        verified_by: Option<String>,
        findings: String,
        version: i64,
    }
}

impl SpecialRow {
    fn read(self) -> Result<SpecialWork> {
        let verified = self.verified_on.map(Day::to_jiff);
        Ok(SpecialWork {
            id: self.id,
            name: self.name,
            ground: self.ground,
            period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            verified: verified.map(|day| (day, self.verified_by.unwrap_or_default())),
            findings: self.findings,
            version: self.version,
        })
    }
}

const SPECIAL_WORKS: &str = "
    SELECT id, name, ground, valid_from, valid_to, verified_on, verified_by, findings, version
      FROM overtime_special_works ORDER BY valid_from DESC, id DESC";

/// All special works, the newest first.
pub async fn special_works(db: &Db) -> Result<Vec<SpecialWork>> {
    let rows: Vec<SpecialRow> = ::store::read!(db, |pool| sqlx::query_as(SPECIAL_WORKS)
        .fetch_all(pool)
        .await)?;
    rows.into_iter().map(SpecialRow::read).collect()
}

const ADD_SPECIAL: &str = "
    INSERT INTO overtime_special_works
           (id, name, ground, valid_from, valid_to, findings, entered_at, entered_by, version)
    VALUES ($1, $2, $3, $4, $5, '', $6, $7, 1)";

/// Adds a special work.
pub async fn add_special(
    tx: &mut Tx,
    new: &SpecialWork,
    (at, by): (Timestamp, &str),
) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(ADD_SPECIAL)
            .bind(new.id)
            .bind(&new.name)
            .bind(&new.ground)
            .bind(new.period.from().to_sqlx())
            .bind(new.period.to().map(ToSqlx::to_sqlx))
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const VERIFY_SPECIAL: &str = "
    UPDATE overtime_special_works
       SET verified_on = $3, verified_by = $4, findings = $5, version = version + 1
     WHERE id = $1 AND version = $2";

/// Notes what the verification found; `false` when the record was changed meanwhile.
pub async fn verify_special(
    tx: &mut Tx,
    (id, version): (i64, i64),
    on: Date,
    by: &str,
    findings: &str,
) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(VERIFY_SPECIAL)
            .bind(id)
            .bind(version)
            .bind(on.to_sqlx())
            .bind(by)
            .bind(findings)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const SPECIAL_MONTHS: &str = "
    SELECT special_id, month, CAST(COUNT(DISTINCT employee_id) AS BIGINT) AS people,
           CAST(SUM(counted) AS BIGINT) AS minutes
      FROM overtime_records WHERE special_id IN (SELECT value FROM json_each($1))
     GROUP BY special_id, month ORDER BY special_id, month";

::store::row! {
    /// What was worked for a special work in a month.
    pub struct SpecialMonth {
        /// The special work.
        pub special_id: i64,
        /// The number of the month.
        pub month: i64,
        /// How many people.
        pub people: i64,
        /// Their minutes.
        pub minutes: i64,
    }
}

/// What was worked for special works, by month.
pub async fn special_months(db: &Db, works: &[i64]) -> Result<Vec<SpecialMonth>> {
    Ok(::store::read!(db, |pool| {
        sqlx::query_as(SPECIAL_MONTHS)
            .bind(list(works.iter().copied()))
            .fetch_all(pool)
            .await
    })?)
}

/// What a head says about a limit that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Whose overtime.
    pub employee: EmployeeId,
    /// In which month.
    pub month: Month,
    /// Why it came to it.
    pub cause: String,
    /// What is done about it.
    pub remedy: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// By whom.
    pub written_by: String,
}

::store::row! {
    struct ExplanationRow {
        employee_id: i64,
        month: i64,
        cause: String,
        remedy: String,
        written_at: Instant,
        written_by: String,
    }
}

const EXPLAIN: &str = "
    INSERT INTO overtime_explanations (id, employee_id, month, cause, remedy, written_at, written_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Adds an explanation.
pub async fn explain(tx: &mut Tx, id: i64, new: &Explanation) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(EXPLAIN)
            .bind(id)
            .bind(new.employee.0)
            .bind(new.month.number())
            .bind(&new.cause)
            .bind(&new.remedy)
            .bind(new.written_at.to_sqlx())
            .bind(&new.written_by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// `month + 0`, so that the people are looked up and not the months.
const EXPLANATIONS: &str = "
    SELECT employee_id, month, cause, remedy, written_at, written_by
      FROM overtime_explanations
     WHERE employee_id IN (SELECT value FROM json_each($1)) AND month + 0 >= $2 AND month + 0 <= $3
     ORDER BY id";

/// The explanations about some people, in the order in which they were written.
pub async fn explanations(
    db: &Db,
    people: &[i64],
    (first, last): (Month, Month),
) -> Result<Vec<Explanation>> {
    let rows: Vec<ExplanationRow> = ::store::read!(db, |pool| {
        sqlx::query_as(EXPLANATIONS)
            .bind(list(people.iter().copied()))
            .bind(first.number())
            .bind(last.number())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Explanation {
                employee: EmployeeId(row.employee_id),
                month: Month::numbered(row.month)?,
                cause: row.cause,
                remedy: row.remedy,
                written_at: row.written_at.to_jiff(),
                written_by: row.written_by,
            })
        })
        .collect())
}

/// Which months of which people have an explanation.
pub async fn explained(
    db: &Db,
    people: &[i64],
    months: (Month, Month),
) -> Result<HashSet<(EmployeeId, Month)>> {
    let all = explanations(db, people, months).await?;
    Ok(all
        .into_iter()
        .map(|one| (one.employee, one.month))
        .collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("overtime::closings", CLOSINGS),
    ("overtime::set_closed", CLOSE),
    ("overtime::busy_months", BUSY),
    ("overtime::flag_busy", FLAG),
    ("overtime::special_works", SPECIAL_WORKS),
    ("overtime::add_special", ADD_SPECIAL),
    ("overtime::verify_special", VERIFY_SPECIAL),
    ("overtime::special_months", SPECIAL_MONTHS),
    ("overtime::explain", EXPLAIN),
    ("overtime::explanations", EXPLANATIONS),
];
