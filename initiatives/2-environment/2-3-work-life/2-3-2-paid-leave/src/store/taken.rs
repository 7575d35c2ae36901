//! What was taken in a period: the yearly figures and the records behind them.

use crate::records::Pattern;
use crate::rules::entitlement::Served;
use access::Scope;
use anyhow::{Context, Result};
use calendar::{Date, Minutes, Period};
use people::{Employment, PersonName, UnitId};
use store::{Db, ToSqlx, sqlx};

/// Regular staff in service during the whole period without leave of absence, with what each has taken until
/// a day and what is approved for later. $1 and $2 are the period, $3 the day after the last one that counts as
/// past.
macro_rules! surveyed {
    ($select:literal, $joins:literal, $rest:literal) => {
        concat!(
            "
    SELECT ",
            $select,
            "
      FROM employees e
      LEFT JOIN (SELECT employee_id,
                        -SUM(CASE WHEN on_day < $3 THEN minutes ELSE 0 END) AS taken,
                        -SUM(CASE WHEN on_day < $3 THEN 0 ELSE minutes END) AS ahead
                   FROM leave_entries
                  WHERE kind = 'annual' AND act IN ('take', 'cancel')
                    AND on_day >= $1 AND on_day < $2
                  GROUP BY employee_id) t ON t.employee_id = e.id
      LEFT JOIN leave_patterns p ON p.employee_id = e.id
                                AND p.valid_from < $2 AND (p.valid_to IS NULL OR p.valid_to >= $2)
",
            $joins,
            "
     WHERE e.employment = 'regular' AND e.hired_on <= $1
       AND (e.left_on IS NULL OR e.left_on >= $2)
       AND NOT EXISTS (SELECT 1 FROM absences b
                        WHERE b.employee_id = e.id AND b.valid_from < $2
                          AND (b.valid_to IS NULL OR b.valid_to > $1))
",
            $rest
        )
    };
}

const COUNTED: &str = surveyed!(
    "e.weekly_minutes, p.days_per_week, p.day_minutes,
           CAST(COALESCE(t.taken, 0) AS BIGINT) AS taken,
           CAST(COALESCE(t.ahead, 0) AS BIGINT) AS ahead,
           CAST(COUNT(*) AS BIGINT) AS people",
    "",
    "     GROUP BY e.weekly_minutes, p.days_per_week, p.day_minutes,
              COALESCE(t.taken, 0), COALESCE(t.ahead, 0)"
);

/// So many people who took the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alike {
    pub served: Served,
    pub taken: Minutes,
    pub ahead: Minutes,
    pub people: i64,
}

store::row! {
    struct AlikeRow {
        weekly_minutes: i64,
        days_per_week: Option<i64>,
        day_minutes: Option<i64>,
        taken: i64,
        ahead: i64,
        people: i64,
    }
}

/// Everybody who counts in a period, those who took the same together.
pub(crate) async fn counted(db: &Db, period: Period, past: Date) -> Result<Vec<Alike>> {
    let end = period.to().context("a period without an end")?;
    let rows: Vec<AlikeRow> = store::read!(db, |pool| {
        sqlx::query_as(COUNTED)
            .bind(period.from().to_sqlx())
            .bind(end.to_sqlx())
            .bind(past.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let alike = |row: AlikeRow| Alike {
        served: regular(
            row.weekly_minutes,
            row.days_per_week,
            row.day_minutes,
            period,
        ),
        taken: Minutes(row.taken),
        ahead: Minutes(row.ahead),
        people: row.people,
    };
    Ok(rows.into_iter().map(alike).collect())
}

fn regular(weekly: i64, days: Option<i64>, day: Option<i64>, period: Period) -> Served {
    Served {
        employment: Employment::Regular,
        hired_on: period.from(),
        left_on: None,
        weekly: Minutes(weekly),
        pattern: days.zip(day).map(|(days, day)| Pattern {
            days,
            day: Minutes(day),
        }),
    }
}

const ANY: &str = "
    SELECT CAST(COUNT(*) AS BIGINT) FROM
           (SELECT 1 FROM leave_entries
             WHERE kind = 'annual' AND act IN ('take', 'cancel') AND on_day >= $1 AND on_day < $2
             LIMIT 1) one";

/// Whether the ledger knows leave of the period at all.
pub(crate) async fn known(db: &Db, period: Period) -> Result<bool> {
    let end = period.to().context("a period without an end")?;
    let (count,): (i64,) = store::read!(db, |pool| {
        sqlx::query_as(ANY)
            .bind(period.from().to_sqlx())
            .bind(end.to_sqlx())
            .fetch_one(pool)
            .await
    })?;
    Ok(count > 0)
}

/// Somebody who counts, with what they took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TakenLine {
    pub employee: i64,
    pub staff_no: String,
    pub name: PersonName,
    pub unit: Option<UnitId>,
    pub unit_name: Option<String>,
    pub served: Served,
    pub taken: Minutes,
    pub ahead: Minutes,
}

store::row! {
    struct TakenRow {
        id: i64,
        staff_no: String,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        unit_id: Option<i64>,
        unit_name: Option<String>,
        weekly_minutes: i64,
        days_per_week: Option<i64>,
        day_minutes: Option<i64>,
        taken: i64,
        ahead: i64,
    }
}

const TAKEN: &str = surveyed!(
    "e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana, a.unit_id,
           v.name AS unit_name, e.weekly_minutes, p.days_per_week, p.day_minutes,
           CAST(COALESCE(t.taken, 0) AS BIGINT) AS taken,
           CAST(COALESCE(t.ahead, 0) AS BIGINT) AS ahead",
    "      LEFT JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                              AND a.valid_from <= $4 AND (a.valid_to IS NULL OR a.valid_to > $4)
      LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
                               AND v.valid_from <= $4 AND (v.valid_to IS NULL OR v.valid_to > $4)",
    "       AND ($5 OR a.unit_id IN (SELECT value FROM json_each($6)))
     ORDER BY e.reading_order, e.id LIMIT $7 OFFSET $8"
);

const TAKEN_COUNT: &str = surveyed!(
    "CAST(COUNT(*) AS BIGINT)",
    "      LEFT JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                              AND a.valid_from <= $4 AND (a.valid_to IS NULL OR a.valid_to > $4)",
    "       AND ($5 OR a.unit_id IN (SELECT value FROM json_each($6)))"
);

/// Which of those who count are listed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TakenAsked<'a> {
    pub period: Period,
    /// The day after the last one that counts as past.
    pub past: Date,
    /// On which day people are where they are.
    pub on: Date,
    pub scope: &'a Scope,
}

fn units_of(scope: &Scope) -> (bool, String) {
    match scope {
        Scope::All => (true, "[]".to_owned()),
        Scope::Units(units) => (false, super::json_list(units.iter().copied())),
    }
}

/// Those who count, one by one.
pub(crate) async fn taken(
    db: &Db,
    asked: &TakenAsked<'_>,
    offset: i64,
    limit: i64,
) -> Result<Vec<TakenLine>> {
    let end = asked.period.to().context("a period without an end")?;
    let (all, units) = units_of(asked.scope);
    let rows: Vec<TakenRow> = store::read!(db, |pool| {
        sqlx::query_as(TAKEN)
            .bind(asked.period.from().to_sqlx())
            .bind(end.to_sqlx())
            .bind(asked.past.to_sqlx())
            .bind(asked.on.to_sqlx())
            .bind(all)
            .bind(units)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    let line = |row: TakenRow| -> Result<TakenLine> {
        let name = PersonName::parse(
            &row.family_name,
            &row.given_name,
            &row.family_kana,
            &row.given_kana,
        );
        Ok(TakenLine {
            employee: row.id,
            staff_no: row.staff_no,
            name: name.with_context(|| format!("the name of employee {}", row.id))?,
            unit: row.unit_id.map(UnitId),
            unit_name: row.unit_name,
            served: regular(
                row.weekly_minutes,
                row.days_per_week,
                row.day_minutes,
                asked.period,
            ),
            taken: Minutes(row.taken),
            ahead: Minutes(row.ahead),
        })
    };
    rows.into_iter().map(line).collect()
}

/// How many [`taken`] lists altogether.
pub(crate) async fn taken_count(db: &Db, asked: &TakenAsked<'_>) -> Result<i64> {
    let end = asked.period.to().context("a period without an end")?;
    let (all, units) = units_of(asked.scope);
    let (count,): (i64,) = store::read!(db, |pool| {
        sqlx::query_as(TAKEN_COUNT)
            .bind(asked.period.from().to_sqlx())
            .bind(end.to_sqlx())
            .bind(asked.past.to_sqlx())
            .bind(asked.on.to_sqlx())
            .bind(all)
            .bind(units)
            .fetch_one(pool)
            .await
    })?;
    Ok(count)
}

const PLANNED: &str = "
    SELECT a.unit_id, CAST(COUNT(*) AS BIGINT) AS people,
           CAST(SUM(CASE WHEN d.minutes >= e.weekly_minutes THEN 1 ELSE 0 END) AS BIGINT) AS planned
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
      LEFT JOIN (SELECT employee_id, SUM(minutes) AS minutes
                   FROM leave_days
                  WHERE kind = 'annual' AND stage IN ('planned', 'pending', 'approved')
                    AND on_day >= $1 AND on_day < $2
                  GROUP BY employee_id) d ON d.employee_id = e.id
     WHERE a.kind = 'main' AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to > $3)
       AND e.employment = 'regular' AND e.hired_on <= $3 AND (e.left_on IS NULL OR e.left_on > $3)
     GROUP BY a.unit_id";

/// A unit with how many serve in it and how many of them have a week of leave in the plan table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlannedUnit {
    pub unit: UnitId,
    pub people: i64,
    pub planned: i64,
}

/// The plan tables by unit, for a period, with people where they are on a day.
pub(crate) async fn planned(db: &Db, period: Period, on: Date) -> Result<Vec<PlannedUnit>> {
    let end = period.to().context("a period without an end")?;
    let rows: Vec<(i64, i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(PLANNED)
            .bind(period.from().to_sqlx())
            .bind(end.to_sqlx())
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let unit = |(unit, people, planned)| PlannedUnit {
        unit: UnitId(unit),
        people,
        planned,
    };
    Ok(rows.into_iter().map(unit).collect())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::counted", COUNTED),
    ("paid-leave::known", ANY),
    ("paid-leave::taken", TAKEN),
    ("paid-leave::taken_count", TAKEN_COUNT),
    ("paid-leave::planned", PLANNED),
];
