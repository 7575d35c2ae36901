//! Which days a city office works: everything but Saturdays and Sundays (週休日), public holidays and the
//! closure over the New Year (休日).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// What a day is for staff who work from Monday to Friday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// 平日: a day of work.
    Workday,
    /// 週休日: a Saturday or a Sunday, to which no working hours are assigned. It stays one when a public
    /// holiday falls on it: there are no hours from which the holiday could free anybody.
    WeeklyDayOff,
    /// 休日: a public holiday, or a day of the closure over the New Year, from Monday to Friday.
    Holiday,
}

/// 年末年始の休日: the days over the New Year on which the office is closed, 29 December to 3 January by most
/// ordinances. One of its ends may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Closure {
    december_from: i8,
    january_until: i8,
}

impl Closure {
    /// From 29 December to 3 January.
    pub const USUAL: Closure = Closure {
        december_from: 29,
        january_until: 3,
    };

    /// No closure at all.
    pub const NONE: Closure = Closure {
        december_from: 32,
        january_until: 0,
    };

    /// From a day of December to a day of January, both closed. A day after the 31st means that no day of
    /// December is closed, 0 that none of January is.
    ///
    /// ```
    /// use calendar::{Closure, Date};
    /// let closure = Closure::new(29, 3);
    /// assert!(closure.holds(Date::constant(2026, 12, 29)) && closure.holds(Date::constant(2027, 1, 3)));
    /// assert!(!closure.holds(Date::constant(2026, 12, 28)) && !closure.holds(Date::constant(2027, 1, 4)));
    /// assert!(!Closure::new(32, 0).holds(Date::constant(2027, 1, 1)));
    /// ```
    #[must_use]
    pub const fn new(december_from: i8, january_until: i8) -> Closure {
        Closure {
            december_from,
            january_until,
        }
    }

    /// Whether the office is closed on the day.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        match day.month() {
            12 => day.day() >= self.december_from,
            1 => day.day() <= self.january_until,
            _ => false,
        }
    }
}

/// The days off of an office: Saturdays and Sundays, public holidays by name, and the closure over the New
/// Year as it stood from which day on.
///
/// The empty set ([`DaysOff::default`]) knows Saturdays and Sundays only.
///
/// ```
/// use calendar::{Closure, Date, DayKind, DaysOff};
/// let days = DaysOff::of_law(2026..=2027).closed_from(Date::MIN, Closure::USUAL);
/// // 憲法記念日 is a Sunday in 2026, so the Wednesday after こどもの日 is off instead.
/// assert_eq!(days.kind_of(Date::constant(2026, 5, 6)), DayKind::Holiday);
/// assert_eq!(days.workdays_after(Date::constant(2026, 5, 1), 1), Date::constant(2026, 5, 7));
/// // 28 December 2026 is a Monday; the office opens again on Monday 4 January.
/// assert_eq!(days.workdays_after(Date::constant(2026, 12, 28), 1), Date::constant(2027, 1, 4));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DaysOff {
    named: BTreeMap<Date, String>,
    /// By the first day on which they hold.
    closures: BTreeMap<Date, Closure>,
}

/// No run of days off is longer: the search for a workday ends.
const LONGEST_RUN: u32 = 400;

impl DaysOff {
    /// The set of some public holidays, without a closure over the New Year.
    #[must_use]
    pub fn new(holidays: impl IntoIterator<Item = (Date, String)>) -> DaysOff {
        DaysOff {
            named: holidays.into_iter().collect(),
            closures: BTreeMap::new(),
        }
    }

    /// The public holidays that the law's rules give for the years ([`crate::national_holidays`]).
    #[must_use]
    pub fn of_law(years: std::ops::RangeInclusive<i16>) -> DaysOff {
        let days = years.flat_map(crate::national_holidays);
        DaysOff::new(days.map(|one| (one.day, one.name.to_owned())))
    }

    /// The set with another closure over the New Year from a day on.
    #[must_use]
    pub fn closed_from(mut self, from: Date, closure: Closure) -> DaysOff {
        self.closures.insert(from, closure);
        self
    }

    /// What the day is.
    #[must_use]
    pub fn kind_of(&self, day: Date) -> DayKind {
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            DayKind::WeeklyDayOff
        } else if self.named.contains_key(&day) || self.is_closure(day) {
            DayKind::Holiday
        } else {
            DayKind::Workday
        }
    }

    /// Whether the office works on the day.
    #[must_use]
    pub fn is_workday(&self, day: Date) -> bool {
        self.kind_of(day) == DayKind::Workday
    }

    /// The name of the public holiday on the day, also when it is a Saturday or a Sunday.
    #[must_use]
    pub fn name_of(&self, day: Date) -> Option<&str> {
        self.named.get(&day).map(String::as_str)
    }

    /// Whether the office is closed over the New Year on the day, whatever else it is.
    #[must_use]
    pub fn is_closure(&self, day: Date) -> bool {
        let held = self.closures.range(..=day).next_back();
        held.is_some_and(|(_, closure)| closure.holds(day))
    }

    /// The public holidays from a day up to but without another, in order.
    pub fn named_between(&self, from: Date, to: Date) -> impl Iterator<Item = (Date, &str)> {
        // An empty range of a tree must not end before it begins.
        let all = self.named.range(from..to.max(from));
        all.map(|(day, name)| (*day, name.as_str()))
    }

    /// The workday that many workdays after the day, which itself is not counted; the day itself for 0.
    #[must_use]
    pub fn workdays_after(&self, day: Date, workdays: u32) -> Date {
        self.counted(day, workdays, 1)
    }

    /// The workday that many workdays before the day, which itself is not counted; the day itself for 0.
    #[must_use]
    pub fn workdays_before(&self, day: Date, workdays: u32) -> Date {
        self.counted(day, workdays, -1)
    }

    /// The day itself when the office works on it, else the next day on which it does.
    #[must_use]
    pub fn workday_from(&self, day: Date) -> Date {
        if self.is_workday(day) {
            day
        } else {
            self.workdays_after(day, 1)
        }
    }

    /// The workdays from a day up to but without another, in order.
    pub fn workdays(&self, from: Date, to: Date) -> impl Iterator<Item = Date> {
        let mut next = Some(from);
        let days = std::iter::from_fn(move || {
            let day = next.filter(|day| *day < to)?;
            next = day.tomorrow().ok();
            Some(day)
        });
        days.filter(move |day| self.is_workday(*day))
    }

    /// How many workdays there are from a day up to but without another.
    #[must_use]
    pub fn workdays_between(&self, from: Date, to: Date) -> usize {
        self.workdays(from, to).count()
    }

    fn counted(&self, from: Date, workdays: u32, step: i32) -> Date {
        let (mut day, mut left, mut run) = (from, workdays, 0);
        while left > 0 && run < LONGEST_RUN {
            // The calendar itself has an end.
            let Ok(next) = day.checked_add(step.days()) else {
                return day;
            };
            day = next;
            if self.is_workday(day) {
                left -= 1;
                run = 0;
            } else {
                run += 1;
            }
        }
        day
    }
}
