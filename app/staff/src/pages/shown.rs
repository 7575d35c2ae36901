//! Values as a reader sees them.

use calendar::{Date, Period};
use people::{AbsenceKind, DepartureKind, Employment, Rank, Sex};
use screen::date_text;
use words::Text;

/// 令和8年4月1日.
pub(super) fn day(day: Date, t: &Text) -> String {
    date_text::plain_day(day, t.language())
}

/// The day before: the last one that still counts.
pub(super) fn last_day(to: Date) -> Date {
    to.yesterday().unwrap_or(to)
}

/// 令和6年4月1日〜令和9年3月31日.
pub(super) fn period(period: Period, t: &Text) -> String {
    let from = day(period.from(), t);
    match period.to() {
        None => t.say1("staff-period-open", "from", from),
        Some(to) => t.say2("staff-period", "from", from, "to", day(last_day(to), t)),
    }
}

/// The full years between two days.
pub(super) fn years(from: Date, on: Date) -> i64 {
    let years = i64::from(on.year()) - i64::from(from.year());
    let before = (on.month(), on.day()) < (from.month(), from.day());
    years - i64::from(before)
}

/// What a correction says about a field, in the reader's language.
pub(super) fn value(field: &str, stored: &str, t: &Text) -> String {
    if stored.is_empty() {
        return t.say("staff-nothing").into_owned();
    }
    let key = match field {
        "birth-date" | "hired-on" | "from" | "gained" => {
            return stored
                .parse()
                .map_or_else(|_| stored.to_owned(), |date| day(date, t));
        }
        // Ends are kept as the first day after; a reader is told the last one.
        "to" | "expires" => {
            return stored
                .parse()
                .map_or_else(|_| stored.to_owned(), |date| day(last_day(date), t));
        }
        "employment" => Employment::of_word(stored).map(Employment::key),
        "rank" => Rank::of_word(stored).map(Rank::key),
        "sex" => Sex::of_word(stored).map(Sex::key),
        "absence-kind" => AbsenceKind::of_word(stored).map(AbsenceKind::key),
        "departure-kind" => DepartureKind::of_word(stored).map(DepartureKind::key),
        "heads" if stored == "true" => Some("staff-heads-yes"),
        "heads" => Some("staff-heads-no"),
        _ => None,
    };
    key.map_or_else(|| stored.to_owned(), |key| t.say(key).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_full_on_its_day() {
        let from = Date::constant(2020, 4, 1);
        assert_eq!(years(from, Date::constant(2026, 3, 31)), 5);
        assert_eq!(years(from, Date::constant(2026, 4, 1)), 6);
    }
}
