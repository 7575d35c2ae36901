//! Fiscal years (年度, 1 April to 31 March), calendar years, and how a city prints them.

use crate::era::{ERAS, Era};
use crate::period::Period;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A fiscal year, named by the Western year in which it begins.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

/// A calendar year, 1 January to 31 December.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CalendarYear(pub i16);

impl FiscalYear {
    /// The fiscal year a day falls in.
    ///
    /// ```
    /// use calendar::{Date, FiscalYear};
    /// assert_eq!(FiscalYear::of(Date::constant(2027, 3, 31)), FiscalYear(2026));
    /// assert_eq!(FiscalYear::of(Date::constant(2027, 4, 1)), FiscalYear(2027));
    /// ```
    #[must_use]
    pub fn of(day: Date) -> FiscalYear {
        FiscalYear(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// 1 April of the year.
    #[must_use]
    pub fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }

    /// 31 March of the following year.
    #[must_use]
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 3, 31)
    }

    /// The days of the year as a half-open period.
    #[must_use]
    pub fn period(self) -> Period {
        Period::new(self.first_day(), Some(self.next().first_day()))
            .unwrap_or_else(|_| Period::starting(self.first_day()))
    }

    /// The following year.
    #[must_use]
    pub fn next(self) -> FiscalYear {
        FiscalYear(self.0 + 1)
    }

    /// The preceding year.
    #[must_use]
    pub fn previous(self) -> FiscalYear {
        FiscalYear(self.0 - 1)
    }

    /// The year as a city prints it in Japanese, e.g. `令和8年度`.
    ///
    /// ```
    /// use calendar::{FiscalYear, YearStyle};
    /// assert_eq!(FiscalYear(2019).label(YearStyle::FirstDay), "平成31年度");
    /// assert_eq!(FiscalYear(2019).label(YearStyle::Era), "令和元年度");
    /// assert_eq!(FiscalYear(2021).label(YearStyle::Heisei), "平成33年度");
    /// assert_eq!(FiscalYear(2021).label(YearStyle::Western), "2021年度");
    /// ```
    #[must_use]
    pub fn label(self, style: YearStyle) -> String {
        match self.era_year(style) {
            Some((era, year)) => format!("{}{}年度", era.kanji, Era::year_figure(year)),
            None => format!("{}年度", self.0),
        }
    }

    /// The short label for narrow tables: `R8`, `H31`, or `2026`.
    #[must_use]
    pub fn short_label(self, style: YearStyle) -> String {
        match self.era_year(style) {
            Some((era, year)) => format!("{}{year}", era.letter),
            None => self.0.to_string(),
        }
    }

    /// The year in English with its Japanese short form: `FY2026 (R8)`.
    #[must_use]
    pub fn english_label(self, style: YearStyle) -> String {
        match self.era_year(style) {
            Some((era, year)) => format!("FY{} ({}{year})", self.0, era.letter),
            None => format!("FY{}", self.0),
        }
    }

    fn era_year(self, style: YearStyle) -> Option<(Era, i16)> {
        let era = match style {
            YearStyle::Western => None,
            YearStyle::Heisei => (self.0 >= 1989).then_some(ERAS[1]).or_else(|| Era::on(self.first_day())),
            YearStyle::FirstDay => Era::on(self.first_day()),
            YearStyle::Era => Era::on(self.last_day()),
        }?;
        Some((era, self.0 - era.first_year + 1))
    }
}

impl CalendarYear {
    /// The calendar year a day falls in.
    #[must_use]
    pub fn of(day: Date) -> CalendarYear {
        CalendarYear(day.year())
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How fiscal years are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YearStyle {
    /// The era in force when the year ends: 2019 is 令和元年度, as most offices have written since.
    #[default]
    Era,
    /// The era in force on 1 April: 2019 is 平成31年度, 2020 is 令和2年度.
    FirstDay,
    /// Heisei counted on, as plans adopted before May 2019 printed them: 平成31年度 … 平成33年度.
    Heisei,
    /// Western years: 2019年度.
    Western,
}

impl YearStyle {
    /// All styles, in the order in which a form offers them.
    pub const ALL: [YearStyle; 4] =
        [YearStyle::Era, YearStyle::FirstDay, YearStyle::Heisei, YearStyle::Western];
}

/// A run of fiscal years, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct YearSpan {
    /// The first year.
    pub from: FiscalYear,
    /// The last year; not before the first.
    pub to: FiscalYear,
}

impl YearSpan {
    /// A span; `None` when it would be empty.
    #[must_use]
    pub fn new(from: FiscalYear, to: FiscalYear) -> Option<YearSpan> {
        (from <= to).then_some(YearSpan { from, to })
    }

    /// A span of one year.
    #[must_use]
    pub fn of(year: FiscalYear) -> YearSpan {
        YearSpan { from: year, to: year }
    }

    /// The number of years.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(self.to.0 - self.from.0 + 1).unwrap_or(0)
    }

    /// Always false for a span made by [`YearSpan::new`].
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether the year lies in the span.
    #[must_use]
    pub fn contains(self, year: FiscalYear) -> bool {
        self.from <= year && year <= self.to
    }

    /// Whether the whole other span lies in this one.
    #[must_use]
    pub fn covers(self, other: YearSpan) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether both spans share a year.
    #[must_use]
    pub fn overlaps(self, other: YearSpan) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// The years, in order.
    pub fn years(self) -> impl DoubleEndedIterator<Item = FiscalYear> + Clone {
        (self.from.0..=self.to.0).map(FiscalYear)
    }
}
