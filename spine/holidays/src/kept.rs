//! The set of days off, kept in memory until somebody changes it.

use crate::records::{YEARS, effective};
use crate::store::{Stamp, between, between_in, bounds, closures, closures_in, stamp};
use anyhow::Result;
use calendar::{Closure, Date, DaysOff};
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};
use store::{Db, Identity, Tx};

use crate::records::Holiday;

/// How many cities' days are kept: about 150 KB each.
const CAPACITY: usize = 64;

static KEPT: LazyLock<Cache<Identity, (Stamp, Arc<DaysOff>)>> =
    LazyLock::new(|| Cache::new(CAPACITY));

/// All days off of the city, from 1955 as far as a file goes back, from 2015 by the law alone, to 2099 as a
/// forecast.
///
/// Every change counts a number up in its transaction, so one small query tells whether what is kept is
/// still true, also when another program has written.
///
/// # Errors
/// When the database fails.
pub async fn days_off(db: &Db) -> Result<Arc<DaysOff>> {
    let now = stamp(db).await?;
    let key = db.identity();
    if let Some((then, days)) = KEPT.get(&key)
        && then == now
    {
        return Ok(days);
    }
    // Read after the stamp: what is written in between is read again at the next look.
    let (from, to) = bounds(*YEARS.start(), *YEARS.end())?;
    let stored = between(db, from, to).await?;
    let days = Arc::new(joined(effective(stored, YEARS), closures(db).await?));
    KEPT.insert(key, (now, Arc::clone(&days)));
    Ok(days)
}

/// The days off of the calendar years from that of one day to that of another, inside a transaction. Days of
/// other years are not known to the set, apart from Saturdays, Sundays and the New Year.
///
/// # Errors
/// When the database fails.
pub async fn days_off_within(tx: &mut Tx, from: Date, to: Date) -> Result<DaysOff> {
    let (first, last) = (from.year(), to.year().max(from.year()));
    let (start, end) = bounds(first, last)?;
    let stored = between_in(tx, start, end).await?;
    let closures = closures_in(tx).await?;
    Ok(joined(effective(stored, first..=last), closures))
}

fn joined(holidays: Vec<Holiday>, closures: Vec<(Date, Closure)>) -> DaysOff {
    let days = DaysOff::new(holidays.into_iter().map(|one| (one.day, one.name)));
    closures.into_iter().fold(days, |days, (from, closure)| {
        days.closed_from(from, closure)
    })
}
