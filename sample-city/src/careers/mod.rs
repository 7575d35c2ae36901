//! Careers, played year by year: retirements, promotions, transfers and hires of every 1 April.
//!
//! A seat is a place in the organisation with a level; people move between seats, so that every section
//! has one head in every year and keeps its strength. Retirement follows the rising age limit of the
//! Local Public Service Act (60 until FY2022, then one year more every two years), and heads step down
//! at the first 1 April after their 60th birthday since FY2023 (役職定年制).

mod others;
mod records;

use crate::dice::Dice;
use crate::units::{Family, Office, Place, START};
use anyhow::Result;
use calendar::{Date, FiscalYear, Minutes};
use people::{Employment, Rank, UnitId};
use records::{Person, Post};

pub(crate) use records::Records;

/// The last April of the sample's records.
pub(crate) const LAST: FiscalYear = FiscalYear(2026);

/// Regular employees among all, in percent.
const REGULAR: usize = 84;
/// Vacant seats on 1 April in one thousandth, from FY2015 on.
const VACANT: [usize; 12] = [42, 38, 36, 30, 31, 27, 20, 18, 15, 9, 6, 0];
/// The first year of the fiscal-year employees' scheme (会計年度任用職員制度).
const FISCAL_YEAR_STAFF: i16 = 2020;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Department,
    Section,
    Deputy,
    Team,
    Ordinary,
}

#[derive(Debug)]
struct Seat {
    unit: UnitId,
    level: Level,
    family: Family,
    ward: bool,
    holder: Option<usize>,
}

/// A regular employee in service: what the play needs to know.
#[derive(Debug)]
struct Worker {
    record: usize,
    birth: Date,
    seat: usize,
    /// The year of coming to the present unit.
    since: i16,
    /// The year from which experience is counted.
    from: i16,
    stepped_down: bool,
}

/// Somebody beside the seats: re-employed, fixed-term or fiscal-year staff.
#[derive(Debug)]
struct Extra {
    record: usize,
    last_april: i16,
    re_employed: bool,
}

struct Play {
    dice: Dice,
    count: usize,
    seats: Vec<Seat>,
    workers: Vec<Worker>,
    extras: Vec<Extra>,
    records: Records,
}

/// Plays all years.
pub(crate) fn play(seed: u64, count: usize, office: &Office) -> Result<Records> {
    let regular = count * REGULAR / 100;
    let mut play = Play {
        dice: Dice::new(seed),
        count,
        seats: seats(office, regular),
        workers: Vec::new(),
        extras: Vec::new(),
        records: Records::default(),
    };
    play.begin()?;
    for year in START.year() + 1..=LAST.0 {
        play.april(year)?;
    }
    Ok(play.records)
}

/// One seat for each head, the others by the weights of the sections, exactly as many as wanted.
fn seats(office: &Office, wanted: usize) -> Vec<Seat> {
    let seat = |place: &Place, level, family| Seat {
        unit: place.unit,
        level,
        family,
        ward: place.ward,
        holder: None,
    };
    let mut seats: Vec<Seat> = office
        .departments
        .iter()
        .map(|place| seat(place, Level::Department, Family::Clerk))
        .collect();
    let all: usize = office.sections.iter().map(|place| place.weight).sum();
    let rest = wanted.saturating_sub(seats.len());
    let (mut before, mut given) = (0, 0);
    for place in &office.sections {
        // The running total is divided, so that the roundings never add up.
        before += place.weight;
        let size = (rest * before / all.max(1)).saturating_sub(given).max(1);
        given += size;
        for number in 0..size {
            let special = number * 100 < size * place.special_percent;
            let family = if special {
                place.special
            } else {
                Family::Clerk
            };
            let level = match number {
                0 => Level::Section,
                1 if size >= 18 => Level::Deputy,
                number if number % 7 == 2 => Level::Team,
                _ => Level::Ordinary,
            };
            seats.push(seat(place, level, family));
        }
    }
    seats
}

/// The age limit in a fiscal year.
fn age_limit(year: FiscalYear) -> i16 {
    match year.0 {
        ..=2022 => 60,
        2023..=2024 => 61,
        2025..=2026 => 62,
        2027..=2028 => 63,
        2029..=2030 => 64,
        _ => 65,
    }
}

/// Whether somebody reaches an age before an April: a year of age is completed on the day before the
/// birthday, so who is born on 1 April completes it on 31 March.
fn reaches(birth: Date, age: i16, april: i16) -> bool {
    let year = birth.year() + age;
    year < april || year == april && (birth.month(), birth.day()) <= (4, 1)
}

impl Play {
    /// The office on the first day: everybody sits in a seat, hired in earlier years.
    fn begin(&mut self) -> Result<()> {
        let mut ages: Vec<(usize, i16)> = Vec::with_capacity(self.seats.len());
        for (index, seat) in self.seats.iter().enumerate() {
            let (first, last) = match seat.level {
                Level::Department => (53, 58),
                Level::Section => (47, 57),
                Level::Deputy => (44, 56),
                Level::Team => (38, 54),
                Level::Ordinary => (22, 56),
            };
            ages.push((index, self.dice.between(first, last)));
        }
        // The eldest were hired first and have the lowest numbers.
        ages.sort_by_key(|(_, age)| std::cmp::Reverse(*age));
        let vacant = self.vacant(START.year());
        let ordinary = |play: &Play, index: usize| play.seats[index].level == Level::Ordinary;
        let mut left_vacant = 0;
        for (index, age) in ages {
            if left_vacant < vacant && ordinary(self, index) && self.dice.percent(10) {
                left_vacant += 1;
                continue;
            }
            let start_age = self.start_age().min(age);
            let hired = START.year() - (age - start_age);
            let birth = self.birth(START.year(), age);
            self.hire(index, hired, birth)?;
        }
        self.write_posts(START.year())
    }

    /// What happens on 1 April of a year.
    fn april(&mut self, year: i16) -> Result<()> {
        self.leave(year)?;
        let displaced = self.step_down(year);
        self.promote(Level::Department, &[Level::Section], year);
        self.promote(Level::Section, &[Level::Deputy, Level::Team], year);
        self.promote(Level::Deputy, &[Level::Team], year);
        self.promote(Level::Team, &[Level::Ordinary], year);
        self.seat_displaced(displaced, year);
        for level in [Level::Ordinary, Level::Team, Level::Section] {
            self.rotate(level, year);
        }
        self.hire_all(year)?;
        self.write_posts(year)?;
        self.extras(year)
    }

    fn vacant(&self, year: i16) -> usize {
        let index = usize::try_from(year - START.year()).unwrap_or(0);
        self.seats.len() * VACANT.get(index).copied().unwrap_or(0) / 1000
    }

    fn start_age(&mut self) -> i16 {
        match self.dice.below(10) {
            0..=6 => self.dice.between(22, 24),
            7..=8 => self.dice.between(24, 29),
            _ => self.dice.between(29, 38),
        }
    }

    /// A birth date of somebody who has the age on 1 April of the year.
    fn birth(&mut self, year: i16, age: i16) -> Date {
        let latest = Date::constant(year - age, 4, 1);
        let days = i64::from(self.dice.between(0, 364));
        latest.saturating_sub(jiff::Span::new().days(days))
    }

    fn hire(&mut self, seat: usize, year: i16, birth: Date) -> Result<()> {
        let family = self.seats[seat].family;
        let person = Person {
            employment: Employment::Regular,
            weekly: Minutes::of(38, 45),
            job: family.name(),
            birth,
            hired: FiscalYear(year).first_day(),
        };
        let record = self.records.enter(&mut self.dice, &person)?;
        self.seats[seat].holder = Some(self.workers.len());
        let from = birth.year() + 22;
        let since = year.max(START.year() - self.dice.between(0, 4));
        self.workers.push(Worker {
            record,
            birth,
            seat,
            since,
            from,
            stepped_down: false,
        });
        Ok(())
    }

    /// Who retires, resigns or leaves during the past year; the seats fall vacant.
    fn leave(&mut self, year: i16) -> Result<()> {
        let mut staying = Vec::with_capacity(self.workers.len());
        for worker in std::mem::take(&mut self.workers) {
            let retires = reaches(worker.birth, age_limit(FiscalYear(year - 1)), year);
            let resigns = self.dice.below(90) == 0;
            let amid = !retires && self.dice.below(400) == 0;
            if !(retires || resigns || amid) {
                staying.push(worker);
                continue;
            }
            let month = if amid { self.dice.between(7, 12) } else { 0 };
            let day = match i8::try_from(month) {
                Ok(month) if amid => Date::constant(year - 1, month, 1),
                _ => FiscalYear(year).first_day(),
            };
            self.records.leave(worker.record, day)?;
            if retires && self.dice.percent(60) {
                self.re_employ(&worker, year)?;
            }
        }
        self.workers = staying;
        for seat in &mut self.seats {
            seat.holder = None;
        }
        for (index, worker) in self.workers.iter().enumerate() {
            self.seats[worker.seat].holder = Some(index);
        }
        Ok(())
    }

    /// Heads who have turned 60 leave their posts and go on as 主査.
    fn step_down(&mut self, year: i16) -> Vec<usize> {
        let mut displaced = Vec::new();
        for (index, worker) in self.workers.iter_mut().enumerate() {
            let seat = &mut self.seats[worker.seat];
            let head = matches!(seat.level, Level::Department | Level::Section);
            if head && year > 2023 && reaches(worker.birth, 60, year) {
                seat.holder = None;
                worker.stepped_down = true;
                displaced.push(index);
            }
        }
        displaced
    }

    /// Fills vacant seats of a level with the eldest of the levels below who still have years to go.
    fn promote(&mut self, to: Level, from: &[Level], year: i16) {
        let seats = 0..self.seats.len();
        let vacant: Vec<usize> = seats
            .clone()
            .filter(|seat| self.seats[*seat].level == to && self.seats[*seat].holder.is_none())
            .collect();
        let mut candidates: Vec<(Date, usize)> = seats
            .filter(|seat| from.contains(&self.seats[*seat].level))
            .filter_map(|seat| self.seats[seat].holder)
            .filter(|worker| !self.workers[*worker].stepped_down)
            .filter(|worker| !reaches(self.workers[*worker].birth, 57, year))
            .map(|worker| (self.workers[worker].birth, worker))
            .collect();
        // The eldest last, to be taken from the end.
        candidates.sort_by(|one, other| other.cmp(one));
        for seat in vacant {
            let wanted = self.seats[seat].family;
            let suitable = |worker: usize| {
                to != Level::Team || self.seats[self.workers[worker].seat].family == wanted
            };
            let Some(place) = candidates.iter().rposition(|(_, worker)| suitable(*worker)) else {
                continue;
            };
            let (_, worker) = candidates.remove(place);
            self.move_to(worker, seat, year);
        }
    }

    fn move_to(&mut self, worker: usize, seat: usize, year: i16) {
        let old = self.workers[worker].seat;
        if self.seats[old].holder == Some(worker) {
            self.seats[old].holder = None;
        }
        if self.seats[old].unit != self.seats[seat].unit {
            self.workers[worker].since = year;
        }
        self.workers[worker].seat = seat;
        self.seats[seat].holder = Some(worker);
    }

    fn seat_displaced(&mut self, displaced: Vec<usize>, year: i16) {
        let mut vacant: Vec<usize> = (0..self.seats.len())
            .filter(|seat| self.seats[*seat].holder.is_none())
            .filter(|seat| self.seats[*seat].level == Level::Ordinary)
            .collect();
        self.dice.shuffle(&mut vacant);
        for worker in displaced {
            if let Some(seat) = vacant.pop() {
                self.move_to(worker, seat, year);
            }
        }
    }

    /// Transfers: those who have served some years in their unit exchange seats in a ring.
    fn rotate(&mut self, level: Level, year: i16) {
        let mut rings: Vec<(Family, Vec<usize>)> = Vec::new();
        for index in 0..self.seats.len() {
            let seat = &self.seats[index];
            let Some(worker) = seat.holder.filter(|_| seat.level == level) else {
                continue;
            };
            let years = year - self.workers[worker].since;
            let family = if level == Level::Section {
                Family::Clerk
            } else {
                seat.family
            };
            let share = match (family, years) {
                (_, ..=2) => 0,
                (Family::Clerk, 3) => 40,
                (Family::Clerk, 4..=5) => 60,
                (Family::Clerk, _) => 90,
                _ => 15,
            };
            if self.dice.percent(share) {
                match rings.iter_mut().find(|(of, _)| *of == family) {
                    Some((_, ring)) => ring.push(index),
                    None => rings.push((family, vec![index])),
                }
            }
        }
        for (_, mut ring) in rings {
            self.dice.shuffle(&mut ring);
            let holders: Vec<Option<usize>> =
                ring.iter().map(|seat| self.seats[*seat].holder).collect();
            for (place, holder) in holders.into_iter().enumerate() {
                if let Some(worker) = holder {
                    let next = ring[(place + 1) % ring.len()];
                    if self.seats[self.workers[worker].seat].unit != self.seats[next].unit {
                        self.workers[worker].since = year;
                    }
                    self.workers[worker].seat = next;
                    self.seats[next].holder = Some(worker);
                }
            }
        }
    }

    /// New colleagues for all vacant seats but those that stay vacant in the year.
    fn hire_all(&mut self, year: i16) -> Result<()> {
        let mut vacant: Vec<usize> = (0..self.seats.len())
            .filter(|seat| self.seats[*seat].holder.is_none())
            .collect();
        self.dice.shuffle(&mut vacant);
        let filled = vacant.len().saturating_sub(self.vacant(year));
        for seat in vacant.into_iter().take(filled) {
            let age = self.start_age();
            let birth = self.birth(year, age);
            self.hire(seat, year, birth)?;
        }
        Ok(())
    }

    /// New appointments for all whose unit, rank or post has changed.
    fn write_posts(&mut self, year: i16) -> Result<()> {
        for worker in &self.workers {
            let seat = &self.seats[worker.seat];
            let (rank, title) = match seat.level {
                Level::Department if seat.ward => (Rank::DepartmentHead, "区長"),
                Level::Department => (Rank::DepartmentHead, "部長"),
                Level::Section => (Rank::SectionHead, "課長"),
                Level::Deputy => (Rank::DeputySectionHead, "課長補佐"),
                Level::Team => (Rank::TeamHead, "係長"),
                Level::Ordinary if worker.stepped_down => (Rank::TeamHead, "主査"),
                Level::Ordinary if year - worker.from >= 9 => (Rank::Senior, "主任"),
                Level::Ordinary => (Rank::Officer, "主事"),
            };
            let post = Post {
                unit: seat.unit,
                rank,
                title,
            };
            self.records
                .appoint(worker.record, post, FiscalYear(year).first_day())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_limit_rises_by_one_year_every_two_years() {
        let limits: Vec<i16> = (2021..=2032)
            .map(|year| age_limit(FiscalYear(year)))
            .collect();
        assert_eq!(limits, [60, 60, 61, 61, 62, 62, 63, 63, 64, 64, 65, 65]);
    }

    #[test]
    fn who_is_born_on_the_first_of_april_is_a_year_ahead() {
        let (first, second) = (Date::constant(1962, 4, 1), Date::constant(1962, 4, 2));
        assert!(reaches(first, 60, 2022));
        assert!(!reaches(second, 60, 2022));
        assert!(reaches(second, 60, 2023));
    }
}
