//! Types of overtime: months, kinds of days, spans of work and what becomes of their minutes.

use calendar::{Date, DayKind, FiscalYear};
use jiff::ToSpan;

/// Minutes of an hour, for constants that are written in hours.
pub const HOUR: i64 = 60;
/// Minutes of a day.
pub const DAY: i64 = 24 * HOUR;

/// A calendar month (1箇月): from its first day to its last.
///
/// ```
/// use calendar::{Date, FiscalYear};
/// use overtime::Month;
/// let march = Month::of(Date::constant(2027, 3, 31));
/// assert_eq!((march.number(), march.place()), (202703, 11));
/// assert_eq!(march.fiscal_year(), FiscalYear(2026));
/// assert_eq!(march.next().number(), 202704);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Month {
        Month(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// Its number in the database and in addresses: 202611.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::from(self.0.div_euclid(12)) * 100 + i64::from(self.0.rem_euclid(12)) + 1
    }

    /// The month of a number.
    #[must_use]
    pub fn numbered(number: i64) -> Option<Month> {
        let (year, month) = (number.div_euclid(100), number.rem_euclid(100));
        let sound = (1..=12).contains(&month) && (1900..=2999).contains(&year);
        let months = i32::try_from(year * 12 + month - 1).ok()?;
        sound.then_some(Month(months))
    }

    /// The months of a fiscal year, April first.
    pub fn of_year(year: FiscalYear) -> impl DoubleEndedIterator<Item = Month> {
        let april = Month::of(year.first_day());
        (0..12).map(move |place| april.plus(place))
    }

    /// So many months later, or earlier.
    #[must_use]
    pub fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    /// The following month.
    #[must_use]
    pub fn next(self) -> Month {
        self.plus(1)
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Month {
        self.plus(-1)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let year = i16::try_from(self.0.div_euclid(12)).unwrap_or(i16::MAX);
        let month = i8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(1);
        Date::new(year, month, 1).unwrap_or(Date::MAX)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        i64::from(self.last_day().day())
    }

    /// The calendar year and the month, 1 to 12.
    #[must_use]
    pub fn parts(self) -> (i32, i32) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }

    /// Its fiscal year.
    #[must_use]
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::of(self.first_day())
    }

    /// Its place in the fiscal year: 0 is April, 11 is March.
    #[must_use]
    pub fn place(self) -> usize {
        usize::try_from((self.0.rem_euclid(12) + 9) % 12).unwrap_or(0)
    }
}

/// The word of a kind of day in the database.
#[must_use]
pub const fn day_word(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Workday => "workday",
        DayKind::WeeklyDayOff => "weekly-day-off",
        DayKind::Holiday => "holiday",
    }
}

/// Key of the name of a kind of day.
#[must_use]
pub const fn day_key(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Workday => "overtime-day-workday",
        DayKind::WeeklyDayOff => "overtime-day-weekly-day-off",
        DayKind::Holiday => "overtime-day-holiday",
    }
}

/// The kind of day of a word.
#[must_use]
pub fn day_of_word(word: &str) -> Option<DayKind> {
    [DayKind::Workday, DayKind::WeeklyDayOff, DayKind::Holiday]
        .into_iter()
        .find(|kind| day_word(*kind) == word)
}

/// Why a span of work cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanRefusal {
    /// The beginning is no time of the day.
    #[error("the beginning is no time of the day")]
    Start,
    /// The end does not come after the beginning.
    #[error("the end does not come after the beginning")]
    Empty,
    /// Longer than a day: what follows belongs to the next day's record.
    #[error("longer than 24 hours")]
    TooLong,
    /// A rest outside the work, or two rests at once.
    #[error("the rests do not fit into the work")]
    Rests,
}

impl SpanRefusal {
    /// Key of the sentence that says what to put right.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            SpanRefusal::Start => "overtime-refusal-start",
            SpanRefusal::Empty => "overtime-refusal-empty",
            SpanRefusal::TooLong => "overtime-refusal-too-long",
            SpanRefusal::Rests => "overtime-refusal-rests",
        }
    }
}

/// Time at work in one stretch, in minutes after midnight of the day on which it began. An end after
/// midnight is counted on: 1:30 of the next day is 1530.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    day: Date,
    from: i64,
    to: i64,
    rests: Vec<(i64, i64)>,
    loose: i64,
}

impl Span {
    /// A span with its rests: those whose time is known, and the minutes of those of which only the length is.
    ///
    /// # Errors
    /// When it holds no time, more than a day, or rests that do not fit.
    pub fn new(
        day: Date,
        (from, to): (i64, i64),
        mut rests: Vec<(i64, i64)>,
        loose: i64,
    ) -> Result<Span, SpanRefusal> {
        if !(0..DAY).contains(&from) {
            return Err(SpanRefusal::Start);
        }
        if to <= from {
            return Err(SpanRefusal::Empty);
        }
        if to - from > DAY {
            return Err(SpanRefusal::TooLong);
        }
        rests.sort_unstable();
        let inside = rests
            .iter()
            .all(|(start, end)| from <= *start && start < end && *end <= to);
        let apart = rests.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        let rested: i64 = rests.iter().map(|(start, end)| end - start).sum();
        if !inside || !apart || loose < 0 || loose + rested >= to - from {
            return Err(SpanRefusal::Rests);
        }
        Ok(Span {
            day,
            from,
            to,
            rests,
            loose,
        })
    }

    /// The day on which it began; all its minutes belong to that day's month.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// The beginning, in minutes after midnight.
    #[must_use]
    pub fn from(&self) -> i64 {
        self.from
    }

    /// The end, counted on after midnight.
    #[must_use]
    pub fn to(&self) -> i64 {
        self.to
    }

    /// Rests whose time is known.
    #[must_use]
    pub fn rests(&self) -> &[(i64, i64)] {
        &self.rests
    }

    /// Minutes of rest of which only the length is known.
    #[must_use]
    pub fn loose(&self) -> i64 {
        self.loose
    }

    /// All minutes of rest.
    #[must_use]
    pub fn rested(&self) -> i64 {
        let known: i64 = self.rests.iter().map(|(start, end)| end - start).sum();
        known + self.loose
    }

    /// The minutes at work without the rests.
    #[must_use]
    pub fn worked(&self) -> i64 {
        self.to - self.from - self.rested()
    }

    /// Whether it shares a minute with another, also across midnight.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        let days = i64::from(self.day.until(other.day).map_or(0, |span| span.get_days()));
        self.from < other.to + days * DAY && other.from + days * DAY < self.to
    }
}

/// What became of the minutes of work: every minute stands in exactly one of the first five fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Split {
    /// Regular hours of an ordinary day: no overtime.
    pub regular: i64,
    /// Overtime on ordinary days.
    pub workday: i64,
    /// Overtime on 週休日.
    pub rest_day: i64,
    /// 休日勤務: within the regular hours of a holiday; paid, but not counted towards the limits.
    pub holiday: i64,
    /// Overtime on holidays, outside their regular hours.
    pub holiday_over: i64,
    /// How much of all but the first lies between 22:00 and 5:00.
    pub night: i64,
    /// How much of `rest_day` lies on the legal weekly holiday, which agreements count apart.
    pub weekly: i64,
}

impl Split {
    /// All minutes at work.
    #[must_use]
    pub const fn worked(self) -> i64 {
        self.regular + self.workday + self.rest_day + self.holiday + self.holiday_over
    }

    /// 時間外勤務 as the limits count it: outside regular hours, 週休日 included, 休日勤務 left out.
    #[must_use]
    pub const fn counted(self) -> i64 {
        self.workday + self.rest_day + self.holiday_over
    }
}

/// A day so many days later.
pub(crate) fn later(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// `45:30` of 2730 minutes.
#[must_use]
pub fn clock(minutes: i64) -> String {
    calendar::Minutes(minutes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Date {
        Date::constant(2026, 11, day)
    }

    #[test]
    fn a_month_knows_its_place_in_the_fiscal_year() {
        let months: Vec<Month> = Month::of_year(FiscalYear(2026)).collect();
        assert_eq!(months.len(), 12);
        for (place, month) in months.iter().enumerate() {
            assert_eq!(month.place(), place);
            assert_eq!(month.fiscal_year(), FiscalYear(2026));
            assert_eq!(Month::numbered(month.number()), Some(*month));
            assert_eq!(Month::of(month.last_day()), *month);
        }
        assert_eq!(Month::numbered(202_613), None);
        assert_eq!(Month::numbered(0), None);
        assert_eq!(months[10].days(), 28);
    }

    #[test]
    fn spans_that_cannot_be_are_refused() {
        let refused = |from, to, rests: &[(i64, i64)], loose| {
            Span::new(day(2), (from, to), rests.to_vec(), loose).unwrap_err()
        };
        assert_eq!(refused(1440, 1500, &[], 0), SpanRefusal::Start);
        assert_eq!(refused(1035, 1035, &[], 0), SpanRefusal::Empty);
        assert_eq!(refused(600, 2041, &[], 0), SpanRefusal::TooLong);
        assert_eq!(refused(600, 700, &[(590, 610)], 0), SpanRefusal::Rests);
        assert_eq!(
            refused(600, 700, &[(610, 640), (630, 650)], 0),
            SpanRefusal::Rests
        );
        assert_eq!(refused(600, 700, &[(610, 640)], 70), SpanRefusal::Rests);
    }

    #[test]
    fn work_past_midnight_overlaps_work_of_the_next_morning() {
        let span = |on, from, to| Span::new(day(on), (from, to), Vec::new(), 0).unwrap();
        let late = span(2, 1035, 1530);
        assert!(late.overlaps(&span(3, 60, 120)));
        assert!(span(3, 60, 120).overlaps(&late));
        assert!(!late.overlaps(&span(3, 90, 120)));
        assert!(!late.overlaps(&span(4, 60, 120)));
    }
}
