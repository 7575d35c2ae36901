//! Eras (元号): five rows of data and one lookup.
//!
//! Law: 元号法 (昭和54年法律第43号) and the cabinet orders that set each era; 令和 began on 1 May 2019
//! (平成31年政令第143号). The Gregorian calendar has been in force in Japan since 1 January 1873
//! (明治5年太政官布告第337号), so earlier days have no era date here.

use jiff::civil::{Date, date};
use std::fmt;

/// One era with its names and its first day in the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// The name as printed, e.g. `令和`.
    pub kanji: &'static str,
    /// The letter used in forms and by spreadsheets, e.g. `R`.
    pub letter: char,
    /// The first day of the era, inclusive.
    pub first_day: Date,
    /// The Gregorian year that is year 1 of the era.
    pub first_year: i16,
}

pub(crate) const HEISEI: Era = Era {
    kanji: "平成",
    letter: 'H',
    first_day: date(1989, 1, 8),
    first_year: 1989,
};

/// All eras since the Gregorian calendar came into force, newest first.
pub const ERAS: [Era; 5] = [
    Era {
        kanji: "令和",
        letter: 'R',
        first_day: date(2019, 5, 1),
        first_year: 2019,
    },
    HEISEI,
    Era {
        kanji: "昭和",
        letter: 'S',
        first_day: date(1926, 12, 25),
        first_year: 1926,
    },
    Era {
        kanji: "大正",
        letter: 'T',
        first_day: date(1912, 7, 30),
        first_year: 1912,
    },
    Era {
        kanji: "明治",
        letter: 'M',
        first_day: date(1873, 1, 1),
        first_year: 1868,
    },
];

impl Era {
    /// The era that a day falls in; `None` before 1873.
    #[must_use]
    pub fn on(day: Date) -> Option<Era> {
        ERAS.into_iter().find(|era| day >= era.first_day)
    }

    /// Finds an era by its letter (`R`, `h`), its name (`令和`), the name's first character (`令`) or the
    /// single sign that spreadsheets use (`㋿`).
    #[must_use]
    pub fn named(name: &str) -> Option<Era> {
        let name = match name {
            "㋿" => "令和",
            "㍻" => "平成",
            "㍼" => "昭和",
            "㍽" => "大正",
            "㍾" => "明治",
            other => other,
        };
        ERAS.into_iter().find(|era| {
            era.kanji == name
                || era.kanji.starts_with(name) && !name.is_empty()
                || name.len() == 1
                    && name.starts_with(|c: char| c.eq_ignore_ascii_case(&era.letter))
        })
    }

    /// `元` for the first year, the figure otherwise.
    pub(crate) fn year_figure(year: i16) -> String {
        if year == 1 {
            "元".to_owned()
        } else {
            year.to_string()
        }
    }
}

/// A day with the name of its era: prints as `令和元年5月1日`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EraDate {
    /// The era of the day.
    pub era: Era,
    /// The year within the era, from 1.
    pub year: i16,
    day: Date,
}

impl EraDate {
    /// The era date of a day; `None` before 1873.
    ///
    /// ```
    /// use calendar::{Date, EraDate};
    /// let last = EraDate::of(Date::constant(2019, 4, 30)).unwrap();
    /// assert_eq!(last.to_string(), "平成31年4月30日");
    /// let first = EraDate::of(Date::constant(2019, 5, 1)).unwrap();
    /// assert_eq!(first.to_string(), "令和元年5月1日");
    /// ```
    #[must_use]
    pub fn of(day: Date) -> Option<EraDate> {
        Era::on(day).map(|era| EraDate {
            era,
            year: day.year() - era.first_year + 1,
            day,
        })
    }

    /// The short form for narrow tables: `R8.11.22`.
    #[must_use]
    pub fn short(self) -> String {
        format!(
            "{}{}.{}.{}",
            self.era.letter,
            self.year,
            self.day.month(),
            self.day.day()
        )
    }
}

impl fmt::Display for EraDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = Era::year_figure(self.year);
        write!(
            f,
            "{}{year}年{}月{}日",
            self.era.kanji,
            self.day.month(),
            self.day.day()
        )
    }
}
