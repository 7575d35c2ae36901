//! Careers, played year by year: retirements, promotions, transfers and hires of every 1 April.
//!
//! A seat is a place in the organisation with a level; people move between seats, so that every section
//! and every team has one head in every year and keeps its strength. Retirement follows the rising age limit of the
//! Local Public Service Act (60 until FY2022, then one year more every two years), and heads step down
//! at the first 1 April after their 60th birthday since FY2023 (役職定年制).

mod ages;
mod heads;
mod others;
mod records;

use crate::dice::Dice;
use crate::units::{Family, LEADS, MEMBERS, Office, Place, START};
use anyhow::Result;
use calendar::{Date, FiscalYear, Minutes};
use people::{Employment, Rank, UnitId};
use records::{Person, Post};

pub(crate) use records::Records;

/// The last April of the sample's records.
pub(crate) const LAST: FiscalYear = FiscalYear(2026);

/// Regular employees among all, in percent.
const REGULAR: usize = 84;
/// Heads of teams in one hundred whose post is kept vacant in the last year; the head of the section acts.
const ON_PURPOSE: usize = 3;
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
    /// The seat of the head of the unit above, who acts when this head is missing.
    above: Option<usize>,
    level: Level,
    family: Family,
    /// What a head is called.
    head: &'static str,
    holder: Option<usize>,
}

impl Seat {
    /// Whether the holder heads the unit.
    fn heads(&self) -> bool {
        matches!(self.level, Level::Department | Level::Section | Level::Team)
    }
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
    /// Seats of heads that are kept vacant in the year.
    kept: Vec<usize>,
    records: Records,
}

/// How many regular employees a city of `count` has.
pub(crate) const fn regular(count: usize) -> usize {
    count * REGULAR / 100
}

/// Plays all years.
pub(crate) fn play(seed: u64, count: usize, office: &Office) -> Result<Records> {
    let mut play = Play {
        dice: Dice::new(seed),
        count,
        seats: seats(office),
        workers: Vec::new(),
        extras: Vec::new(),
        kept: Vec::new(),
        records: Records::default(),
    };
    play.begin()?;
    for year in START.year() + 1..=LAST.0 {
        play.april(year)?;
    }
    Ok(play.records)
}

/// One seat for each head, the others in the teams of the sections.
fn seats(office: &Office) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    let mut sections = office.sections.iter().peekable();
    for (index, department) in office.departments.iter().enumerate() {
        let top = seats.len();
        seats.push(Seat {
            unit: department.unit,
            above: None,
            level: Level::Department,
            family: Family::Clerk,
            head: department.head,
            holder: None,
        });
        // Units are numbered in order: what comes before the next department is in this one.
        let next = office.departments.get(index + 1).map(|place| place.unit);
        while let Some(place) = sections.next_if(|place| next.is_none_or(|next| place.unit < next))
        {
            seat_section(&mut seats, place, top);
        }
    }
    seats
}

fn seat_section(seats: &mut Vec<Seat>, place: &Place, department: usize) {
    let section = seats.len();
    for number in 0..place.size {
        let special = number * 100 < place.size * place.special_percent;
        let level = match number {
            0 => Level::Section,
            1 if place.size >= 18 => Level::Deputy,
            number if number % MEMBERS == LEADS => Level::Team,
            _ => Level::Ordinary,
        };
        let team = place.team(number).filter(|_| level != Level::Deputy);
        seats.push(Seat {
            unit: team.map_or(place.unit, |team| team.unit),
            above: Some(if number == 0 { department } else { section }),
            level,
            family: if special {
                place.special
            } else {
                Family::Clerk
            },
            head: match level {
                Level::Team => team.map_or("係長", |team| team.head),
                _ => place.head,
            },
            holder: None,
        });
    }
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
                Level::Ordinary => ages::of_ordinary(&mut self.dice),
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
        use Level::{Department, Deputy, Ordinary, Section, Team};
        self.leave(year)?;
        let displaced = self.step_down(year);
        for (to, from) in [
            (Department, &[Section][..]),
            (Department, &[Deputy, Team]),
            (Section, &[Deputy, Team]),
            (Section, &[Ordinary]),
            (Deputy, &[Team]),
        ] {
            self.promote(to, from, year);
        }
        let kept = self.keep_vacant(year);
        self.promote(Team, &[Ordinary], year);
        self.seat_displaced(displaced, year);
        for level in [Ordinary, Team, Section] {
            self.rotate(level, year);
        }
        self.hire_all(year)?;
        self.write_posts(year)?;
        self.act_for(&kept, year)?;
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

    /// Who retires, resigns or leaves during the past year; the seats fall vacant, and the head above acts
    /// for a head who left during the year.
    fn leave(&mut self, year: i16) -> Result<()> {
        let mut staying = Vec::with_capacity(self.workers.len());
        let mut missing = Vec::new();
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
            if amid {
                missing.push((worker.seat, day));
            }
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
        for (seat, day) in missing {
            self.act_since(seat, day, Some(FiscalYear(year).first_day()))?;
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
            .filter(|seat| self.seats[*seat].level == Level::Ordinary)
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
                Level::Department => (Rank::DepartmentHead, seat.head),
                Level::Section => (Rank::SectionHead, seat.head),
                Level::Deputy => (Rank::DeputySectionHead, "課長補佐"),
                Level::Team => (Rank::TeamHead, seat.head),
                Level::Ordinary if worker.stepped_down => (Rank::TeamHead, "主査"),
                Level::Ordinary if year - worker.from >= 9 => (Rank::Senior, "主任"),
                Level::Ordinary => (Rank::Officer, "主事"),
            };
            let post = Post {
                unit: seat.unit,
                rank,
                heads: seat.heads(),
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
