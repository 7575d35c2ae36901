//! Days as offices write them into tables: in both calendars, as text, as figures, as a spreadsheet's serial
//! number.

use crate::Value;
use calendar::{Date, ERAS, Era, parse_date};
use jiff::ToSpan;

/// Reads a day from a cell, or not.
///
/// Beside what [`calendar::parse_date`] reads (`令和6年4月1日`, `R6.4.1`, `平31.4.1`, `2024/4/1`, `20240401`):
/// a time of day or a weekday behind the day is dropped, `R060401` and the figures of the old systems
/// (`5060401`: 5 for 令和, 4 for 平成, 3 for 昭和) are understood, and so is the serial number by which a
/// spreadsheet keeps days (`45383`).
///
/// ```
/// use calendar::Date;
/// use exchange::{Value, dates::day};
/// let text = |text: &str| day(&Value::Text(text.to_owned()));
/// let expected = Some(Date::constant(2024, 4, 1));
/// for written in ["令和6年4月1日", "R6.4.1", "２０２４/４/１", "2024/4/1 0:00:00", "R060401", "5060401", "45383"] {
///     assert_eq!(text(written), expected, "{written}");
/// }
/// assert_eq!(text("平31.4.1(月)"), Some(Date::constant(2019, 4, 1)));
/// assert_eq!(day(&Value::Number("45383".to_owned())), expected);
/// assert_eq!(text("24/4/1"), None);
/// ```
#[must_use]
pub fn day(value: &Value) -> Option<Date> {
    match value {
        Value::Date(day) => Some(*day),
        Value::Number(number) => of_figures(number.split('.').next().unwrap_or_default()),
        Value::Text(text) => of_text(text),
        Value::Flag(_) | Value::Error(_) => None,
    }
}

fn of_text(text: &str) -> Option<Date> {
    use unicode_normalization::UnicodeNormalization;
    let narrow: String = text.nfkc().collect();
    let plain = without_brackets(&narrow);
    let plain = plain.trim();
    let plain = plain.strip_suffix('生').unwrap_or(plain);
    let plain = without_time(plain);
    let figures = plain.bytes().all(|byte| byte.is_ascii_digit());
    if figures && plain.len() != 8 {
        return of_figures(plain);
    }
    parse_date(plain).ok().or_else(|| of_letter(plain))
}

/// `2024/4/1(月)` without the weekday.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

/// `2024/4/1 0:00:00` and `2024-04-01T00:00` without the time.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let (before, _) = text.split_at(colon);
    match before.rfind([' ', 'T']) {
        Some(at) => before[..at].trim_end(),
        None => text,
    }
}

/// Figures alone: eight are year, month and day, seven begin with the number of an era, five are a
/// spreadsheet's serial number (from 1927 to 2173). Four are a year and six could be anything.
fn of_figures(figures: &str) -> Option<Date> {
    match figures.len() {
        8 => parse_date(figures).ok(),
        7 => {
            let era = match figures.as_bytes().first()? {
                b'3' => "昭和",
                b'4' => "平成",
                b'5' => "令和",
                _ => return None,
            };
            of_era(Era::named(era)?, figures.get(1..)?)
        }
        5 if !figures.starts_with('0') => of_serial(figures.parse().ok()?),
        _ => None,
    }
}

/// `R060401`.
fn of_letter(text: &str) -> Option<Date> {
    let first = text.chars().next()?;
    let era = ERAS
        .into_iter()
        .find(|era| era.letter.eq_ignore_ascii_case(&first))?;
    let figures = text.get(1..)?;
    let only_figures = figures.len() == 6 && figures.bytes().all(|byte| byte.is_ascii_digit());
    only_figures.then(|| of_era(era, figures)).flatten()
}

/// Two figures each of the era's year, the month and the day.
fn of_era(era: Era, figures: &str) -> Option<Date> {
    let part = |from: usize| figures.get(from..from + 2)?.parse::<i8>().ok();
    let year = part(0).filter(|year| *year > 0)?;
    let year = era.first_year + i16::from(year) - 1;
    Date::new(year, part(2)?, part(4)?).ok()
}

/// Spreadsheets count days from 1900 and believe that 1900 had a 29 February.
fn of_serial(serial: i64) -> Option<Date> {
    let before_first = Date::constant(1899, 12, 30);
    before_first.checked_add(serial.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::EraDate;
    use proptest::prelude::*;

    fn text(text: &str) -> Option<Date> {
        day(&Value::Text(text.to_owned()))
    }

    #[test]
    fn what_could_be_another_day_is_not_guessed() {
        let unclear = [
            "6/4/1",
            "4月1日",
            "240401",
            "2024",
            "2024/13/1",
            "2024/2/30",
            "令和0年4月1日",
            "",
            "-",
            "0",
            "04567",
            "9999999",
            "令和6年4月",
        ];
        for text_of in unclear {
            assert_eq!(text(text_of), None, "{text_of}");
        }
        assert_eq!(day(&Value::Flag(true)), None);
    }

    proptest! {
        #[test]
        fn a_day_comes_back_from_every_way_of_writing_it(serial in 10_000_i64..73_050) {
            let date = of_serial(serial).unwrap();
            let era = EraDate::of(date).unwrap();
            let (y, m, d) = (date.year(), date.month(), date.day());
            let code = match era.era.letter { 'R' => 5, 'H' => 4, 'S' => 3, _ => 0 };
            let mut written = vec![
                era.to_string(),
                era.short(),
                format!("{y}/{m}/{d}"),
                format!("{y}-{m:02}-{d:02}"),
                format!("{y}-{m:02}-{d:02}T00:00:00"),
                format!("{y}/{m}/{d} 9:30"),
                format!("{y}年{m}月{d}日（日）"),
                format!("{y}{m:02}{d:02}"),
                format!("{}{}.{m}.{d}", era.era.kanji.chars().next().unwrap(), era.year),
                format!("{}{:02}{m:02}{d:02}", era.era.letter, era.year),
                serial.to_string(),
            ];
            if code > 0 && era.year < 100 {
                written.push(format!("{code}{:02}{m:02}{d:02}", era.year));
            }
            for way in written {
                prop_assert_eq!(text(&way), Some(date), "{}", way);
            }
            prop_assert_eq!(day(&Value::Number(format!("{serial}.25"))), Some(date));
        }

        #[test]
        fn nothing_that_is_typed_breaks_the_reading(any in "\\PC{0,24}") {
            let _ = text(&any);
        }
    }
}
