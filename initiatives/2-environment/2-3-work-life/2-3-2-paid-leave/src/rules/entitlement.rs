//! How many days somebody is granted.

use super::Policy;
use super::years::{Opening, months_between};
use crate::records::{LeaveYear, Pattern};
use calendar::{Date, FiscalYear, Minutes};
use people::Employment;

/// Days in the year of hiring, by months from the hiring to the end of the leave year, a begun month counted
/// (人事院規則15-14 別表第1). The place is the number of months.
pub const FIRST_YEAR: [i64; 13] = [0, 2, 3, 5, 7, 8, 10, 12, 13, 15, 17, 18, 20];

/// Days of fiscal-year staff (会計年度任用職員) in their first year, by months of the term and days a week
/// (5, 4, 3, 2, 1).
const FIRST_TERM: [(i64, [i64; 5]); 6] = [
    (6, [10, 7, 5, 3, 1]),
    (5, [7, 5, 4, 2, 1]),
    (4, [5, 3, 2, 1, 1]),
    (3, [3, 2, 1, 1, 0]),
    (2, [2, 1, 1, 0, 0]),
    (1, [1, 0, 0, 0, 0]),
];

/// The same in later years, by how many fiscal years they have served before.
const LATER_TERMS: [[i64; 5]; 6] = [
    [11, 8, 6, 4, 2],
    [12, 9, 6, 4, 2],
    [14, 10, 8, 5, 2],
    [16, 12, 9, 6, 3],
    [18, 13, 10, 6, 3],
    [20, 15, 11, 7, 3],
];

/// From how much weekly working time somebody counts as working five days a week.
const COUNTS_AS_FIVE: Minutes = Minutes::of(29, 0);

/// The weekly working time of a full-time employee.
const FULL_WEEK: Minutes = Minutes::of(38, 45);

/// What the rules need to know about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// 任用の区分.
    pub employment: Employment,
    /// The first day of service.
    pub hired_on: Date,
    /// The day after the last day of service or of the term.
    pub left_on: Option<Date>,
    /// The working time of a week.
    pub weekly: Minutes,
    /// On how many days, where it is known.
    pub pattern: Option<Pattern>,
}

/// Why somebody is granted what they are granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The year's leave.
    Year,
    /// A part of it for the year of hiring.
    FirstYear,
    /// A part of it for the months between two grant days.
    Transition,
    /// By the table of fiscal-year staff.
    FiscalYearTable,
}

impl Reason {
    /// The fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Reason::Year => "paid-leave-reason-year",
            Reason::FirstYear => "paid-leave-reason-first-year",
            Reason::Transition => "paid-leave-reason-transition",
            Reason::FiscalYearTable => "paid-leave-reason-fiscal-year-table",
        }
    }
}

/// What somebody is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// From which day.
    pub on: Date,
    /// How much.
    pub minutes: Minutes,
    /// Why.
    pub reason: Reason,
}

/// Whether the employment follows the table of fiscal-year staff.
#[must_use]
pub const fn of_fiscal_year(employment: Employment) -> bool {
    matches!(
        employment,
        Employment::FiscalYearFull | Employment::FiscalYearPart
    )
}

/// On how many days somebody works, from the weekly working time where nothing else is known: 29 hours and
/// more count as five days.
#[must_use]
pub fn pattern(served: &Served, policy: &Policy) -> Pattern {
    if let Some(pattern) = served.pattern {
        return pattern;
    }
    if served.weekly >= FULL_WEEK {
        return Pattern {
            days: 5,
            day: policy.day,
        };
    }
    let days = if served.weekly >= COUNTS_AS_FIVE {
        5
    } else {
        divided_up(served.weekly.0, policy.day.0).clamp(1, 5)
    };
    Pattern {
        days,
        day: Minutes(divided_up(served.weekly.0, days)),
    }
}

fn divided_up(part: i64, by: i64) -> i64 {
    let by = by.max(1);
    (part + by - 1).div_euclid(by)
}

/// Half a day and more counts as a day.
fn share(days: i64, part: i64, of: i64) -> i64 {
    let of = of.max(1);
    (2 * days * part + of).div_euclid(2 * of)
}

/// What somebody is granted on a grant day, or on the day of hiring if that lies in the year. `None` for
/// whoever is not in service then, or gets nothing by the table.
///
/// Hired on 1 October 2025 with a grant day on 1 January: 5 days, and 20 on 1 January 2026.
///
/// ```
/// use calendar::{Date, Minutes};
/// use paid_leave::records::LeaveYear;
/// use paid_leave::rules::Policy;
/// use paid_leave::rules::entitlement::{Reason, Served, granted};
/// use paid_leave::rules::years::Opening;
/// let new = Served {
///     employment: people::Employment::Regular,
///     hired_on: Date::constant(2025, 10, 1),
///     left_on: None,
///     weekly: Minutes::of(38, 45),
///     pattern: None,
/// };
/// let year = |year| LeaveYear { first: Date::constant(year, 1, 1), end: Date::constant(year + 1, 1, 1) };
/// let opening = |year| Opening { on: Date::constant(year, 1, 1), transition: None };
/// let policy = Policy::default();
/// let first = granted(&new, year(2025), opening(2025), &policy).unwrap();
/// assert_eq!((first.minutes, first.reason), (Minutes(5 * 465), Reason::FirstYear));
/// let next = granted(&new, year(2026), opening(2026), &policy).unwrap();
/// assert_eq!((next.minutes, next.reason), (Minutes(20 * 465), Reason::Year));
/// ```
#[must_use]
pub fn granted(
    served: &Served,
    year: LeaveYear,
    opening: Opening,
    policy: &Policy,
) -> Option<Granted> {
    let gone = served.left_on.is_some_and(|left| left <= opening.on);
    if gone || served.hired_on >= year.end {
        return None;
    }
    let pattern = pattern(served, policy);
    if of_fiscal_year(served.employment) {
        return fiscal_year(served, opening, pattern);
    }
    let (on, days, reason) = match opening.transition {
        Some(months) if served.hired_on < opening.on => (
            opening.on,
            share(policy.full_days, months, 12),
            Reason::Transition,
        ),
        // Who was hired since has got the table's days to the end of the year already.
        Some(_) => return None,
        None if served.hired_on > year.first => {
            let months = months_between(served.hired_on, first_end(served.hired_on, year));
            let place = usize::try_from(months.clamp(0, 12)).unwrap_or(12);
            let days = FIRST_YEAR.get(place).copied().unwrap_or(20);
            let days = share(days, policy.full_days, 20);
            (served.hired_on, days, Reason::FirstYear)
        }
        None => (opening.on, policy.full_days, Reason::Year),
    };
    let minutes = worth(days, served, pattern, policy);
    (minutes > Minutes(0)).then_some(Granted {
        on,
        minutes,
        reason,
    })
}

/// Until when the first days of somebody last: to the end of the year; in a year that the city has made longer,
/// to the transition for whoever was hired before it, because the months behind it are granted there.
fn first_end(hired_on: Date, year: LeaveYear) -> Date {
    let year_long = jiff::Span::new().years(1);
    let transition = year.end.checked_sub(year_long).unwrap_or(year.first);
    if hired_on < transition {
        year.first.checked_add(year_long).unwrap_or(year.end)
    } else {
        year.end
    }
}

/// What so many days of a full-time employee are worth to somebody: the same days where every day is worked,
/// `20 × days / 5` where fewer are, and `155 hours × weekly hours / 38.75` where the days differ.
fn worth(days: i64, served: &Served, pattern: Pattern, policy: &Policy) -> Minutes {
    let irregular = served.pattern.is_none() && served.weekly < COUNTS_AS_FIVE;
    if irregular {
        let all = days * policy.day.0;
        return Minutes(share(all, served.weekly.0, FULL_WEEK.0));
    }
    Minutes(share(days, pattern.days, 5) * pattern.day.0)
}

/// Fiscal-year staff are granted leave on the first day of each fiscal year, or on the day of hiring.
fn fiscal_year(served: &Served, opening: Opening, pattern: Pattern) -> Option<Granted> {
    let this = FiscalYear::of(opening.on.max(served.hired_on));
    let first = FiscalYear::of(served.hired_on);
    let column = usize::try_from(5 - pattern.days).unwrap_or(0).min(4);
    let before = usize::try_from(this.0 - first.0).unwrap_or(0);
    let (on, days) = if before == 0 {
        let end = served
            .left_on
            .unwrap_or(this.next().first_day())
            .min(this.next().first_day());
        // Terms of more than one month up to two stand in the last line, and so on; shorter ones in none.
        let months = months_between(served.hired_on, end) - 1;
        let line = FIRST_TERM.iter().find(|(least, _)| months >= *least);
        (served.hired_on, line.map_or(0, |(_, days)| days[column]))
    } else {
        let line = LATER_TERMS.get(before - 1).unwrap_or(&LATER_TERMS[5]);
        (this.first_day(), line[column])
    };
    (days > 0).then_some(Granted {
        on,
        minutes: Minutes(days * pattern.day.0),
        reason: Reason::FiscalYearTable,
    })
}
