//! What is done with public holidays: taking in a list, going back to the law, days of the city's own.

use crate::file::{LONGEST_NAME, Listed, Trial, compare};
use crate::records::{Source, YEARS, effective};
use crate::refusal::{HolidayFault, Refusal};
use crate::store::{between, between_in, bounds, bump, insert, remove, version};
use access::{Allowed, EditHolidays};
use anyhow::Result;
use calendar::{Date, FIRST_YEAR};
use jiff::Timestamp;
use journal::Entry;
use store::{Db, Tx};

/// The end of an act.
type Done<T> = Result<T, HolidayFault>;

/// What taking in a list would do; nothing is written.
///
/// # Errors
/// When the database fails.
pub async fn trial(db: &Db, _: &Allowed<EditHolidays>, listed: Vec<Listed>) -> Result<Trial> {
    // Asked before the days: what changes in between makes the act refuse.
    let version = version(db).await?;
    let (from, to) = bounds(*YEARS.start(), *YEARS.end())?;
    let stored = between(db, from, to).await?;
    Ok(compare(version, listed, stored))
}

/// What was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Days in the list.
    pub days: usize,
    /// Days that were no holidays before.
    pub added: usize,
    /// Days that are none any more.
    pub removed: usize,
    /// Days with another name.
    pub renamed: usize,
}

/// Takes in a list: it becomes the truth for the calendar years that it has. All of it or nothing; taking in
/// an earlier list puts its years back.
///
/// # Errors
/// With [`Refusal::Stale`] when the holidays changed since the trial.
pub async fn import(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditHolidays>,
    (file, listed): (&str, Vec<Listed>),
    expected: i64,
) -> Done<Imported> {
    let mut tx = db.begin().await?;
    counted(&mut tx, expected).await?;
    let (from, to) = bounds(*YEARS.start(), *YEARS.end())?;
    let stored = between_in(&mut tx, from, to).await?;
    let trial = compare(expected, listed, stored);
    for year in &trial.years {
        let (from, to) = bounds(year.year, year.year)?;
        remove(&mut tx, from, to, Source::File).await?;
    }
    for one in &trial.listed {
        insert(&mut tx, one.day, Source::File, &one.name).await?;
    }
    let done = Imported {
        days: trial.listed.len(),
        added: trial.added(),
        removed: trial.removed(),
        renamed: trial.renamed(),
    };
    let years: Vec<i16> = trial.years.iter().map(|year| year.year).collect();
    let detail = serde_json::json!({
        "file": file, "first": years.first(), "last": years.last(), "days": done.days,
        "added": done.added, "removed": done.removed, "renamed": done.renamed,
    });
    let act = "holidays.imported";
    record(&mut tx, at, allowed, act, "holidays:list", &detail).await?;
    tx.commit().await?;
    Ok(done)
}

/// Drops what a file said about a calendar year, so that the rules of the law hold for it again.
///
/// # Errors
/// When the year is before the rules that the program knows, no file has it, or somebody was faster.
pub async fn restore_year(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditHolidays>,
    year: i16,
    expected: i64,
) -> Done<()> {
    if !(FIRST_YEAR..=*YEARS.end()).contains(&year) {
        return Err(Refusal::YearOutOfRange.into());
    }
    let mut tx = db.begin().await?;
    counted(&mut tx, expected).await?;
    let (from, to) = bounds(year, year)?;
    let days = remove(&mut tx, from, to, Source::File).await?;
    if days == 0 {
        return Err(Refusal::Gone.into());
    }
    let subject = format!("holidays:{year}");
    let detail = serde_json::json!({ "year": year, "days": days });
    let act = "holidays.year.restored";
    record(&mut tx, at, allowed, act, &subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a day off of the city's own ordinance.
///
/// # Errors
/// When the name is missing or too long, or the day is a public holiday already.
pub async fn add_day(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditHolidays>,
    day: Date,
    name: &str,
) -> Done<()> {
    let name = name.trim();
    match name.chars().count() {
        0 => return Err(Refusal::NoName.into()),
        long if long > LONGEST_NAME => {
            let longest = LONGEST_NAME;
            return Err(Refusal::NameTooLong { longest }.into());
        }
        _ => {}
    }
    if !YEARS.contains(&day.year()) {
        return Err(Refusal::YearOutOfRange.into());
    }
    let mut tx = db.begin().await?;
    // Others who change holidays wait from here on.
    bump(&mut tx).await?;
    let (from, to) = bounds(day.year(), day.year())?;
    let stored = between_in(&mut tx, from, to).await?;
    let known = effective(stored, day.year()..=day.year());
    if let Some(taken) = known.into_iter().find(|one| one.day == day) {
        return Err(Refusal::Taken { name: taken.name }.into());
    }
    insert(&mut tx, day, Source::City, name).await?;
    let subject = format!("holidays:{day}");
    let detail = serde_json::json!({ "day": day.to_string(), "name": name });
    let act = "holidays.day.added";
    record(&mut tx, at, allowed, act, &subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a day off of the city's own.
///
/// # Errors
/// When there is none on that day.
pub async fn remove_day(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditHolidays>,
    day: Date,
) -> Done<()> {
    let mut tx = db.begin().await?;
    bump(&mut tx).await?;
    let after = day.tomorrow().map_err(|_| Refusal::YearOutOfRange)?;
    let stored = between_in(&mut tx, day, after).await?;
    let Some(own) = stored.into_iter().find(|one| one.source == Source::City) else {
        return Err(Refusal::Gone.into());
    };
    remove(&mut tx, day, after, Source::City).await?;
    let subject = format!("holidays:{day}");
    let detail = serde_json::json!({ "day": day.to_string(), "name": own.name });
    let act = "holidays.day.removed";
    record(&mut tx, at, allowed, act, &subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts the change, or refuses because somebody was faster.
async fn counted(tx: &mut Tx, expected: i64) -> Done<()> {
    if bump(tx).await? == expected + 1 {
        Ok(())
    } else {
        Err(Refusal::Stale.into())
    }
}

async fn record(
    tx: &mut Tx,
    at: Timestamp,
    allowed: &Allowed<EditHolidays>,
    act: &str,
    subject: &str,
    detail: &serde_json::Value,
) -> Result<()> {
    let entry = Entry {
        act,
        subject,
        detail,
    };
    journal::record(tx, at, allowed.actor(), entry).await?;
    Ok(())
}
