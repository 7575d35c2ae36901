//! What a city sets about overtime.

use crate::records::HOUR;
use crate::rules::chronic::Definition;
use crate::rules::health::Thresholds;
use crate::rules::limits::{Bound, Limits, Reach};
use crate::rules::spans::Hours;
use crate::rules::standing::Warnings;
use ::settings::{About, Choice, ChoiceOption, Declaration, Setting, Settings};
use calendar::FiscalYear;
use jiff::civil::Weekday;

macro_rules! about {
    ($key:literal, $group:literal) => {
        About {
            key: concat!("overtime-", $key),
            group: concat!("overtime-settings-", $group),
            title_key: concat!("overtime-settings-", $key),
            hint_key: concat!("overtime-settings-", $key, "-hint"),
        }
    };
}

/// Hours of a month in an ordinary section.
pub const MONTH: Setting<i64> = Setting::number(about!("month-hours", "limits"), 45, 1, 200);
/// Hours of a year in an ordinary section.
pub const YEAR: Setting<i64> = Setting::number(about!("year-hours", "limits"), 360, 1, 2000);
/// Hours of a month in a demanding section.
pub const BUSY_MONTH: Setting<i64> =
    Setting::number(about!("busy-month-hours", "limits"), 100, 1, 300);
/// Whether those hours themselves break the limit.
pub const BUSY_MONTH_REACH: Setting<Reach> =
    Setting::choice(about!("busy-month-reach", "limits"), "from");
/// Hours of a year in a demanding section.
pub const BUSY_YEAR: Setting<i64> =
    Setting::number(about!("busy-year-hours", "limits"), 720, 1, 3000);
/// Hours of the mean of two to six months.
pub const MEAN: Setting<i64> = Setting::number(about!("mean-hours", "limits"), 80, 1, 300);
/// Whether means reach back into the year before.
pub const ACROSS_YEARS: Setting<bool> = Setting::flag(about!("mean-across-years", "limits"), true);
/// How many months may be over the ordinary bound.
pub const MONTHS_OVER: Setting<i64> = Setting::number(about!("months-over", "limits"), 6, 0, 12);
/// Hours for each month left after a transfer to an ordinary section.
pub const REMAINING: Setting<i64> =
    Setting::number(about!("remaining-hours", "limits"), 30, 1, 100);

/// The first warning of a month.
pub const WARN_MONTH_FIRST: Setting<i64> =
    Setting::number(about!("warn-month-first", "warnings"), 30, 1, 200);
/// The second warning of a month.
pub const WARN_MONTH_SECOND: Setting<i64> =
    Setting::number(about!("warn-month-second", "warnings"), 36, 1, 200);
/// The first warning of a year.
pub const WARN_YEAR_FIRST: Setting<i64> =
    Setting::number(about!("warn-year-first", "warnings"), 270, 1, 2000);
/// The second warning of a year.
pub const WARN_YEAR_SECOND: Setting<i64> =
    Setting::number(about!("warn-year-second", "warnings"), 324, 1, 2000);

/// The hour in which people are told that a limit is near.
pub const NOTICE_HOUR: Setting<i64> = Setting::number(about!("notice-hour", "warnings"), 8, 0, 23);

/// Hours of a month that ask for a physician's interview.
pub const INTERVIEW_MONTH: Setting<i64> =
    Setting::number(about!("interview-month", "health"), 100, 1, 300);
/// Hours of the mean that do.
pub const INTERVIEW_MEAN: Setting<i64> =
    Setting::number(about!("interview-mean", "health"), 80, 1, 300);
/// Hours of a month from which on the person may wish for one.
pub const INTERVIEW_ON_REQUEST: Setting<i64> =
    Setting::number(about!("interview-on-request", "health"), 80, 1, 300);
/// Hours between the end of work and the next beginning.
pub const INTERVAL: Setting<i64> = Setting::number(about!("interval-hours", "health"), 11, 0, 16);

/// The weekday without overtime.
pub const NO_OVERTIME_DAY: Setting<NoOvertimeDay> =
    Setting::choice(about!("no-overtime-day", "days"), "wednesday");

/// Hours of a month from which on overtime is chronic.
pub const CHRONIC_HOURS: Setting<i64> =
    Setting::number(about!("chronic-hours", "chronic"), 45, 1, 200);
/// The fiscal year that reductions are measured against.
pub const CHRONIC_BASELINE: Setting<i64> =
    Setting::number(about!("chronic-baseline", "chronic"), 2018, 2000, 2999);

/// All of them.
pub const SETTINGS: &[&Declaration] = &[
    &MONTH.declaration,
    &YEAR.declaration,
    &BUSY_MONTH.declaration,
    &BUSY_MONTH_REACH.declaration,
    &BUSY_YEAR.declaration,
    &MEAN.declaration,
    &ACROSS_YEARS.declaration,
    &MONTHS_OVER.declaration,
    &REMAINING.declaration,
    &WARN_MONTH_FIRST.declaration,
    &WARN_MONTH_SECOND.declaration,
    &WARN_YEAR_FIRST.declaration,
    &WARN_YEAR_SECOND.declaration,
    &NOTICE_HOUR.declaration,
    &INTERVIEW_MONTH.declaration,
    &INTERVIEW_MEAN.declaration,
    &INTERVIEW_ON_REQUEST.declaration,
    &INTERVAL.declaration,
    &NO_OVERTIME_DAY.declaration,
    &CHRONIC_HOURS.declaration,
    &CHRONIC_BASELINE.declaration,
];

impl Choice for Reach {
    const VALUES: &'static [Reach] = &[Reach::From, Reach::Over];
    const OPTIONS: &'static [ChoiceOption] = &[
        ChoiceOption {
            code: "from",
            title_key: "overtime-reach-from",
        },
        ChoiceOption {
            code: "over",
            title_key: "overtime-reach-over",
        },
    ];
}

/// Which weekday has no overtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoOvertimeDay {
    /// There is none.
    None,
    /// A day of the week.
    On(Weekday),
}

impl NoOvertimeDay {
    /// The weekday, if there is one.
    #[must_use]
    pub const fn weekday(self) -> Option<Weekday> {
        match self {
            NoOvertimeDay::None => None,
            NoOvertimeDay::On(weekday) => Some(weekday),
        }
    }
}

impl Choice for NoOvertimeDay {
    const VALUES: &'static [NoOvertimeDay] = &[
        NoOvertimeDay::None,
        NoOvertimeDay::On(Weekday::Monday),
        NoOvertimeDay::On(Weekday::Tuesday),
        NoOvertimeDay::On(Weekday::Wednesday),
        NoOvertimeDay::On(Weekday::Thursday),
        NoOvertimeDay::On(Weekday::Friday),
    ];
    const OPTIONS: &'static [ChoiceOption] = &[
        ChoiceOption {
            code: "none",
            title_key: "overtime-weekday-none",
        },
        ChoiceOption {
            code: "monday",
            title_key: "overtime-weekday-monday",
        },
        ChoiceOption {
            code: "tuesday",
            title_key: "overtime-weekday-tuesday",
        },
        ChoiceOption {
            code: "wednesday",
            title_key: "overtime-weekday-wednesday",
        },
        ChoiceOption {
            code: "thursday",
            title_key: "overtime-weekday-thursday",
        },
        ChoiceOption {
            code: "friday",
            title_key: "overtime-weekday-friday",
        },
    ];
}

/// The rules as the city has set them on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The limits.
    pub limits: Limits,
    /// When to warn.
    pub warnings: Warnings,
    /// When a physician's interview is due.
    pub interviews: Thresholds,
    /// Minutes between two shifts.
    pub interval: i64,
    /// The weekday without overtime.
    pub no_overtime: Option<Weekday>,
    /// What counts as chronic.
    pub chronic: Definition,
    /// The regular hours.
    pub hours: Hours,
}

impl Rules {
    /// What the settings say.
    #[must_use]
    pub fn of(settings: &Settings) -> Rules {
        let over = |setting: &Setting<i64>| Bound::over(settings.get(setting));
        let minutes = |setting: &Setting<i64>| settings.get(setting) * HOUR;
        Rules {
            limits: Limits {
                month: over(&MONTH),
                year: over(&YEAR),
                busy_month: Bound {
                    minutes: minutes(&BUSY_MONTH),
                    reach: settings.get(&BUSY_MONTH_REACH),
                },
                busy_year: over(&BUSY_YEAR),
                mean: over(&MEAN),
                months_over: settings.get(&MONTHS_OVER),
                remaining: minutes(&REMAINING),
                across_years: settings.get(&ACROSS_YEARS),
            },
            warnings: Warnings {
                month: [minutes(&WARN_MONTH_FIRST), minutes(&WARN_MONTH_SECOND)],
                year: [minutes(&WARN_YEAR_FIRST), minutes(&WARN_YEAR_SECOND)],
                ..Warnings::default()
            },
            interviews: Thresholds {
                month: Bound::from(settings.get(&INTERVIEW_MONTH)),
                mean: over(&INTERVIEW_MEAN),
                on_request: over(&INTERVIEW_ON_REQUEST),
            },
            interval: minutes(&INTERVAL),
            no_overtime: settings.get(&NO_OVERTIME_DAY).weekday(),
            chronic: Definition {
                from: minutes(&CHRONIC_HOURS),
                baseline: FiscalYear(i16::try_from(settings.get(&CHRONIC_BASELINE)).unwrap_or(0)),
            },
            hours: Hours::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_that_has_set_nothing_has_the_rules_of_the_law() {
        let rules = Rules::of(&Settings::defaults(FiscalYear(2026).first_day()));
        assert_eq!(rules.limits, Limits::default());
        assert_eq!(rules.warnings, Warnings::default());
        assert_eq!(rules.interviews, Thresholds::default());
        assert_eq!(rules.no_overtime, Some(Weekday::Wednesday));
    }
}
