//! What holds for each kind of leave, as data.

use super::Policy;
use crate::records::Kind;
use calendar::{Date, Minutes};

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Days on which the person would work.
    WorkingDays,
    /// Every day from the first to the last, weekends and public holidays included.
    CalendarDays,
}

/// How much of a kind there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// What the ledger holds.
    Ledger,
    /// So many days in a leave year.
    Days(i64),
    /// The days that the city has set for the summer, within its months.
    Summer,
    /// So many days in one stretch; a stretch goes on unless so many days were worked in between.
    Stretch {
        /// Days in one stretch.
        days: i64,
        /// Days at work after which a new one begins.
        worked: i64,
    },
    /// As the case asks for.
    AsNeeded,
}

/// A kind of leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaveKind {
    /// Which.
    pub kind: Kind,
    /// Fluent key of the one character that stands in the plan table.
    pub mark: &'static str,
    /// How the plan table shows it: annual, special or sick.
    pub tone: &'static str,
    /// Which days count.
    pub counted: Counted,
    /// How much there is.
    pub quota: Quota,
    /// Whether it is taken by the day only.
    pub whole_days: bool,
    /// Whether a plan sheet goes with the request and a report follows.
    pub plan_and_report: bool,
}

const fn special(kind: Kind, quota: Quota) -> LeaveKind {
    LeaveKind {
        kind,
        mark: "paid-leave-mark-special",
        tone: "special",
        counted: Counted::WorkingDays,
        quota,
        whole_days: false,
        plan_and_report: false,
    }
}

/// All kinds. Sick leave: up to 90 calendar days; a new stretch begins after 20 days at work (人事院規則15-14
/// 第21条). Volunteer leave: up to 5 days a year for disaster relief, welfare facilities and the like, by the
/// day, with a plan sheet. Bereavement: up to 10 days in a row, by degree of kinship.
pub const KINDS: [LeaveKind; 8] = [
    LeaveKind {
        mark: "paid-leave-mark-annual",
        tone: "annual",
        ..special(Kind::Annual, Quota::Ledger)
    },
    LeaveKind {
        mark: "paid-leave-mark-summer",
        ..special(Kind::Summer, Quota::Summer)
    },
    LeaveKind {
        whole_days: true,
        plan_and_report: true,
        ..special(Kind::Volunteer, Quota::Days(5))
    },
    LeaveKind {
        mark: "paid-leave-mark-sick",
        tone: "sick",
        counted: Counted::CalendarDays,
        ..special(
            Kind::Sick,
            Quota::Stretch {
                days: 90,
                worked: 20,
            },
        )
    },
    LeaveKind {
        counted: Counted::CalendarDays,
        whole_days: true,
        ..special(Kind::Bereavement, Quota::AsNeeded)
    },
    LeaveKind {
        counted: Counted::CalendarDays,
        whole_days: true,
        ..special(Kind::Marriage, Quota::Days(7))
    },
    special(Kind::ChildNursing, Quota::Days(5)),
    special(Kind::FamilyCare, Quota::Days(5)),
];

/// What holds for a kind.
#[must_use]
pub fn of(kind: Kind) -> &'static LeaveKind {
    KINDS
        .iter()
        .find(|one| one.kind == kind)
        .unwrap_or(&KINDS[0])
}

/// Why a kind of leave cannot be taken so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOfKind {
    /// More days than the year has of it.
    #[error("more than {days} days")]
    TooMany {
        /// How many there are.
        days: i64,
    },
    /// Outside the months of summer leave.
    #[error("not from month {from} to {to}")]
    NotInSummer {
        /// The first month.
        from: i8,
        /// The last month.
        to: i8,
    },
    /// A stretch of sick leave longer than there is.
    #[error("a stretch of more than {days} days")]
    StretchTooLong {
        /// How many days there are.
        days: i64,
    },
}

/// Whether leave of a kind may be taken on the days, beside what was taken or asked for before in the leave
/// year. Working time is compared in minutes of the person's day, stretches in calendar days.
///
/// # Errors
/// When there is not so much of it.
pub fn may_take(
    kind: &LeaveKind,
    days: &[(Date, Minutes)],
    before: &[(Date, Minutes)],
    day: Minutes,
    policy: &Policy,
    works: &dyn Fn(Date) -> bool,
) -> Result<(), NotOfKind> {
    let sum = |days: &[(Date, Minutes)]| -> i64 { days.iter().map(|(_, length)| length.0).sum() };
    // Days that count by the calendar are whole days, whether somebody would have worked or not.
    let calendar = kind.counted == Counted::CalendarDays;
    let asked = if calendar {
        i64::try_from(days.len() + before.len()).unwrap_or(i64::MAX) * day.0
    } else {
        sum(days) + sum(before)
    };
    match kind.quota {
        Quota::Days(most) if asked > most * day.0 => Err(NotOfKind::TooMany { days: most }),
        Quota::Ledger | Quota::AsNeeded | Quota::Days(_) => Ok(()),
        Quota::Summer => {
            let summer = policy.summer;
            let outside = |on: &Date| on.month() < summer.from || on.month() > summer.to;
            if days.iter().any(|(on, _)| outside(on)) {
                return Err(NotOfKind::NotInSummer {
                    from: summer.from,
                    to: summer.to,
                });
            }
            if asked > summer.days * day.0 {
                return Err(NotOfKind::TooMany { days: summer.days });
            }
            Ok(())
        }
        Quota::Stretch { days: most, worked } => {
            let all = days.iter().chain(before).map(|(on, _)| *on);
            if longest_stretch(all, worked, works) > most {
                Err(NotOfKind::StretchTooLong { days: most })
            } else {
                Ok(())
            }
        }
    }
}

/// The days of the longest stretch: calendar days of leave, those between two of them on which nobody works
/// included. Fewer than `worked` days at work do not end a stretch.
///
/// ```
/// use calendar::Date;
/// use paid_leave::rules::kinds::longest_stretch;
/// let weekday = |day: Date| day.weekday().to_monday_zero_offset() < 5;
/// let friday = Date::constant(2026, 11, 20);
/// let monday = Date::constant(2026, 11, 23);
/// assert_eq!(longest_stretch([friday, monday].into_iter(), 20, &weekday), 4);
/// // Two weeks at work are not enough to begin anew, four are.
/// let later = Date::constant(2026, 12, 7);
/// assert_eq!(longest_stretch([friday, later].into_iter(), 20, &weekday), 2);
/// let much_later = Date::constant(2026, 12, 21);
/// assert_eq!(longest_stretch([friday, much_later].into_iter(), 20, &weekday), 1);
/// ```
#[must_use]
pub fn longest_stretch(
    days: impl Iterator<Item = Date>,
    worked: i64,
    works: &dyn Fn(Date) -> bool,
) -> i64 {
    let mut days: Vec<Date> = days.collect();
    days.sort_unstable();
    days.dedup();
    let (mut longest, mut stretch, mut before) = (0, 0, None);
    for day in days {
        let between: Vec<Date> = before.map_or_else(Vec::new, |last: Date| {
            std::iter::successors(last.tomorrow().ok(), |day| day.tomorrow().ok())
                .take_while(|one| *one < day)
                .take(400)
                .collect()
        });
        let at_work = between.iter().filter(|one| works(**one)).count();
        let at_work = i64::try_from(at_work).unwrap_or(i64::MAX);
        if before.is_none() || at_work >= worked {
            stretch = 1;
        } else if at_work == 0 {
            stretch += i64::try_from(between.len()).unwrap_or(0) + 1;
        } else {
            stretch += 1;
        }
        before = Some(day);
        longest = longest.max(stretch);
    }
    longest
}
