//! Fiscal years (年度, 1 April to 31 March), calendar years, and how a city prints them.

use crate::era::{Era, HEISEI};
use crate::period::Period;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A fiscal year, named by the Western year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

/// A calendar year, 1 January to 31 December.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
        FiscalYear(if day.month() >= 4 {
            day.year()
        } else {
            day.year() - 1
        })
    }

    /// 1 April of the year. A year that no calendar has (a slip in a file) counts as the last one it has.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.0, 4, 1).unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }

    /// 31 March of the following year.
    #[must_use]
    pub fn last_day(self) -> Date {
        let end = self.next().0;
        Date::new(end, 3, 31).unwrap_or(if end < 0 { Date::MIN } else { Date::MAX })
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
        FiscalYear(self.0.saturating_add(1))
    }

    /// The preceding year.
    #[must_use]
    pub fn previous(self) -> FiscalYear {
        FiscalYear(self.0.saturating_sub(1))
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
            YearStyle::Heisei if self.0 >= HEISEI.first_year => Some(HEISEI),
            YearStyle::Heisei | YearStyle::FirstDay => Era::on(self.first_day()),
            // An era that began between January and March does not name a year that began before its
            // first year: 1988 ended in 平成元年, and is 昭和63年度.
            YearStyle::Era => Era::on(self.last_day())
                .filter(|era| self.0 >= era.first_year)
                .or_else(|| Era::on(self.first_day())),
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
    /// The era in force when the year ends: 2019 is 令和元年度, as most offices have written since (a year
    /// that began before the era's first year keeps the older name: 1988 is 昭和63年度).
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
    pub const ALL: [YearStyle; 4] = [
        YearStyle::Era,
        YearStyle::FirstDay,
        YearStyle::Heisei,
        YearStyle::Western,
    ];
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
        YearSpan {
            from: year,
            to: year,
        }
    }

    /// The number of years.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(i32::from(self.to.0) - i32::from(self.from.0) + 1).unwrap_or(0)
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

    /// The years as a city prints them over a merged column.
    ///
    /// ```
    /// use calendar::{FiscalYear, YearSpan, YearStyle};
    /// let span = YearSpan::new(FiscalYear(2018), FiscalYear(2020)).unwrap();
    /// assert_eq!(span.label(YearStyle::Heisei), "平成30～32年度");
    /// assert_eq!(span.label(YearStyle::Era), "平成30年度～令和2年度");
    /// assert_eq!(span.label(YearStyle::Western), "2018～2020年度");
    /// assert_eq!(YearSpan::of(FiscalYear(2019)).label(YearStyle::Era), "令和元年度");
    /// ```
    #[must_use]
    pub fn label(self, style: YearStyle) -> String {
        let last = self.to.label(style);
        if self.from == self.to {
            return last;
        }
        match (self.from.era_year(style), self.to.era_year(style)) {
            (Some((first, year)), Some((era, end))) if first == era => {
                format!("{}{}～{end}年度", era.kanji, Era::year_figure(year))
            }
            (None, None) => format!("{}～{last}", self.from),
            _ => format!("{}～{last}", self.from.label(style)),
        }
    }

    /// The years as files write them: `2016-2018`, `2019`.
    ///
    /// ```
    /// use calendar::{FiscalYear, YearSpan};
    /// let span = YearSpan::new(FiscalYear(2016), FiscalYear(2018)).unwrap();
    /// assert_eq!(span.to_string(), "2016-2018");
    /// assert_eq!(YearSpan::read("2016-2018"), Some(span));
    /// assert_eq!(YearSpan::read("2019"), Some(YearSpan::of(FiscalYear(2019))));
    /// assert_eq!(YearSpan::read("2018-2016"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<YearSpan> {
        let year = |part: &str| {
            let figures = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
            figures.then(|| part.parse().ok().map(FiscalYear))?
        };
        match text.split_once('-') {
            Some((from, to)) => YearSpan::new(year(from)?, year(to)?),
            None => year(text).map(YearSpan::of),
        }
    }

    /// The years, in order.
    pub fn years(self) -> impl DoubleEndedIterator<Item = FiscalYear> + Clone {
        (self.from.0..=self.to.0).map(FiscalYear)
    }
}

/// `2016-2018`, or `2019` for a single year.
impl fmt::Display for YearSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}-{}", self.from, self.to)
        }
    }
}
