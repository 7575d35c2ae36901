//! Days without overtime (ノー残業デー), the rule of 22:00, and the interval between shifts.

use super::spans::NIGHT_FROM;
use crate::records::DAY;
use calendar::Date;
use jiff::civil::Weekday;

/// Whether a day is a day without overtime: of the weekday, and worked at all.
#[must_use]
pub fn is_no_overtime_day(day: Date, weekday: Option<Weekday>, workday: bool) -> bool {
    workday && weekday == Some(day.weekday())
}

/// Whether overtime to this end needs a step of its own: after 22:00. Until 22:00 sharp it does not.
///
/// ```
/// use overtime::rules::days::is_late;
/// assert!(!is_late(1035, 22 * 60) && is_late(1035, 22 * 60 + 1));
/// // From 4:00 to 6:00 in the morning.
/// assert!(is_late(240, 360) && !is_late(300, 360));
/// ```
#[must_use]
pub const fn is_late(from: i64, to: i64) -> bool {
    from < super::spans::NIGHT_TO || to > NIGHT_FROM
}

/// The earliest beginning of the next shift, in minutes after midnight of the day after.
///
/// ```
/// use overtime::rules::days::next_start;
/// assert_eq!(next_start(23 * 60 + 30, 11 * 60), 10 * 60 + 30);
/// ```
#[must_use]
pub const fn next_start(end: i64, interval: i64) -> i64 {
    end + interval - DAY
}

/// How many minutes are missing of the interval between the end of work and the next beginning: 0 when it is
/// kept. The end is counted on after midnight of its own day, the beginning after midnight of the next.
#[must_use]
pub fn missing_of_interval(end: i64, next: i64, interval: i64) -> i64 {
    (next_start(end, interval) - next).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_half_past_eleven_half_past_eight_is_too_early() {
        // Worked example 10.
        assert_eq!(next_start(1410, 660), 630);
        assert_eq!(missing_of_interval(1410, 510, 660), 120);
        assert_eq!(missing_of_interval(1410, 630, 660), 0);
        assert_eq!(missing_of_interval(1035, 510, 660), 0);
    }

    #[test]
    fn half_past_midnight_is_counted_on() {
        assert_eq!(next_start(DAY + 30, 660), 690);
    }

    #[test]
    fn only_workdays_can_be_days_without_overtime() {
        let wednesday = Date::constant(2026, 11, 18);
        assert!(is_no_overtime_day(
            wednesday,
            Some(Weekday::Wednesday),
            true
        ));
        assert!(!is_no_overtime_day(
            wednesday,
            Some(Weekday::Wednesday),
            false
        ));
        assert!(!is_no_overtime_day(wednesday, Some(Weekday::Monday), true));
        assert!(!is_no_overtime_day(wednesday, None, true));
    }
}
