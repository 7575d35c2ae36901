//! A fiscal year of people: their hours month by month, with what holds for them in each.

use crate::records::Month;
use crate::rules::limits::YearRecord;
use crate::rules::places::{Regime, Stretch, regimes};
use crate::rules::standing::as_of;
use crate::store::months::{self, MonthLine, Stamp};
use crate::store::places::{self, Holding, Served};
use ::store::{Db, Identity};
use anyhow::Result;
use calendar::{Date, FiscalYear};
use people::{EmployeeId, UnitId, UnitKind, UnitTree};
use quick_cache::sync::Cache;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Somebody's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonYear {
    /// Who.
    pub employee: EmployeeId,
    /// Where the person serves on the day, or served last; `None` for who never served in the year.
    pub unit: Option<UnitId>,
    /// Hours and what holds.
    pub record: YearRecord,
    /// Holiday work within regular hours, by month.
    pub holiday: [i64; 12],
    /// By night, by month.
    pub night: [i64; 12],
    /// Where the hours were worked: month, unit, minutes.
    pub worked: Vec<(usize, UnitId, i64)>,
    /// In which months the person served at all.
    pub in_service: [bool; 12],
}

impl PersonYear {
    fn new(employee: EmployeeId) -> PersonYear {
        PersonYear {
            employee,
            unit: None,
            record: YearRecord::empty(Regime::Ordinary),
            holiday: [0; 12],
            night: [0; 12],
            worked: Vec::new(),
            in_service: [false; 12],
        }
    }

    /// Whether any limit holds in the month.
    #[must_use]
    pub fn is_limited(&self, month: usize) -> bool {
        self.in_service[month] && self.record.regimes[month] != Regime::Outside
    }

    fn add(&mut self, line: &MonthLine, april: Month) {
        let place = line.month.place();
        if line.month < april {
            // Five months before April: November is the first.
            if let Some(before) = place
                .checked_sub(7)
                .and_then(|at| self.record.before.get_mut(at))
            {
                *before += line.counted;
            }
            return;
        }
        self.record.counted[place] += line.counted;
        self.record.special[place] += line.special;
        self.record.weekly[place] += line.weekly;
        self.holiday[place] += line.holiday;
        self.night[place] += line.night;
        if line.counted != 0 {
            self.worked.push((place, line.unit, line.counted));
        }
    }

    fn serve(&mut self, served: &[Served], holding: &Holding, year: FiscalYear, on: Date) {
        let stretches: Vec<Stretch> = served
            .iter()
            .flat_map(|served| holding.during(served))
            .collect();
        self.record.regimes = regimes(year, &stretches);
        for (place, month) in Month::of_year(year).enumerate() {
            let (first, end) = (month.first_day(), month.next().first_day());
            self.in_service[place] = served
                .iter()
                .any(|one| one.period.from() < end && one.period.to().is_none_or(|to| first < to));
        }
        let known = served.iter().filter(|one| one.period.from() <= on);
        self.unit = known
            .max_by_key(|one| one.period.from())
            .or(served.first())
            .map(|one| one.unit);
    }
}

/// A fiscal year of people, as of a day.
#[derive(Debug)]
pub struct YearTable {
    /// The year.
    pub year: FiscalYear,
    /// The organisation on the day.
    pub tree: Arc<UnitTree>,
    /// The people, by their number.
    pub people: Vec<PersonYear>,
}

impl YearTable {
    /// Somebody's year.
    #[must_use]
    pub fn of(&self, employee: EmployeeId) -> Option<&PersonYear> {
        let at = self
            .people
            .binary_search_by_key(&employee, |person| person.employee);
        self.people.get(at.ok()?)
    }

    /// The section of a unit: itself, or the one above it that is a section.
    #[must_use]
    pub fn section(&self, unit: UnitId) -> UnitId {
        section_of(&self.tree, unit)
    }
}

/// The section (課) that a unit belongs to; the unit itself when none stands above it.
#[must_use]
pub fn section_of(tree: &UnitTree, unit: UnitId) -> UnitId {
    tree.upward(unit)
        .find(|above| above.kind == UnitKind::Section)
        .map_or(unit, |above| above.unit)
}

/// The day on which a year is looked at: today, or the last day of a year that is over.
#[must_use]
pub fn day_in(year: FiscalYear, today: Date) -> Date {
    today.clamp(year.first_day(), year.last_day())
}

fn months_of(year: FiscalYear) -> (Month, Month) {
    let april = Month::of(year.first_day());
    (april.plus(-5), april.plus(11))
}

fn table(
    year: FiscalYear,
    today: Date,
    tree: Arc<UnitTree>,
    holding: &Holding,
    lines: &[MonthLine],
    mut served: Vec<Served>,
) -> YearTable {
    let on = day_in(year, today);
    let april = Month::of(year.first_day());
    let mut people: HashMap<EmployeeId, PersonYear> = HashMap::new();
    served.sort_by_key(|one| (one.employee, one.period.from()));
    for appointments in served.chunk_by(|one, other| one.employee == other.employee) {
        let Some(first) = appointments.first() else {
            continue;
        };
        let mut person = PersonYear::new(first.employee);
        person.serve(appointments, holding, year, on);
        people.insert(first.employee, person);
    }
    for line in lines {
        let person = people
            .entry(line.employee)
            .or_insert_with(|| PersonYear::new(line.employee));
        person.add(line, april);
    }
    let mut people: Vec<PersonYear> = people.into_values().collect();
    for person in &mut people {
        person.record = as_of(&person.record, year, today);
    }
    people.sort_by_key(|person| person.employee);
    YearTable { year, tree, people }
}

/// The year of some people.
///
/// # Errors
/// When the database fails.
pub async fn of_people(
    db: &Db,
    people: &[i64],
    year: FiscalYear,
    today: Date,
) -> Result<YearTable> {
    let (first, last) = months_of(year);
    let tree = people::units_on(db, day_in(year, today)).await?;
    let holding = Holding::load(db, &tree).await?;
    let lines = months::of_people(db, people, first, last).await?;
    let (from, to) = (year.first_day(), year.next().first_day());
    let served = places::served_by(db, people, from, to).await?;
    Ok(table(year, today, tree, &holding, &lines, served))
}

type Kept = Cache<(Identity, FiscalYear), (Stamp, Date, Arc<YearTable>)>;

/// A city of 50,000 takes about 30 MB a year; of the years only those at hand are asked for.
static KEPT: LazyLock<Kept> = LazyLock::new(|| Cache::new(16));

/// The year of everybody, kept in memory until something changes.
///
/// # Errors
/// When the database fails.
pub async fn of_everybody(db: &Db, year: FiscalYear, today: Date) -> Result<Arc<YearTable>> {
    let now = months::stamp(db).await?;
    let key = (db.identity(), year);
    if let Some((then, on, kept)) = KEPT.get(&key)
        && then == now
        && on == today
    {
        return Ok(kept);
    }
    let (first, last) = months_of(year);
    let tree = people::units_on(db, day_in(year, today)).await?;
    let holding = Holding::load(db, &tree).await?;
    let lines = months::of_everybody(db, first, last).await?;
    let (from, to) = (year.first_day(), year.next().first_day());
    let served = places::served_by_all(db, from, to).await?;
    let made = Arc::new(table(year, today, tree, &holding, &lines, served));
    KEPT.insert(key, (now, today, Arc::clone(&made)));
    Ok(made)
}
