//! Days, moments and fiscal years in the words of the reader.
//!
//! Formats, not sentences: what a date looks like is decided here, what is said about it stands in
//! the words ([`due`]).

use calendar::{Date, EraDate, FiscalYear, YearStyle};
use jiff::Timestamp;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use words::{Language, Text};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Japan has had one time and no summer time since 1952, so the zone needs no database.
const TOKYO: Offset = Offset::constant(9);

/// `令和8年11月22日（日）`; `22 Nov 2026 (R8)`.
///
/// ```
/// use screen::date_text::day;
/// use calendar::Date;
/// use words::Language;
/// let on = Date::constant(2026, 11, 22);
/// assert_eq!(day(on, Language::Japanese), "令和8年11月22日（日）");
/// assert_eq!(day(on, Language::English), "22 Nov 2026 (R8)");
/// ```
#[must_use]
pub fn day(day: Date, language: Language) -> String {
    match language {
        Language::Japanese => format!("{}（{}）", long(day), weekday(day, language)),
        Language::English => match EraDate::of(day) {
            Some(era) => format!("{} ({}{})", english(day), era.era.letter, era.year),
            None => english(day),
        },
    }
}

/// `令和8年11月22日`; `22 Nov 2026`: for records where the weekday says nothing.
#[must_use]
pub fn plain_day(day: Date, language: Language) -> String {
    match language {
        Language::Japanese => long(day),
        Language::English => english(day),
    }
}

/// `R8.11.22`; `22 Nov 2026`: for narrow tables.
#[must_use]
pub fn short_day(day: Date, language: Language) -> String {
    match (language, EraDate::of(day)) {
        (Language::Japanese, Some(era)) => era.short(),
        (Language::Japanese, None) => long(day),
        (Language::English, _) => english(day),
    }
}

/// `11月22日（日）`; `Sun 22 Nov`: where the year is plain.
#[must_use]
pub fn month_day(day: Date, language: Language) -> String {
    let name = weekday(day, language);
    match language {
        Language::Japanese => format!("{}月{}日（{name}）", day.month(), day.day()),
        Language::English => format!("{name} {} {}", day.day(), month(day)),
    }
}

/// `令和8年12月1日 10:42`; `1 Dec 2026, 10:42`, in the time of Tokyo.
///
/// ```
/// use screen::date_text::moment;
/// use words::Language;
/// let at = "2026-12-01T01:42:30Z".parse().unwrap();
/// assert_eq!(moment(at, Language::Japanese), "令和8年12月1日 10:42");
/// assert_eq!(moment(at, Language::English), "1 Dec 2026, 10:42");
/// ```
#[must_use]
pub fn moment(at: Timestamp, language: Language) -> String {
    let local = in_tokyo(at);
    let clock = format!("{}:{:02}", local.hour(), local.minute());
    match language {
        Language::Japanese => format!("{} {clock}", long(local.date())),
        Language::English => format!("{}, {clock}", english(local.date())),
    }
}

/// `R8.12.1 10:42`; `1 Dec 2026, 10:42`: for narrow tables.
#[must_use]
pub fn short_moment(at: Timestamp, language: Language) -> String {
    let local = in_tokyo(at);
    let clock = format!("{}:{:02}", local.hour(), local.minute());
    let joined = if language == Language::Japanese {
        " "
    } else {
        ", "
    };
    format!("{}{joined}{clock}", short_day(local.date(), language))
}

/// The value of `<time datetime>` for a moment: `2026-12-01T10:42`.
#[must_use]
pub fn machine_moment(at: Timestamp) -> String {
    let local = in_tokyo(at);
    format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute())
}

/// `令和8年度`; `FY2026 (R8)`.
#[must_use]
pub fn fiscal_year(year: FiscalYear, style: YearStyle, language: Language) -> String {
    match language {
        Language::Japanese => year.label(style),
        Language::English => year.english_label(style),
    }
}

/// `令和8年度（2026年度）`; `FY2026 (R8)`: the first time a page names a year.
#[must_use]
pub fn full_fiscal_year(year: FiscalYear, style: YearStyle, language: Language) -> String {
    let label = fiscal_year(year, style, language);
    match (language, style) {
        (Language::English, _) | (_, YearStyle::Western) => label,
        (Language::Japanese, _) => format!("{label}（{}年度）", year.0),
    }
}

/// `R8`; `2026`: for narrow columns whose header names the full year for screen readers.
#[must_use]
pub fn short_fiscal_year(year: FiscalYear, style: YearStyle) -> String {
    year.short_label(style)
}

/// How far a deadline is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// `今日まで`, `あと3日`, `2日過ぎています`.
    pub words: String,
    /// Whether somebody must act now: due today or past.
    pub pressing: bool,
}

/// How far a deadline is away, seen from today. The last day still counts.
#[must_use]
pub fn due(last_day: Date, today: Date, t: &Text) -> Due {
    let days = i64::from((last_day - today).get_days());
    let words = match days {
        0 => t.say("screen-due-today").into_owned(),
        1 => t.say("screen-due-tomorrow").into_owned(),
        2.. => t.say1("screen-due-left", "days", days),
        _ => t.say1("screen-due-past", "days", -days),
    };
    Due {
        words,
        pressing: days <= 0,
    }
}

fn in_tokyo(at: Timestamp) -> DateTime {
    at.to_zoned(TimeZone::fixed(TOKYO)).datetime()
}

fn long(day: Date) -> String {
    match EraDate::of(day) {
        Some(era) => era.to_string(),
        None => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

fn english(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

fn month(day: Date) -> &'static str {
    usize::try_from(day.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or("")
}

fn weekday(day: Date, language: Language) -> &'static str {
    let (japanese, english) = match day.weekday() {
        Weekday::Monday => ("月", "Mon"),
        Weekday::Tuesday => ("火", "Tue"),
        Weekday::Wednesday => ("水", "Wed"),
        Weekday::Thursday => ("木", "Thu"),
        Weekday::Friday => ("金", "Fri"),
        Weekday::Saturday => ("土", "Sat"),
        Weekday::Sunday => ("日", "Sun"),
    };
    match language {
        Language::Japanese => japanese,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;
    use Language::{English, Japanese};

    const ON: Date = Date::constant(2026, 11, 22);

    #[test]
    fn a_day_has_a_form_for_sentences_and_one_for_narrow_tables() {
        assert_eq!(plain_day(ON, Japanese), "令和8年11月22日");
        assert_eq!(plain_day(ON, English), "22 Nov 2026");
        assert_eq!(short_day(ON, Japanese), "R8.11.22");
        assert_eq!(month_day(ON, Japanese), "11月22日（日）");
        assert_eq!(month_day(ON, English), "Sun 22 Nov");
        assert_eq!(
            plain_day(Date::constant(1870, 1, 2), Japanese),
            "1870年1月2日"
        );
    }

    #[test]
    fn a_moment_just_before_midnight_in_london_is_the_next_day_in_tokyo() {
        let at = "2026-11-21T23:05:00Z".parse().unwrap();
        assert_eq!(short_moment(at, Japanese), "R8.11.22 8:05");
        assert_eq!(machine_moment(at), "2026-11-22T08:05");
    }

    #[test]
    fn a_fiscal_year_names_its_western_year_where_it_is_shown_first() {
        let year = FiscalYear(2026);
        assert_eq!(
            full_fiscal_year(year, YearStyle::Era, Japanese),
            "令和8年度（2026年度）"
        );
        assert_eq!(
            full_fiscal_year(year, YearStyle::Western, Japanese),
            "2026年度"
        );
        assert_eq!(
            full_fiscal_year(year, YearStyle::Era, English),
            "FY2026 (R8)"
        );
        assert_eq!(short_fiscal_year(year, YearStyle::Era), "R8");
    }

    #[test]
    fn a_deadline_says_how_many_days_are_left() {
        let words = |day, language| due(day, ON, &text(language)).words;
        assert_eq!(words(ON, Japanese), "今日まで");
        assert_eq!(words(Date::constant(2026, 11, 23), Japanese), "明日まで");
        assert_eq!(words(Date::constant(2026, 11, 25), Japanese), "あと3日");
        assert_eq!(
            words(Date::constant(2026, 11, 20), Japanese),
            "2日過ぎています"
        );
        assert_eq!(
            words(Date::constant(2026, 11, 21), English),
            "1 day overdue"
        );
        assert_eq!(words(Date::constant(2027, 1, 1), English), "40 days left");
        assert!(due(ON, ON, &text(Japanese)).pressing);
        assert!(!due(Date::constant(2026, 11, 23), ON, &text(Japanese)).pressing);
    }
}
