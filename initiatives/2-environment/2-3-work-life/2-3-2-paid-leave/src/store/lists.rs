//! Balances of many people at once.

use super::json_list;
use crate::records::{Act, Pattern};
use crate::rules::entitlement::Served;
use crate::rules::ledger::Balance;
use access::PeopleScope;
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use people::{EmployeeId, Employment, PersonName, UnitId};
use std::collections::HashMap;
use store::{Day, Db, ToSqlx, sqlx};

const SUMS: &str = "
    SELECT employee_id, act, CAST(CASE WHEN on_day > $3 THEN 1 ELSE 0 END AS BIGINT) AS later,
           CAST(SUM(minutes) AS BIGINT) AS minutes
      FROM leave_entries
     WHERE employee_id IN (SELECT value FROM json_each($1)) AND kind = 'annual' AND year_on = $2
     GROUP BY employee_id, act, CAST(CASE WHEN on_day > $3 THEN 1 ELSE 0 END AS BIGINT)";

const SUMS_PENDING: &str = "
    SELECT employee_id, CAST(SUM(minutes) AS BIGINT)
      FROM leave_days
     WHERE employee_id IN (SELECT value FROM json_each($1)) AND kind = 'annual' AND year_on = $2
       AND stage = 'pending'
     GROUP BY employee_id";

store::row! {
    struct SumRow {
        employee_id: i64,
        act: String,
        later: i64,
        minutes: i64,
    }
}

/// The balances of people in a leave year, seen from a day: the same figures as [`crate::rules::ledger::fold`]
/// gives line by line.
pub(crate) async fn balances(
    db: &Db,
    people: &[EmployeeId],
    year_on: Date,
    as_of: Date,
) -> Result<HashMap<EmployeeId, Balance>> {
    let list = json_list(people.iter().map(|one| one.0));
    let rows: Vec<SumRow> = store::read!(db, |pool| {
        sqlx::query_as(SUMS)
            .bind(&list)
            .bind(year_on.to_sqlx())
            .bind(as_of.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let pending: Vec<(i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(SUMS_PENDING)
            .bind(&list)
            .bind(year_on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let mut balances: HashMap<EmployeeId, Balance> = HashMap::new();
    for row in rows {
        let act = Act::of_word(&row.act).context("unknown line of a ledger")?;
        // A day after the one asked about, or that day itself.
        let on = if row.later == 1 { Date::MAX } else { as_of };
        balances
            .entry(EmployeeId(row.employee_id))
            .or_default()
            .add(act, on, Minutes(row.minutes), as_of);
    }
    for (employee, minutes) in pending {
        balances.entry(EmployeeId(employee)).or_default().pending = Minutes(minutes);
    }
    Ok(balances)
}

/// Somebody in a list of balances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonLine {
    pub employee: EmployeeId,
    pub staff_no: String,
    pub name: PersonName,
    pub unit: Option<UnitId>,
    pub job_family: String,
    pub served: Served,
    pub used: Minutes,
    pub ahead: Minutes,
}

store::row! {
    struct PersonRow {
        id: i64,
        staff_no: String,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        unit_id: Option<i64>,
        job_family: String,
        employment: String,
        hired_on: Day,
        left_on: Option<Day>,
        weekly_minutes: i64,
        days_per_week: Option<i64>,
        day_minutes: Option<i64>,
        used: i64,
        ahead: i64,
    }
}

/// $1..$3 the scope, $4 today, $5 and $6 the period, $7 whether only some units are asked for and $8 which.
macro_rules! behind {
    ($select:literal, $rest:literal) => {
        concat!(
            "
    SELECT ",
            $select,
            "
      FROM employees e
      LEFT JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                              AND a.valid_from <= $4 AND (a.valid_to IS NULL OR a.valid_to > $4)
      LEFT JOIN leave_patterns p ON p.employee_id = e.id
                                AND p.valid_from <= $4 AND (p.valid_to IS NULL OR p.valid_to > $4)
      LEFT JOIN (SELECT employee_id,
                        -SUM(CASE WHEN on_day <= $4 THEN minutes ELSE 0 END) AS used,
                        -SUM(CASE WHEN on_day <= $4 THEN 0 ELSE minutes END) AS ahead
                   FROM leave_entries
                  WHERE kind = 'annual' AND act IN ('take', 'cancel')
                    AND on_day >= $5 AND on_day < $6
                  GROUP BY employee_id) t ON t.employee_id = e.id
     WHERE e.hired_on <= $4 AND (e.left_on IS NULL OR e.left_on > $4)
       AND e.employment = 'regular'
       AND ($1 OR a.unit_id IN (SELECT value FROM json_each($2))
               OR e.id IN (SELECT value FROM json_each($3)))
       AND ($7 OR a.unit_id IN (SELECT value FROM json_each($8)))
       AND COALESCE(t.used, 0) + COALESCE(t.ahead, 0) < $9
",
            $rest
        )
    };
}

macro_rules! behind_list {
    ($order:literal) => {
        behind!(
            "e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana, a.unit_id,
           e.job_family, e.employment, e.hired_on, e.left_on, e.weekly_minutes, p.days_per_week,
           p.day_minutes, CAST(COALESCE(t.used, 0) AS BIGINT) AS used,
           CAST(COALESCE(t.ahead, 0) AS BIGINT) AS ahead",
            $order
        )
    };
}

const BEHIND_BY_USED: &str =
    behind_list!("     ORDER BY COALESCE(t.used, 0), e.reading_order, e.id LIMIT $10 OFFSET $11");
const BEHIND_BY_NAME: &str =
    behind_list!("     ORDER BY e.reading_order, e.id LIMIT $10 OFFSET $11");
const BEHIND_COUNT: &str = behind!("CAST(COUNT(*) AS BIGINT)", "");

/// Which people are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PeopleAsked<'a> {
    pub scope: &'a PeopleScope,
    pub today: Date,
    /// The period in which leave counts.
    pub from: Date,
    pub to: Date,
    /// Only those of these units.
    pub units: Option<&'a [UnitId]>,
    /// Only those with less than this, taken and approved.
    pub below: Minutes,
    pub by_name: bool,
}

impl PeopleAsked<'_> {
    fn units(&self) -> (bool, String) {
        match self.units {
            None => (true, "[]".to_owned()),
            Some(units) => (false, json_list(units.iter().map(|unit| unit.0))),
        }
    }
}

/// Regular staff with what they took in a period, in pages.
pub(crate) async fn people_behind(
    db: &Db,
    asked: &PeopleAsked<'_>,
    offset: i64,
    limit: i64,
) -> Result<Vec<PersonLine>> {
    let (everywhere, units) = asked.units();
    let sql = if asked.by_name {
        BEHIND_BY_NAME
    } else {
        BEHIND_BY_USED
    };
    let rows: Vec<PersonRow> = store::read!(db, |pool| {
        sqlx::query_as(sql)
            .bind(asked.scope.all())
            .bind(asked.scope.units())
            .bind(asked.scope.persons())
            .bind(asked.today.to_sqlx())
            .bind(asked.from.to_sqlx())
            .bind(asked.to.to_sqlx())
            .bind(everywhere)
            .bind(units)
            .bind(asked.below.0)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(PersonRow::read).collect()
}

/// How many [`people_behind`] lists altogether.
pub(crate) async fn people_behind_count(db: &Db, asked: &PeopleAsked<'_>) -> Result<i64> {
    let (everywhere, units) = asked.units();
    let (count,): (i64,) = store::read!(db, |pool| {
        sqlx::query_as(BEHIND_COUNT)
            .bind(asked.scope.all())
            .bind(asked.scope.units())
            .bind(asked.scope.persons())
            .bind(asked.today.to_sqlx())
            .bind(asked.from.to_sqlx())
            .bind(asked.to.to_sqlx())
            .bind(everywhere)
            .bind(units)
            .bind(asked.below.0)
            .fetch_one(pool)
            .await
    })?;
    Ok(count)
}

impl PersonRow {
    fn read(self) -> Result<PersonLine> {
        let name = PersonName::parse(
            &self.family_name,
            &self.given_name,
            &self.family_kana,
            &self.given_kana,
        );
        let pattern = self.days_per_week.zip(self.day_minutes);
        Ok(PersonLine {
            employee: EmployeeId(self.id),
            staff_no: self.staff_no,
            name: name.with_context(|| format!("the name of employee {}", self.id))?,
            unit: self.unit_id.map(UnitId),
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
            used: Minutes(self.used),
            ahead: Minutes(self.ahead),
        })
    }
}

const BY_UNIT: &str = "
    SELECT a.unit_id, CAST(COUNT(*) AS BIGINT) AS people,
           CAST(SUM(COALESCE(t.used, 0)) AS BIGINT) AS used,
           CAST(SUM(CASE WHEN COALESCE(t.used, 0) < e.weekly_minutes THEN 1 ELSE 0 END) AS BIGINT) AS few
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
      LEFT JOIN (SELECT employee_id, -SUM(minutes) AS used
                   FROM leave_entries
                  WHERE kind = 'annual' AND act IN ('take', 'cancel')
                    AND on_day >= $2 AND on_day < $3
                  GROUP BY employee_id) t ON t.employee_id = e.id
     WHERE a.kind = 'main' AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)
       AND e.employment = 'regular' AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $1)
       AND NOT EXISTS (SELECT 1 FROM absences b
                        WHERE b.employee_id = e.id AND b.valid_from < $3
                          AND (b.valid_to IS NULL OR b.valid_to > $2))
     GROUP BY a.unit_id";

/// A unit with its people and what they took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct UnitTaken {
    pub people: i64,
    pub used: Minutes,
    /// Those with less than five days.
    pub few: i64,
}

/// What was taken by unit from a day until before another, with people where they are today.
pub(crate) async fn taken_by_unit(
    db: &Db,
    today: Date,
    from: Date,
    to: Date,
) -> Result<HashMap<UnitId, UnitTaken>> {
    let rows: Vec<(i64, i64, i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(BY_UNIT)
            .bind(today.to_sqlx())
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let unit = |(unit, people, used, few)| {
        let taken = UnitTaken {
            people,
            used: Minutes(used),
            few,
        };
        (UnitId(unit), taken)
    };
    Ok(rows.into_iter().map(unit).collect())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::balances", SUMS),
    ("paid-leave::balances pending", SUMS_PENDING),
    ("paid-leave::behind by used", BEHIND_BY_USED),
    ("paid-leave::behind by name", BEHIND_BY_NAME),
    ("paid-leave::behind count", BEHIND_COUNT),
    ("paid-leave::by_unit", BY_UNIT),
];
