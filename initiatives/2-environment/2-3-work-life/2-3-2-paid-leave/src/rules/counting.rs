//! Which days of a request are leave and how long they are.

use super::kinds::{Counted, LeaveKind};
use super::{Policy, Smallest};
use crate::records::{LeaveDay, Part, Pattern};
use calendar::{Date, Minutes};

/// What somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// The first day.
    pub first: Date,
    /// The last day; the same for parts of a day.
    pub last: Date,
    /// How much of each day.
    pub part: Part,
    /// The length, for hours.
    pub hours: Minutes,
}

/// Why a wish is no leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLeave {
    /// The last day lies before the first.
    #[error("ends before it begins")]
    Backwards,
    /// More days than a request may hold.
    #[error("too long")]
    TooLong,
    /// A part of a day over several days.
    #[error("a part of a day on several days")]
    PartOfSeveralDays,
    /// No working day among them.
    #[error("no working day")]
    NoWorkingDay,
    /// The city's smallest piece is larger.
    #[error("smaller than the smallest piece")]
    TooFine(Smallest),
    /// Hours as long as a day, or no time at all.
    #[error("as long as a day, or nothing")]
    NotHours,
    /// The kind is taken by the day only.
    #[error("by the day only")]
    WholeDaysOnly,
}

/// A request may hold so many calendar days.
const LONGEST: i32 = 366;

/// Whether the city's smallest piece allows the length. 18 days 6 h 30 min is refused where the piece is an
/// hour.
///
/// ```
/// use calendar::Minutes;
/// use paid_leave::rules::{Smallest, counting::is_fine};
/// let length = Minutes(18 * 465) + Minutes::of(6, 30);
/// assert!(!is_fine(length, Minutes(465), Smallest::Hour));
/// assert!(is_fine(length - Minutes(30), Minutes(465), Smallest::Hour));
/// assert!(is_fine(length, Minutes(465), Smallest::QuarterHour));
/// ```
#[must_use]
pub fn is_fine(length: Minutes, day: Minutes, smallest: Smallest) -> bool {
    let rest = length.0.rem_euclid(day.0.max(1));
    match smallest.step() {
        Some(step) => rest % step.0 == 0,
        None => rest == 0,
    }
}

/// The days of leave of a wish. Days that are not worked are no leave, unless the kind counts calendar days.
///
/// # Errors
/// When it is no leave.
pub fn days(
    wish: &Wish,
    kind: &LeaveKind,
    pattern: Pattern,
    policy: &Policy,
    works: &dyn Fn(Date) -> bool,
) -> Result<Vec<LeaveDay>, NoLeave> {
    if wish.last < wish.first {
        return Err(NoLeave::Backwards);
    }
    if (wish.last - wish.first).get_days() >= LONGEST {
        return Err(NoLeave::TooLong);
    }
    if wish.part != Part::Day && wish.last != wish.first {
        return Err(NoLeave::PartOfSeveralDays);
    }
    let minutes = length(wish, kind, pattern, policy)?;
    let days: Vec<LeaveDay> = std::iter::successors(Some(wish.first), |day| day.tomorrow().ok())
        .take_while(|day| *day <= wish.last)
        .filter(|day| works(*day) || kind.counted == Counted::CalendarDays)
        .map(|on| LeaveDay {
            on,
            part: wish.part,
            minutes: if works(on) { minutes } else { Minutes(0) },
        })
        .collect();
    if days.iter().any(|day| day.minutes > Minutes(0)) {
        Ok(days)
    } else {
        Err(NoLeave::NoWorkingDay)
    }
}

/// The working time of one day of the wish.
fn length(
    wish: &Wish,
    kind: &LeaveKind,
    pattern: Pattern,
    policy: &Policy,
) -> Result<Minutes, NoLeave> {
    let whole_only = kind.whole_days || policy.smallest == Smallest::Day;
    match wish.part {
        Part::Day => Ok(pattern.day),
        _ if kind.whole_days => Err(NoLeave::WholeDaysOnly),
        _ if whole_only => Err(NoLeave::TooFine(policy.smallest)),
        Part::Morning => Ok(morning(pattern, policy)),
        Part::Afternoon => Ok(pattern.day - morning(pattern, policy)),
        Part::Hours => {
            let Some(step) = policy.smallest.step() else {
                return Err(NoLeave::TooFine(policy.smallest));
            };
            if wish.hours <= Minutes(0) || wish.hours >= pattern.day {
                return Err(NoLeave::NotHours);
            }
            if wish.hours.0 % step.0 == 0 {
                Ok(wish.hours)
            } else {
                Err(NoLeave::TooFine(policy.smallest))
            }
        }
    }
}

/// The morning of somebody: the city's for full days, half the day for shorter ones.
fn morning(pattern: Pattern, policy: &Policy) -> Minutes {
    if pattern.day == policy.day {
        policy.morning
    } else {
        Minutes(pattern.day.0 / 2)
    }
}

/// Whether the parts of one day fit beside each other: no more than the day, no two of the same half, and
/// nothing beside a whole day.
#[must_use]
pub fn fit(parts: &[(Part, Minutes)], day: Minutes) -> bool {
    let whole = parts.iter().any(|(part, _)| *part == Part::Day);
    let same = |half| parts.iter().filter(|(part, _)| *part == half).count() > 1;
    let all: Minutes = parts.iter().map(|(_, minutes)| *minutes).sum();
    parts.len() <= 1 || (!whole && !same(Part::Morning) && !same(Part::Afternoon) && all <= day)
}

/// A length in days, hours and minutes of somebody's day: 8 single hours are 1 day 15 minutes at 7 h 45 min
/// and exactly 1 day at 8 h.
///
/// ```
/// use calendar::Minutes;
/// use paid_leave::rules::counting::in_days;
/// assert_eq!(in_days(Minutes::of(8, 0), Minutes::of(7, 45)), (1, 0, 15));
/// assert_eq!(in_days(Minutes::of(8, 0), Minutes::of(8, 0)), (1, 0, 0));
/// assert_eq!(in_days(Minutes::of(105, 30), Minutes::of(7, 45)), (13, 4, 45));
/// ```
#[must_use]
pub fn in_days(length: Minutes, day: Minutes) -> (i64, i64, i64) {
    let (length, day) = (length.0.max(0), day.0.max(1));
    let rest = length % day;
    (length / day, rest / 60, rest % 60)
}
