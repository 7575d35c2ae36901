//! Reads a day as people in an office write it.

use crate::era::Era;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The text could not be read as a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date: {0}")]
pub struct UnreadableDate(pub String);

/// Reads `令和9年1月16日`, `R9.1.16`, `2027/1/16`, `2027-01-16`, `20270116` and `2027年1月16日`, with
/// full-width figures and 元年, surrounding blanks ignored; in English `16 Jan 2027` and `January 16, 2027`.
///
/// A day that its era did not have (平成31年5月1日) is read as the day it would have been, because
/// documents printed before a change of era still carry it.
///
/// # Errors
/// When the text is none of these or names a day that does not exist.
///
/// ```
/// use calendar::{Date, parse_date};
/// for text in ["令和9年1月16日", "R9.1.16", "２０２７／１／１６", "20270116", " 2027-01-16 ", "16 Jan 2027"] {
///     assert_eq!(parse_date(text), Ok(Date::constant(2027, 1, 16)), "{text}");
/// }
/// assert_eq!(parse_date("令和元年5月1日"), Ok(Date::constant(2019, 5, 1)));
/// assert!(parse_date("R9.2.30").is_err());
/// ```
pub fn parse_date(text: &str) -> Result<Date, UnreadableDate> {
    let narrow: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .collect();
    let day = read(&narrow).or_else(|| english(&narrow));
    day.ok_or_else(|| UnreadableDate(text.trim().to_owned()))
}

/// Full-width ASCII (U+FF01…U+FF5E) to ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '元' => '1',
        '−' | '‐' | '–' => '-',
        _ => c,
    }
}

fn read(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return day(text[..4].parse().ok()?, &text[4..6], &text[6..]);
    }
    let figures = text.find(|c: char| c.is_ascii_digit())?;
    let (era, rest) = text.split_at(figures);
    let mut parts = rest
        .strip_suffix('日')
        .unwrap_or(rest)
        .split(['年', '月', '.', '/', '-']);
    let (year, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    // `parse` alone would also take a sign (`+1`).
    let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || ![year, month, last].into_iter().all(figures) {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    let year = match era {
        "" if year >= 1000 => year,
        // An era has no year 0, and a two-figure year alone could be of any era.
        "" => return None,
        _ if year == 0 => return None,
        name => Era::named(name)?
            .first_year
            .checked_add(year)?
            .checked_sub(1)?,
    };
    day(year, month, last)
}

/// `16Jan2027` and `January16,2027`: what an English page shows is read back.
fn english(text: &str) -> Option<Date> {
    let (before, rest) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let (name, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_alphabetic())?);
    let month = month_named(name)?;
    let separators = ['.', ',', '-', '/'];
    let after = after.trim_start_matches(separators);
    let (last, year) = if before.is_empty() {
        after.split_once(',')?
    } else {
        (before.trim_end_matches(separators), after)
    };
    let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || last.len() > 2 || !figures(year) || !figures(last) {
        return None;
    }
    Date::new(year.parse().ok()?, month, last.parse().ok()?).ok()
}

/// The month of an English name, written in full or with at least three letters.
fn month_named(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    let place = MONTHS
        .iter()
        .position(|month| name.len() >= 3 && month.starts_with(&name))?;
    i8::try_from(place + 1).ok()
}

fn day(year: i16, month: &str, day: &str) -> Option<Date> {
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}
