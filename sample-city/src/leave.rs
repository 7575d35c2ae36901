//! Annual leave of the sample city since 2015, in balance with the rules: grants, carry-overs, days taken, year
//! ends; and for the weeks ahead plans and approved leave. What is taken is laid out so
//! that the means of the published plans are what the records add up to.

use crate::dice::Dice;
use crate::staff::Organisation;
use anyhow::{Context, Result};
use calendar::{Date, DaysOff, FiscalYear, Minutes, Period};
use jiff::{Span, ToSpan};
use paid_leave::records::{
    Act, Entry, EntryId, Kind, LeaveDayId, LeaveYear, LotId, Origin, Part, RequestId, Stage,
};
use paid_leave::rules::entitlement::{Served, granted, of_fiscal_year, pattern};
use paid_leave::rules::years::GrantDays;
use paid_leave::rules::{Policy, YearStart};
use paid_leave::{KnownDay, NewEntry, NewLot, insert_entries, insert_known_days, insert_lots};
use people::{Employee, Employment};
use std::collections::{BTreeSet, HashMap};
use store::{Clock, Db, Ids};

/// The first fiscal year with leave.
const FIRST: FiscalYear = FiscalYear(2015);
/// In a larger city only the newest years are made.
const LARGE: usize = 5_000;
/// Mean days of each fiscal year in tenths, as the plans printed them: 15, 12 and 12 days in fiscal 2016 to 2018.
const MEANS: [i64; 12] = [112, 150, 120, 120, 123, 131, 127, 116, 124, 132, 136, 139];
/// Days around today that stand in the plan table.
const AROUND: i32 = 60;

/// Somebody's leave as it is made up.
struct Life<'a> {
    employee: &'a Employee,
    served: Served,
    absent: Vec<Period>,
    day: Minutes,
    /// Days of leave up to today.
    taken: BTreeSet<Date>,
    /// Days of the weeks ahead: approved, or planned only.
    ahead: Vec<(Date, Stage)>,
}

/// Makes up the leave of everybody and writes it.
///
/// # Errors
/// When the database fails.
pub async fn make(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    seed: u64,
    organisation: &Organisation,
) -> Result<()> {
    let off = holidays::days_off(db).await?;
    let today = clock.today();
    let large = organisation.employees.len() > LARGE;
    let first = if large {
        FiscalYear(FiscalYear::of(today).0 - 2)
    } else {
        FIRST
    };
    let mut office = Office {
        dice: Dice::new(seed ^ 0x1EA7E),
        off: &off,
        policy: Policy::default(),
        today,
        first,
        ids,
    };
    let lives = office.lives(organisation);
    let (lots, entries, days) = office.records(&lives);
    let by = "移行";
    let mut tx = db.begin().await?;
    insert_lots(&mut tx, &lots).await.context("lots")?;
    insert_known_days(&mut tx, &days, by, clock.now())
        .await
        .context("days")?;
    insert_entries(&mut tx, &entries, by, clock.now())
        .await
        .context("lines")?;
    tx.commit().await
}

struct Office<'a> {
    dice: Dice,
    off: &'a DaysOff,
    policy: Policy,
    today: Date,
    first: FiscalYear,
    ids: &'a Ids,
}

impl Office<'_> {
    fn last(&self) -> FiscalYear {
        FiscalYear::of(self.today)
    }

    fn mean(year: FiscalYear) -> i64 {
        let place = usize::try_from(year.0 - FIRST.0).unwrap_or(0);
        MEANS.get(place).copied().unwrap_or(136)
    }

    fn serves(&self, life: &Life<'_>) -> bool {
        life.employee.service.contains(self.today)
            && life.employee.employment == Employment::Regular
            && !life.absent.iter().any(|period| period.contains(self.today))
    }

    /// Everybody with the days that they take.
    fn lives<'o>(&mut self, organisation: &'o Organisation) -> Vec<Life<'o>> {
        let mut absences: HashMap<i64, Vec<Period>> = HashMap::new();
        for absence in &organisation.details.absences {
            absences
                .entry(absence.employee.0)
                .or_default()
                .push(absence.period);
        }
        let mut lives: Vec<Life<'o>> = organisation
            .employees
            .iter()
            .map(|employee| {
                let served = Served {
                    employment: employee.employment,
                    hired_on: employee.service.from(),
                    left_on: employee.service.to(),
                    weekly: employee.weekly,
                    pattern: None,
                };
                Life {
                    employee,
                    served,
                    absent: absences.remove(&employee.id.0).unwrap_or_default(),
                    day: pattern(&served, &self.policy).day,
                    taken: BTreeSet::new(),
                    ahead: Vec::new(),
                }
            })
            .collect();
        let mut rest_before = 0;
        for year in self.first.0..=self.last().0 {
            rest_before = self.year(&mut lives, FiscalYear(year), rest_before);
        }
        self.plan(&mut lives);
        lives
    }

    /// Lays out a fiscal year; returns how many days those who count took after the day of today in it, in
    /// hundredths of a day each, for the forecast of the year after.
    fn year(&mut self, lives: &mut [Life<'_>], year: FiscalYear, rest_before: i64) -> i64 {
        let period = year.period();
        let end = year.next().first_day();
        let running = self.today < end;
        let until = if running {
            self.today.tomorrow().unwrap_or(end)
        } else {
            end
        };
        let mean = Self::mean(year);
        let mut counted: Vec<(usize, i64)> = Vec::new();
        for (place, life) in lives.iter_mut().enumerate() {
            if counts(life, period) {
                counted.push((place, self.wish(mean)));
            } else {
                let days = self.open_days(life, year.first_day(), until, &|_| true);
                // Those who are not there all year take about one working day in twenty.
                let few = days.len() / 20;
                let few = few.min(usize::try_from(most(life, year)).unwrap_or(0));
                life.taken.extend(self.some(days, few));
            }
        }
        let people = i64::try_from(counted.len()).unwrap_or(0);
        // What the running year still needs for its forecast is what last year took after the same day.
        let hundredths = mean * 10 * people - if running { rest_before * people } else { 0 };
        let total = (hundredths + 50).div_euclid(100).max(0);
        self.fit(lives, &mut counted, total, year);
        let mut rest = 0;
        let same_day = same_day(self.today, year);
        for (place, days) in counted {
            let life = &mut lives[place];
            let open = self.open_days(life, year.first_day(), until, &|_| true);
            let chosen = self.some(open, usize::try_from(days).unwrap_or(0));
            rest +=
                i64::try_from(chosen.iter().filter(|day| **day > same_day).count()).unwrap_or(0);
            life.taken.extend(chosen);
        }
        if people == 0 { 0 } else { rest * 100 / people }
    }

    /// Days that somebody would like, around the mean of the year.
    fn wish(&mut self, mean: i64) -> i64 {
        let spread = i64::from(self.dice.between(0, 6)) + i64::from(self.dice.between(0, 6)) - 6;
        (mean / 10 + spread).clamp(2, 18)
    }

    /// Adds and takes away days until they add up.
    fn fit(
        &mut self,
        lives: &[Life<'_>],
        counted: &mut [(usize, i64)],
        total: i64,
        year: FiscalYear,
    ) {
        let mut sum: i64 = counted.iter().map(|(_, days)| *days).sum();
        let limits: Vec<i64> = counted
            .iter()
            .map(|(place, _)| most(&lives[*place], year))
            .collect();
        for (one, limit) in counted.iter_mut().zip(&limits) {
            sum -= (one.1 - limit).max(0);
            one.1 = one.1.min(*limit);
        }
        // A round for each day of the year is more than enough.
        for _ in 0..(counted.len() * 40) {
            if sum == total || counted.is_empty() {
                return;
            }
            let at = self.dice.below(counted.len());
            let (_, days) = &mut counted[at];
            if sum < total && *days < limits[at] {
                *days += 1;
                sum += 1;
            } else if sum > total && *days > 0 {
                *days -= 1;
                sum -= 1;
            }
        }
    }

    /// Working days on which somebody is there and has no leave yet.
    fn open_days(
        &self,
        life: &Life<'_>,
        from: Date,
        to: Date,
        wanted: &dyn Fn(Date) -> bool,
    ) -> Vec<Date> {
        let from = from.max(life.served.hired_on);
        let to = life.served.left_on.map_or(to, |left| left.min(to));
        std::iter::successors(Some(from), |day| day.tomorrow().ok())
            .take_while(|day| *day < to)
            .filter(|day| self.off.is_workday(*day))
            .filter(|day| !life.absent.iter().any(|period| period.contains(*day)))
            .filter(|day| !life.taken.contains(day) && wanted(*day))
            .collect()
    }

    /// So many of the days, August and the end of the year more often than others.
    fn some(&mut self, days: Vec<Date>, count: usize) -> Vec<Date> {
        let mut liked: Vec<(usize, Date)> = days
            .into_iter()
            .map(|day| {
                let weight = if matches!(day.month(), 8 | 12) {
                    60
                } else {
                    100
                };
                (self.dice.below(1000) * weight, day)
            })
            .collect();
        liked.sort_unstable();
        liked.into_iter().take(count).map(|(_, day)| day).collect()
    }

    /// The records of everybody: lots, lines and the days around today.
    fn records(&mut self, lives: &[Life<'_>]) -> (Vec<NewLot>, Vec<NewEntry>, Vec<KnownDay>) {
        let (mut lots, mut entries, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for life in lives {
            let start = if of_fiscal_year(life.employee.employment) {
                YearStart::April
            } else {
                YearStart::January
            };
            let mut book = Book {
                life,
                ids: self.ids,
                lots: &mut lots,
                entries: &mut entries,
                days: &mut days,
                shown: (
                    self.today.saturating_sub(AROUND.days()),
                    self.today.saturating_add(AROUND.days()),
                ),
            };
            book.write(
                &GrantDays::always(start),
                &self.policy,
                self.first,
                self.today,
                self.off,
            );
        }
        (lots, entries, days)
    }

    /// The weeks ahead, as far as the leave year goes: some days are approved, more are planned.
    fn plan(&mut self, lives: &mut [Life<'_>]) {
        let year_end = Date::new(self.today.year() + 1, 1, 1).unwrap_or(self.today);
        let from = self.today.tomorrow().unwrap_or(self.today);
        let to = self.today.saturating_add(AROUND.days()).min(year_end);
        for life in lives {
            if !self.serves(life) {
                continue;
            }
            let open = self.open_days(life, from, to, &|_| true);
            let count = self.dice.below(4);
            for on in self.some(open, count) {
                let stage = if self.dice.percent(40) {
                    Stage::Approved
                } else {
                    Stage::Planned
                };
                life.ahead.push((on, stage));
            }
        }
    }
}

/// The most that somebody takes in a fiscal year without running out.
fn most(life: &Life<'_>, year: FiscalYear) -> i64 {
    let new = life.served.hired_on >= year.first_day();
    if of_fiscal_year(life.employee.employment) {
        6
    } else if new {
        10
    } else {
        18
    }
}

/// Whether somebody counts in the survey of a year.
fn counts(life: &Life<'_>, period: Period) -> bool {
    life.employee.employment == Employment::Regular
        && life.served.hired_on <= period.from()
        && life
            .served
            .left_on
            .is_none_or(|left| period.to().is_some_and(|end| left >= end))
        && !life.absent.iter().any(|absent| absent.overlaps(period))
}

/// The day of a fiscal year that lies as far into it as today does into its own.
fn same_day(today: Date, year: FiscalYear) -> Date {
    let years = FiscalYear::of(today).0 - year.0;
    today.saturating_sub(Span::new().years(years))
}

/// Somebody's ledger while it is written.
struct Book<'a> {
    life: &'a Life<'a>,
    ids: &'a Ids,
    lots: &'a mut Vec<NewLot>,
    entries: &'a mut Vec<NewEntry>,
    days: &'a mut Vec<KnownDay>,
    /// From when to when days stand in the plan table.
    shown: (Date, Date),
}

impl Book<'_> {
    /// Every leave year from the first fiscal year to today's: grant, days, end.
    fn write(
        &mut self,
        years: &GrantDays,
        policy: &Policy,
        first: FiscalYear,
        today: Date,
        off: &DaysOff,
    ) {
        let served = self.life.served;
        let begin = first.first_day().max(served.hired_on);
        if served.left_on.is_some_and(|left| left <= begin) || begin > today {
            return;
        }
        let mut year = years.year_of(begin);
        let mut carried = if served.hired_on < year.first {
            // What somebody brought along when the ledger began.
            Minutes(10 * self.life.day.0)
        } else {
            Minutes(0)
        };
        let mut taken = self.life.taken.clone();
        while year.first <= today {
            let opening = years
                .openings(year.first.year(), year.first.year())
                .into_iter()
                .find(|one| one.on == year.first);
            let given = opening.and_then(|one| granted(&served, year, one, policy));
            let old = self.lot(year, Origin::Carried, Act::CarryIn, year.first, carried);
            let fresh = given.and_then(|given| {
                self.lot(year, Origin::Grant, Act::Grant, given.on, given.minutes)
            });
            let mut left = [
                (old, carried),
                (fresh, given.map_or(Minutes(0), |given| given.minutes)),
            ];
            let mut overflow = Vec::new();
            let own: Vec<Date> = taken
                .iter()
                .copied()
                .filter(|day| year.contains(*day))
                .collect();
            for on in own {
                if left[0].1 + left[1].1 >= self.life.day {
                    self.take(year, on, &mut left);
                } else {
                    overflow.push(on);
                }
            }
            // What does not fit any more is taken when the next year's leave is there.
            for day in overflow {
                taken.remove(&day);
                let late = std::iter::successors(Some(year.end), |day| day.tomorrow().ok())
                    .take(80)
                    .find(|late| off.is_workday(*late) && *late <= today && !taken.contains(late));
                taken.extend(late);
            }
            if year.end > today {
                self.look_ahead(year, &mut left);
                return;
            }
            let stays = served.left_on.is_none_or(|gone| gone > year.end);
            carried = self.end(year, left, if stays { policy.carry_days } else { 0 });
            if !stays {
                return;
            }
            year = years.after(year);
        }
    }

    fn lot(
        &mut self,
        year: LeaveYear,
        origin: Origin,
        act: Act,
        on: Date,
        minutes: Minutes,
    ) -> Option<LotId> {
        if minutes <= Minutes(0) {
            return None;
        }
        let id = LotId(self.ids.next());
        self.lots.push(NewLot {
            id,
            employee: self.life.employee.id,
            kind: Kind::Annual,
            year_on: year.first,
            origin,
            granted_on: on,
            expires_on: year.end,
        });
        self.line(id, year, act, (on, minutes), None);
        Some(id)
    }

    fn line(
        &mut self,
        lot: LotId,
        year: LeaveYear,
        act: Act,
        (on, minutes): (Date, Minutes),
        request: Option<RequestId>,
    ) {
        self.entries.push(NewEntry {
            entry: Entry {
                id: EntryId(self.ids.next()),
                lot,
                year_on: year.first,
                act,
                on,
                minutes,
                request,
                reverses: None,
            },
            employee: self.life.employee.id,
            kind: Kind::Annual,
            reason: String::new(),
        });
    }

    /// Takes a day, what was carried over first.
    fn take(&mut self, year: LeaveYear, on: Date, left: &mut [(Option<LotId>, Minutes); 2]) {
        let shown = self.shown.0 <= on && on < self.shown.1;
        let request = shown.then(|| RequestId(self.ids.next()));
        if let Some(request) = request {
            self.known(year, on, request, Stage::Approved);
        }
        let mut missing = self.life.day;
        for (lot, rest) in left.iter_mut() {
            let piece = missing.min(*rest);
            if let Some(lot) = lot
                && piece > Minutes(0)
            {
                self.line(*lot, year, Act::Take, (on, -piece), request);
                *rest = *rest - piece;
                missing = missing - piece;
            }
        }
    }

    /// The days of the weeks ahead that lie in the year.
    fn look_ahead(&mut self, year: LeaveYear, left: &mut [(Option<LotId>, Minutes); 2]) {
        let life = self.life;
        for (on, stage) in life.ahead.iter().copied() {
            let enough = left[0].1 + left[1].1 >= life.day;
            if !year.contains(on) || (stage == Stage::Approved && !enough) {
                continue;
            }
            if stage == Stage::Approved {
                self.take(year, on, left);
            } else {
                let request = RequestId(self.ids.next());
                self.known(year, on, request, stage);
            }
        }
    }

    fn known(&mut self, year: LeaveYear, on: Date, request: RequestId, stage: Stage) {
        self.days.push(KnownDay {
            request,
            day: LeaveDayId(self.ids.next()),
            employee: self.life.employee.id,
            kind: Kind::Annual,
            year_on: year.first,
            on,
            part: Part::Day,
            minutes: self.life.day,
            stage,
        });
    }

    /// Ends a year; returns what is carried over.
    fn end(
        &mut self,
        year: LeaveYear,
        left: [(Option<LotId>, Minutes); 2],
        carry_days: i64,
    ) -> Minutes {
        let mut carried = Minutes(0);
        for (place, (lot, rest)) in left.into_iter().enumerate() {
            let Some(lot) = lot.filter(|_| rest > Minutes(0)) else {
                continue;
            };
            let goes_on = if place == 1 {
                rest.min(Minutes(carry_days * self.life.day.0))
            } else {
                Minutes(0)
            };
            if goes_on > Minutes(0) {
                self.line(lot, year, Act::CarryOut, (year.end, -goes_on), None);
                carried = carried + goes_on;
            }
            if rest > goes_on {
                self.line(lot, year, Act::Expire, (year.end, goes_on - rest), None);
            }
        }
        carried
    }
}
