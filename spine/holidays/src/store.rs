//! Public holidays in the database.

use crate::records::{Holiday, Source, effective};
use crate::settings::{CLOSED_FROM, CLOSED_UNTIL};
use anyhow::{Context, Result};
use calendar::{Closure, Date};
use store::{Day, Db, ToSqlx, Tx, sqlx};

const BETWEEN: &str = "
    SELECT day, source, name
      FROM public_holidays
     WHERE day >= $1 AND day < $2
     ORDER BY day, source";

store::row! {
    struct Stored {
        day: Day,
        source: String,
        name: String,
    }
}

impl Stored {
    fn read(self) -> Holiday {
        Holiday {
            day: self.day.to_jiff(),
            source: if self.source == Source::City.name() {
                Source::City
            } else {
                Source::File
            },
            name: self.name,
        }
    }
}

/// The first day of a calendar year and the first day after another.
pub(crate) fn bounds(first: i16, last: i16) -> Result<(Date, Date)> {
    let from = Date::new(first, 1, 1).context("the first year of holidays")?;
    let to = Date::new(last.saturating_add(1), 1, 1).context("the last year of holidays")?;
    Ok((from, to))
}

pub(crate) async fn between(db: &Db, from: Date, to: Date) -> Result<Vec<Holiday>> {
    let rows: Vec<Stored> = store::read!(db, |pool| {
        sqlx::query_as(BETWEEN)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(Stored::read).collect())
}

pub(crate) async fn between_in(tx: &mut Tx, from: Date, to: Date) -> Result<Vec<Holiday>> {
    let rows: Vec<Stored> = store::write!(tx, |connection| {
        sqlx::query_as(BETWEEN)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    Ok(rows.into_iter().map(Stored::read).collect())
}

const CLOSURES: &str = "
    SELECT setting, from_day, value
      FROM settings
     WHERE setting IN ($1, $2)
     ORDER BY from_day, version";

/// A setting, the day from which it holds, and its value.
type Set = (String, Day, String);

pub(crate) async fn closures(db: &Db) -> Result<Vec<(Date, Closure)>> {
    let set: Vec<Set> = store::read!(db, |pool| {
        sqlx::query_as(CLOSURES)
            .bind(CLOSED_FROM.declaration.key)
            .bind(CLOSED_UNTIL.declaration.key)
            .fetch_all(pool)
            .await
    })?;
    Ok(timeline(set))
}

pub(crate) async fn closures_in(tx: &mut Tx) -> Result<Vec<(Date, Closure)>> {
    let set: Vec<Set> = store::write!(tx, |connection| {
        sqlx::query_as(CLOSURES)
            .bind(CLOSED_FROM.declaration.key)
            .bind(CLOSED_UNTIL.declaration.key)
            .fetch_all(connection)
            .await
    })?;
    Ok(timeline(set))
}

/// The closure as it stood from which day on, from what was set in the order of the days.
fn timeline(set: Vec<Set>) -> Vec<(Date, Closure)> {
    let (mut from, mut until) = (CLOSED_FROM.default(), CLOSED_UNTIL.default());
    let mut timeline = vec![(Date::MIN, closure(from, until))];
    for (setting, day, value) in set {
        // A value that the setting does not take any more counts as not set.
        let value: Option<i64> = value.parse().ok();
        if setting == CLOSED_FROM.declaration.key {
            from = value.unwrap_or_else(|| CLOSED_FROM.default());
        } else {
            until = value.unwrap_or_else(|| CLOSED_UNTIL.default());
        }
        timeline.push((day.to_jiff(), closure(from, until)));
    }
    timeline
}

fn closure(from: i64, until: i64) -> Closure {
    let day = |value: i64, other: i8| i8::try_from(value).unwrap_or(other);
    Closure::new(day(from, 32), day(until, 0))
}

/// How often holidays and closures were changed, in one small question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    version: i64,
    closures: i64,
}

const STAMP: &str = "
    SELECT COALESCE((SELECT version FROM public_holiday_changes WHERE id = 1), 0),
           (SELECT COUNT(*) FROM settings WHERE setting IN ($1, $2))";

pub(crate) async fn stamp(db: &Db) -> Result<Stamp> {
    let (version, closures): (i64, i64) = store::read!(db, |pool| {
        sqlx::query_as(STAMP)
            .bind(CLOSED_FROM.declaration.key)
            .bind(CLOSED_UNTIL.declaration.key)
            .fetch_one(pool)
            .await
    })?;
    Ok(Stamp { version, closures })
}

/// Counts the changes of the holidays, from 0; what a form sends back.
///
/// # Errors
/// When the database fails.
pub async fn version(db: &Db) -> Result<i64> {
    Ok(stamp(db).await?.version)
}

const BUMP: &str = "
    INSERT INTO public_holiday_changes (id, version) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET version = public_holiday_changes.version + 1
    RETURNING version";

/// Counts a change and returns its number; others wait until the transaction ends.
pub(crate) async fn bump(tx: &mut Tx) -> Result<i64> {
    Ok(store::write!(tx, |connection| {
        sqlx::query_scalar(BUMP).fetch_one(connection).await
    })?)
}

const INSERT: &str = "INSERT INTO public_holidays (day, source, name) VALUES ($1, $2, $3)";

pub(crate) async fn insert(tx: &mut Tx, day: Date, source: Source, name: &str) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(day.to_sqlx())
            .bind(source.name())
            .bind(name)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const REMOVE: &str = "DELETE FROM public_holidays WHERE day >= $1 AND day < $2 AND source = $3";

/// Removes the days of a source; returns how many there were.
pub(crate) async fn remove(tx: &mut Tx, from: Date, to: Date, source: Source) -> Result<u64> {
    Ok(store::write!(tx, |connection| {
        sqlx::query(REMOVE)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .bind(source.name())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// A calendar year for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Its holidays, in order.
    pub holidays: Vec<Holiday>,
    /// Whether they come from a file.
    pub from_file: bool,
    /// The version of the holidays.
    pub version: i64,
}

/// The public holidays of a calendar year.
///
/// # Errors
/// When the database fails.
pub async fn holidays_of(db: &Db, year: i16) -> Result<Year> {
    let version = version(db).await?;
    let (from, to) = bounds(year, year)?;
    let stored = between(db, from, to).await?;
    Ok(Year {
        year,
        from_file: stored.iter().any(|one| one.source == Source::File),
        holidays: effective(stored, year..=year),
        version,
    })
}

const FILED: &str = "SELECT MIN(day), MAX(day) FROM public_holidays WHERE source = 'file'";

/// The first and the last calendar year that came from a file.
///
/// # Errors
/// When the database fails.
pub async fn years_from_file(db: &Db) -> Result<Option<(i16, i16)>> {
    let (first, last): (Option<Day>, Option<Day>) =
        store::read!(db, |pool| { sqlx::query_as(FILED).fetch_one(pool).await })?;
    let year = |day: Day| day.to_jiff().year();
    Ok(first.map(year).zip(last.map(year)))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("holidays between", BETWEEN),
    ("holidays closures", CLOSURES),
    ("holidays stamp", STAMP),
    ("holidays bump", BUMP),
    ("holidays insert", INSERT),
    ("holidays remove", REMOVE),
    ("holidays filed", FILED),
];
