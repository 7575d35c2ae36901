//! The figure `people.headcount`: employees in service on a day, and the records behind the number.

use crate::employees::{EmployeeLine, LineRow, Page, employment, lines_on_day};
use crate::records::Employment;
use access::Scope;
use anyhow::Result;
use calendar::{Date, FiscalYear};
use store::{Db, ToSqlx, sqlx};

/// How many are in service on a day, by employment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headcount {
    /// The employments that occur, with their numbers.
    pub by_employment: Vec<(Employment, i64)>,
}

impl Headcount {
    /// The number under one employment.
    #[must_use]
    pub fn of(&self, employment: Employment) -> i64 {
        self.by_employment
            .iter()
            .filter(|(kind, _)| *kind == employment)
            .map(|(_, count)| count)
            .sum()
    }

    /// 正規職員数: the figure that plans quote.
    #[must_use]
    pub fn regular(&self) -> i64 {
        self.of(Employment::Regular)
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.by_employment.iter().map(|(_, count)| count).sum()
    }
}

const HEADCOUNT: &str = "
    SELECT employment, COUNT(*) FROM employees
     WHERE hired_on <= $1 AND (left_on IS NULL OR left_on > $1)
     GROUP BY employment ORDER BY employment";

/// How many are in service on a day, by employment.
pub async fn headcount(db: &Db, on: Date) -> Result<Headcount> {
    let rows: Vec<(String, i64)> = store::read!(db, |pool| {
        sqlx::query_as(HEADCOUNT)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let mut by_employment = rows
        .into_iter()
        .map(|(word, count)| Ok((employment(&word)?, count)))
        .collect::<Result<Vec<_>>>()?;
    by_employment.sort();
    Ok(Headcount { by_employment })
}

/// The figure of a fiscal year: regular employees in service on its 1 April.
pub async fn headcount_of_year(db: &Db, year: FiscalYear) -> Result<i64> {
    Ok(headcount(db, year.first_day()).await?.regular())
}

const RECORDS_ALL: &str = lines_on_day!(
    "
     WHERE e.employment = 'regular'
       AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1)
     ORDER BY e.reading_order, e.id LIMIT $2 OFFSET $3"
);

/// Unit 0 does not exist; it stands for the units of the scope, which are numbers and need no binding.
const RECORDS_OF_UNITS: &str = "
    SELECT e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana,
           e.employment, e.hired_on, e.left_on, a.unit_id, v.name AS unit_name, a.post_title
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
      LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
                               AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     WHERE a.kind = 'main' AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)
       AND e.employment = 'regular'
       AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1)
       AND a.unit_id IN (0)
     ORDER BY e.reading_order, e.id LIMIT $2 OFFSET $3";

/// The employees behind [`Headcount::regular`], as far as the scope allows, in the order of readings.
/// A scope of units shows those whose main appointment on the day is in one of them.
pub async fn headcount_records(
    db: &Db,
    on: Date,
    scope: &Scope,
    page: Page,
) -> Result<Vec<EmployeeLine>> {
    let sql = match scope {
        Scope::All => RECORDS_ALL.to_owned(),
        Scope::Units(units) if units.is_empty() => return Ok(Vec::new()),
        Scope::Units(units) => {
            let units: Vec<String> = units.iter().map(i64::to_string).collect();
            RECORDS_OF_UNITS.replace("IN (0)", &format!("IN ({})", units.join(", ")))
        }
    };
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(on.to_sqlx())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::headcount", HEADCOUNT),
    ("people::headcount_records", RECORDS_ALL),
    ("people::headcount_records of units", RECORDS_OF_UNITS),
];
