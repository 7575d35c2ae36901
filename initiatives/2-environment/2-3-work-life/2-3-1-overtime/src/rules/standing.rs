//! How somebody stands on a day: what is left, what breaks first at the present pace, what to be warned of.

use super::limits::{Breach, Limit, Limits, Margin, YearRecord, breaches, margins};
use super::places::Regime;
use crate::records::{HOUR, Month, later};
use calendar::{Date, FiscalYear};

/// When somebody is warned, before anything breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warnings {
    /// Minutes of a month: 30 and 36 hours; the third is the limit.
    pub month: [i64; 2],
    /// Minutes of a year: 270 and 324 hours; twice as many in a year with a demanding section.
    pub year: [i64; 2],
    /// Months over the monthly bound in a demanding section: the fifth and the sixth.
    pub months: [i64; 2],
}

impl Default for Warnings {
    fn default() -> Warnings {
        Warnings {
            month: [30 * HOUR, 36 * HOUR],
            year: [270 * HOUR, 324 * HOUR],
            months: [5, 6],
        }
    }
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The month.
    Month,
    /// The year.
    Year,
    /// The months over 45 hours.
    MonthsOver,
}

impl About {
    /// The end of the key of its words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            About::Month => "month",
            About::Year => "year",
            About::MonthsOver => "months-over",
        }
    }
}

/// A warning: the highest step that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// About what.
    pub about: About,
    /// 1 and 2 come before the limit, 3 is the limit itself.
    pub step: u8,
    /// The minutes, or the number of months, at which the step stands.
    pub at: i64,
}

/// The pace at which overtime is worked: minutes in a number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The minutes.
    pub minutes: i64,
    /// The days in which they were worked.
    pub days: i64,
}

/// What breaks first if the pace stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// Which limit.
    pub limit: Limit,
    /// On which day.
    pub day: Date,
}

/// How somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The month of the day, by its place in the year.
    pub month: usize,
    /// Minutes of the month so far.
    pub in_month: i64,
    /// Minutes of the year so far.
    pub in_year: i64,
    /// Months over the monthly bound, this one included.
    pub months_over: i64,
    /// What limits this month, the tightest first.
    pub margins: Vec<Margin>,
    /// What was broken.
    pub breaches: Vec<Breach>,
    /// What to be warned of.
    pub warnings: Vec<Warning>,
    /// What breaks next.
    pub forecast: Option<Forecast>,
}

impl Standing {
    /// How many minutes may still be worked this month; `None` for who is outside the limits.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        self.margins.first().map(|margin| margin.left)
    }
}

/// Days of a month after which its own pace is taken; before, that of the month before.
const DAYS_FOR_A_PACE: i64 = 10;

/// How somebody stands on a day, by the records up to that day.
#[must_use]
pub fn standing(record: &YearRecord, limits: &Limits, warnings: &Warnings, on: Date) -> Standing {
    let month = Month::of(on).place();
    let known = YearRecord {
        begun: month + 1,
        ..*record
    };
    let mut tightest = margins(&known, limits, month);
    tightest.sort_by_key(|margin| (margin.left, margin.limit));
    Standing {
        month,
        in_month: known.counted[month],
        in_year: known.up_to(month),
        months_over: known.months_over(month + 1, limits.month),
        margins: tightest,
        breaches: breaches(&known, limits),
        warnings: warned(&known, limits, warnings, month),
        forecast: forecast(&known, limits, on),
    }
}

fn step(value: i64, first: i64, second: i64, reached: Option<i64>) -> Option<(u8, i64)> {
    match reached {
        Some(limit) if value >= limit => Some((3, limit)),
        _ if value >= second => Some((2, second)),
        _ if value >= first => Some((1, first)),
        _ => None,
    }
}

/// What to be warned of in a month. The monthly steps of who may exceed 45 hours are told too: each such month
/// is one of six.
#[must_use]
pub fn warned(
    record: &YearRecord,
    limits: &Limits,
    warnings: &Warnings,
    month: usize,
) -> Vec<Warning> {
    let regime = record
        .regimes
        .get(month)
        .copied()
        .unwrap_or(Regime::Outside);
    if regime == Regime::Outside {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut add = |about, step: Option<(u8, i64)>| {
        found.extend(step.map(|(step, at)| Warning { about, step, at }));
    };
    let [first, second] = warnings.month;
    let in_month = record.counted.get(month).copied().unwrap_or(0);
    add(
        About::Month,
        step(in_month, first, second, Some(limits.month.minutes)),
    );
    let busy = record
        .regimes
        .iter()
        .take(month + 1)
        .any(|one| *one == Regime::Demanding);
    let (factor, limit) = if busy {
        (2, limits.busy_year.minutes)
    } else {
        (1, limits.year.minutes)
    };
    let [first, second] = warnings.year.map(|minutes| minutes * factor);
    add(
        About::Year,
        step(record.up_to(month), first, second, Some(limit)),
    );
    if busy {
        let [first, second] = warnings.months;
        let over = record.months_over(month + 1, limits.month);
        add(
            About::MonthsOver,
            step(over, first, second, Some(limits.months_over + 1)),
        );
    }
    found
}

/// The pace of a day: that of its month, or in the first days of a month that of the month before.
#[must_use]
pub fn pace(record: &YearRecord, on: Date) -> Pace {
    let month = Month::of(on);
    let days = i64::from(on.day());
    let place = month.place();
    let own = Pace {
        minutes: record.counted[place],
        days,
    };
    if days >= DAYS_FOR_A_PACE {
        return own;
    }
    let before = match place.checked_sub(1) {
        Some(earlier) => record.counted[earlier],
        None => record.before[4],
    };
    Pace {
        minutes: before.max(0) + own.minutes,
        days: month.previous().days() + days,
    }
}

/// The limit that breaks first, and the day on which it does, if overtime goes on at the present pace until the
/// year ends. Limits that are broken already are no forecast.
#[must_use]
pub fn forecast(record: &YearRecord, limits: &Limits, on: Date) -> Option<Forecast> {
    let pace = pace(record, on);
    if pace.minutes <= 0 {
        return None;
    }
    let mut ahead = *record;
    let mut since = on;
    for place in Month::of(on).place()..12 {
        let month = Month::of(since);
        let days = i64::from(month.last_day().day() - since.day()) + i64::from(since != on);
        let more = pace.minutes * days / pace.days;
        let next = margins(&ahead, limits, place)
            .into_iter()
            .filter(|margin| margin.left >= 0 && margin.left < more)
            .min_by_key(|margin| (margin.left, margin.limit));
        if let Some(margin) = next {
            // The first day by whose end more than what is left has been worked.
            let after = ((margin.left + 1) * pace.days + pace.minutes - 1) / pace.minutes;
            let begun = if since == on { since } else { later(since, -1) };
            return Some(Forecast {
                limit: margin.limit,
                day: later(begun, after.min(days)),
            });
        }
        ahead.counted[place] += more;
        since = month.next().first_day();
    }
    None
}

/// The year of a person as of a day: later months are left out.
#[must_use]
pub fn as_of(record: &YearRecord, year: FiscalYear, on: Date) -> YearRecord {
    let begun = match FiscalYear::of(on).cmp(&year) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => Month::of(on).place() + 1,
        std::cmp::Ordering::Greater => 12,
    };
    YearRecord { begun, ..*record }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(hours: &[i64], regime: Regime) -> YearRecord {
        let mut record = YearRecord::empty(regime);
        for (place, hours) in hours.iter().enumerate() {
            record.counted[place] = hours * HOUR;
        }
        record
    }

    fn at(record: &YearRecord, on: Date) -> Standing {
        standing(record, &Limits::default(), &Warnings::default(), on)
    }

    #[test]
    fn what_is_left_is_that_of_the_tightest_limit() {
        // A year that has used 345 hours has 15 left, although the month has 35.
        let record = record(&[42, 42, 42, 42, 42, 42, 42, 41, 10], Regime::Ordinary);
        let standing = at(&record, Date::constant(2026, 12, 15));
        assert_eq!(standing.in_year, 345 * HOUR);
        assert_eq!(standing.left(), Some(15 * HOUR));
        assert_eq!(standing.margins[0].limit, Limit::Year);
        assert_eq!(standing.breaches, []);
    }

    #[test]
    fn at_the_present_pace_the_day_of_the_breach_is_told() {
        // 30 hours in 15 days: two hours a day; 15 hours are left, and the eighth day is one too many.
        let record = record(&[10, 10, 10, 10, 10, 10, 10, 30], Regime::Ordinary);
        let standing = at(&record, Date::constant(2026, 11, 15));
        assert_eq!(
            standing.forecast,
            Some(Forecast {
                limit: Limit::Month,
                day: Date::constant(2026, 11, 23)
            })
        );
    }

    #[test]
    fn a_slow_pace_breaks_the_year_later() {
        // 40 hours a month never break the month, but the tenth month breaks the year.
        let record = record(&[40, 40, 40, 40, 40, 40, 40], Regime::Ordinary);
        let forecast = at(&record, Date::constant(2026, 10, 31)).forecast.unwrap();
        assert_eq!(forecast.limit, Limit::Year);
        assert_eq!((forecast.day.year(), forecast.day.month()), (2027, 1));
    }

    #[test]
    fn nothing_breaks_without_overtime() {
        let standing = at(&record(&[], Regime::Ordinary), Date::constant(2026, 11, 15));
        assert_eq!(
            (standing.forecast, standing.left()),
            (None, Some(45 * HOUR))
        );
        let outside = at(&record(&[90], Regime::Outside), Date::constant(2026, 4, 15));
        assert_eq!((outside.left(), outside.forecast), (None, None));
        assert_eq!(outside.warnings, []);
    }

    #[test]
    fn warnings_come_at_30_36_and_45_hours_and_at_270_324_and_360() {
        let warned = |hours: &[i64], regime| {
            let record = record(hours, regime);
            let month = hours.len() - 1;
            super::warned(&record, &Limits::default(), &Warnings::default(), month)
                .iter()
                .map(|warning| (warning.about, warning.step))
                .collect::<Vec<_>>()
        };
        assert_eq!(warned(&[29], Regime::Ordinary), []);
        assert_eq!(warned(&[30], Regime::Ordinary), [(About::Month, 1)]);
        assert_eq!(warned(&[36], Regime::Ordinary), [(About::Month, 2)]);
        assert_eq!(warned(&[45], Regime::Ordinary), [(About::Month, 3)]);
        assert_eq!(warned(&[40, 40, 40, 40, 40, 40, 29], Regime::Ordinary), []);
        assert_eq!(
            warned(&[40, 40, 40, 40, 40, 40, 29, 1], Regime::Ordinary),
            [(About::Year, 1)]
        );
        assert_eq!(
            warned(&[40, 40, 40, 40, 40, 40, 40, 40, 4], Regime::Ordinary),
            [(About::Year, 2)]
        );
        assert_eq!(
            warned(&[40, 40, 40, 40, 40, 40, 40, 40, 40], Regime::Ordinary),
            [(About::Month, 2), (About::Year, 3)]
        );
        assert_eq!(
            warned(&[46, 46, 46, 46, 46], Regime::Demanding),
            [(About::Month, 3), (About::MonthsOver, 1)]
        );
        assert_eq!(
            warned(&[46, 46, 46, 46, 46, 46, 0], Regime::Demanding),
            [(About::MonthsOver, 2)]
        );
    }

    #[test]
    fn in_the_first_days_the_month_before_still_gives_the_pace() {
        let record = record(&[31, 2], Regime::Ordinary);
        let pace = pace(&record, Date::constant(2026, 5, 2));
        assert_eq!((pace.minutes, pace.days), (33 * HOUR, 32));
    }

    proptest! {
        #[test]
        fn the_forecast_lies_ahead_and_in_the_year(
            counted in prop::array::uniform12(0_i64..5000), day in 0_i64..365, demanding: bool,
        ) {
            let on = later(Date::constant(2026, 4, 1), day);
            let month = Month::of(on).place();
            let regime = if demanding { Regime::Demanding } else { Regime::Ordinary };
            let mut record = YearRecord { counted, ..YearRecord::empty(regime) };
            for later in month + 1..12 {
                record.counted[later] = 0;
            }
            let standing = standing(&record, &Limits::default(), &Warnings::default(), on);
            if let Some(forecast) = standing.forecast {
                prop_assert!(on < forecast.day && forecast.day <= Date::constant(2027, 3, 31));
            }
        }
    }
}
