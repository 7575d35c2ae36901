//! What the minutes of a span of work are: overtime or regular, on which kind of day, by night or by day.

use crate::records::{DAY, Span, Split, later};
use calendar::{Date, DayKind};
use jiff::civil::Weekday;

/// The regular hours of a day, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// 8:30.
    pub from: i64,
    /// 17:15.
    pub to: i64,
    /// 12:00 to 13:00.
    pub rest: (i64, i64),
    /// The day of the legal weekly holiday, which agreements under the Labour Standards Act count apart.
    pub weekly: Weekday,
}

impl Default for Hours {
    fn default() -> Hours {
        Hours {
            from: 510,
            to: 1035,
            rest: (720, 780),
            weekly: Weekday::Sunday,
        }
    }
}

impl Hours {
    /// Working time of a day: 7 hours 45 minutes by default.
    #[must_use]
    pub const fn worked(self) -> i64 {
        self.to - self.from - (self.rest.1 - self.rest.0)
    }
}

/// 22:00, after which overtime needs a step of its own.
pub const NIGHT_FROM: i64 = 22 * 60;
/// 5:00, at which the night ends.
pub const NIGHT_TO: i64 = 5 * 60;

/// A stretch of minutes of one kind.
#[derive(Debug, Clone, Copy)]
struct Piece {
    minutes: i64,
    bucket: Bucket,
    night: bool,
    weekly: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bucket {
    Regular,
    Workday,
    RestDay,
    Holiday,
    HolidayOver,
}

/// Tells the minutes of a span apart.
///
/// Work past midnight belongs to the record of the day on which it began, and its kind is that of the
/// calendar day on which each minute lies: from midnight on a holiday begins. A rest of which only the
/// length is known is first laid on the regular rest if the span covers it, then on overtime by day, and only
/// what is left on the night: the night is never told shorter than it was.
///
/// 17:15 to 22:40 with a rest of 15 minutes at 19:00 is 5:10, of which 40 minutes by night:
///
/// ```
/// use calendar::{Date, DayKind};
/// use overtime::Span;
/// use overtime::rules::spans::{Hours, classify};
/// let monday = Date::constant(2026, 11, 16);
/// let span = Span::new(monday, (1035, 1360), vec![(1140, 1155)], 0).unwrap();
/// let split = classify(&span, &Hours::default(), |_| DayKind::Workday);
/// assert_eq!((split.counted(), split.night), (310, 40));
/// ```
#[must_use]
pub fn classify(span: &Span, hours: &Hours, kind: impl Fn(Date) -> DayKind) -> Split {
    let mut rests = span.rests().to_vec();
    let mut loose = span.loose();
    let (rest_from, rest_to) = hours.rest;
    let covers = span.from() <= rest_from && span.to() >= rest_to;
    let free = rests
        .iter()
        .all(|(from, to)| *to <= rest_from || rest_to <= *from);
    if loose > 0 && covers && free && kind(span.day()) != DayKind::WeeklyDayOff {
        let laid = loose.min(rest_to - rest_from);
        rests.push((rest_from, rest_from + laid));
        rests.sort_unstable();
        loose -= laid;
    }
    let mut pieces = pieces(span, &rests, hours, kind);
    take(&mut pieces, &mut loose, |piece| {
        piece.bucket != Bucket::Regular && !piece.night
    });
    take(&mut pieces, &mut loose, |piece| {
        piece.bucket != Bucket::Regular
    });
    take(&mut pieces, &mut loose, |_| true);
    sum(&pieces)
}

/// Cuts the span where anything changes.
fn pieces(
    span: &Span,
    rests: &[(i64, i64)],
    hours: &Hours,
    kind: impl Fn(Date) -> DayKind,
) -> Vec<Piece> {
    let mut cuts = vec![span.from(), span.to()];
    for day in 0..3 {
        let marks = [0, NIGHT_TO, hours.from, hours.to, NIGHT_FROM];
        cuts.extend(marks.map(|mark| day * DAY + mark));
    }
    cuts.extend(rests.iter().flat_map(|(from, to)| [*from, *to]));
    cuts.retain(|cut| (span.from()..=span.to()).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let resting = |at: i64| rests.iter().any(|(from, to)| (*from..*to).contains(&at));
    cuts.windows(2)
        .filter(|pair| !resting(pair[0]))
        .map(|pair| piece(span.day(), (pair[0], pair[1]), hours, &kind))
        .collect()
}

fn piece(
    begun: Date,
    (from, to): (i64, i64),
    hours: &Hours,
    kind: &impl Fn(Date) -> DayKind,
) -> Piece {
    let day = later(begun, from / DAY);
    let at = from % DAY;
    let regular = (hours.from..hours.to).contains(&at);
    let bucket = match (kind(day), regular) {
        (DayKind::Workday, true) => Bucket::Regular,
        (DayKind::Workday, false) => Bucket::Workday,
        (DayKind::WeeklyDayOff, _) => Bucket::RestDay,
        (DayKind::Holiday, true) => Bucket::Holiday,
        (DayKind::Holiday, false) => Bucket::HolidayOver,
    };
    Piece {
        minutes: to - from,
        bucket,
        night: !(NIGHT_TO..NIGHT_FROM).contains(&at),
        weekly: bucket == Bucket::RestDay && day.weekday() == hours.weekly,
    }
}

/// Takes minutes of rest from the pieces that fit, the earliest first.
fn take(pieces: &mut [Piece], loose: &mut i64, fits: impl Fn(&Piece) -> bool) {
    for piece in pieces.iter_mut().filter(|piece| fits(piece)) {
        let taken = piece.minutes.min(*loose);
        piece.minutes -= taken;
        *loose -= taken;
    }
}

fn sum(pieces: &[Piece]) -> Split {
    let mut split = Split::default();
    for piece in pieces {
        let field = match piece.bucket {
            Bucket::Regular => &mut split.regular,
            Bucket::Workday => &mut split.workday,
            Bucket::RestDay => &mut split.rest_day,
            Bucket::Holiday => &mut split.holiday,
            Bucket::HolidayOver => &mut split.holiday_over,
        };
        *field += piece.minutes;
        if piece.night && piece.bucket != Bucket::Regular {
            split.night += piece.minutes;
        }
        if piece.weekly {
            split.weekly += piece.minutes;
        }
    }
    split
}

/// Why a 週休日 cannot be moved to that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwapRefusal {
    /// The other day lies more than four weeks before or eight weeks after.
    OutOfReach,
    /// Both are the same day.
    SameDay,
}

/// 週休日の振替: whether the rest day can be moved, and whether the day worked lies in another week, so that
/// what exceeds the week's hours earns the supplement of 25/100.
///
/// # Errors
/// When the new rest day is out of reach: four weeks before to eight weeks after.
pub fn swap(worked: Date, moved_to: Date) -> Result<Swapped, SwapRefusal> {
    if worked == moved_to {
        return Err(SwapRefusal::SameDay);
    }
    if moved_to < later(worked, -28) || moved_to > later(worked, 56) {
        return Err(SwapRefusal::OutOfReach);
    }
    let week = |day: Date| later(day, -i64::from(day.weekday().to_sunday_zero_offset()));
    Ok(Swapped {
        same_week: week(worked) == week(moved_to),
    })
}

/// A rest day that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swapped {
    /// Within the same week (Sunday to Saturday) no supplement is due.
    pub same_week: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MONDAY: Date = Date::constant(2026, 11, 16);
    const SATURDAY: Date = Date::constant(2026, 11, 21);

    fn usual(day: Date) -> DayKind {
        match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => DayKind::WeeklyDayOff,
            // 勤労感謝の日.
            _ if (day.month(), day.day()) == (11, 23) => DayKind::Holiday,
            _ => DayKind::Workday,
        }
    }

    fn split(day: Date, from: i64, to: i64, rests: &[(i64, i64)], loose: i64) -> Split {
        let span = Span::new(day, (from, to), rests.to_vec(), loose).unwrap();
        classify(&span, &Hours::default(), usual)
    }

    #[test]
    fn saturday_from_nine_to_four_is_six_hours_on_a_rest_day() {
        // Worked example 7.
        for split in [
            split(SATURDAY, 540, 960, &[(720, 780)], 0),
            split(SATURDAY, 540, 960, &[], 60),
        ] {
            assert_eq!(
                (split.rest_day, split.counted(), split.weekly),
                (360, 360, 0)
            );
        }
    }

    #[test]
    fn a_rest_day_moved_within_the_week_leaves_no_overtime_and_no_supplement() {
        // Worked example 7, second half.
        let span = Span::new(SATURDAY, (540, 960), vec![(720, 780)], 0).unwrap();
        let moved = |day: Date| match day {
            SATURDAY => DayKind::Workday,
            other => usual(other),
        };
        let split = classify(&span, &Hours::default(), moved);
        assert_eq!((split.regular, split.counted()), (360, 0));
        assert_eq!(
            swap(SATURDAY, later(SATURDAY, -1)),
            Ok(Swapped { same_week: true })
        );
        assert_eq!(
            swap(SATURDAY, later(SATURDAY, 2)),
            Ok(Swapped { same_week: false })
        );
        assert_eq!(
            swap(SATURDAY, later(SATURDAY, 56)),
            Ok(Swapped { same_week: false })
        );
        assert_eq!(
            swap(SATURDAY, later(SATURDAY, 57)),
            Err(SwapRefusal::OutOfReach)
        );
        assert_eq!(
            swap(SATURDAY, later(SATURDAY, -29)),
            Err(SwapRefusal::OutOfReach)
        );
    }

    #[test]
    fn a_national_holiday_is_holiday_work_within_regular_hours_and_overtime_after_them() {
        // Worked example 8: Monday 23 November 2026.
        let holiday = Date::constant(2026, 11, 23);
        for split in [
            split(holiday, 510, 1095, &[(720, 780)], 0),
            split(holiday, 510, 1095, &[], 60),
        ] {
            assert_eq!((split.holiday, split.holiday_over), (465, 60));
            assert_eq!(split.counted(), 60, "holiday work is not in the 45 hours");
        }
    }

    #[test]
    fn night_begins_at_ten() {
        // Worked example 9.
        let split = split(MONDAY, 1035, 1360, &[(1140, 1155)], 0);
        assert_eq!((split.workday, split.night), (310, 40));
    }

    #[test]
    fn a_rest_of_unknown_time_does_not_shorten_the_night() {
        let split = split(MONDAY, 1035, 1360, &[], 15);
        assert_eq!((split.workday, split.night), (310, 40));
    }

    #[test]
    fn work_past_midnight_into_a_rest_day_is_told_apart() {
        let friday = later(SATURDAY, -1);
        let split = split(friday, 1035, 1530, &[], 0);
        assert_eq!((split.workday, split.rest_day, split.night), (405, 90, 210));
        let through = self::split(MONDAY, 1320, 1320 + 1440, &[], 0);
        assert_eq!(
            (through.workday, through.regular, through.night),
            (915, 525, 420)
        );
    }

    #[test]
    fn sunday_is_told_apart_for_agreements() {
        let split = split(later(SATURDAY, 1), 540, 720, &[], 0);
        assert_eq!((split.rest_day, split.weekly), (180, 180));
    }

    prop_compose! {
        fn spans()(
            day in 0_i64..60, from in 0_i64..DAY, length in 2_i64..=DAY,
            rest in 0_i64..600, rest_length in 0_i64..120, loose in 0_i64..200,
        ) -> Span {
            let to = from + length;
            let rest_from = (from + rest).min(to);
            let rest_to = (rest_from + rest_length).min(to);
            let rests = if rest_from < rest_to && rest_to - rest_from < length { vec![(rest_from, rest_to)] } else { Vec::new() };
            let rested: i64 = rests.iter().map(|(from, to)| to - from).sum();
            let loose = loose.min(length - rested - 1);
            Span::new(later(MONDAY, day), (from, to), rests, loose).unwrap()
        }
    }

    proptest! {
        #[test]
        fn every_minute_is_accounted_for_once(span in spans()) {
            let split = classify(&span, &Hours::default(), usual);
            prop_assert_eq!(split.worked(), span.worked());
            prop_assert!(split.night <= split.worked() - split.regular);
            prop_assert!(split.weekly <= split.rest_day);
            for part in [split.regular, split.workday, split.rest_day, split.holiday, split.holiday_over] {
                prop_assert!(part >= 0);
            }
        }

        #[test]
        fn looking_at_every_minute_by_itself_finds_the_same(span in spans()) {
            let span = Span::new(span.day(), (span.from(), span.to()), span.rests().to_vec(), 0).unwrap();
            let hours = Hours::default();
            let mut each = Split::default();
            for at in span.from()..span.to() {
                if span.rests().iter().any(|(from, to)| (*from..*to).contains(&at)) {
                    continue;
                }
                let minute = Span::new(later(span.day(), at / DAY), (at % DAY, at % DAY + 1), Vec::new(), 0).unwrap();
                let one = classify(&minute, &hours, usual);
                each.regular += one.regular;
                each.workday += one.workday;
                each.rest_day += one.rest_day;
                each.holiday += one.holiday;
                each.holiday_over += one.holiday_over;
                each.night += one.night;
                each.weekly += one.weekly;
            }
            prop_assert_eq!(classify(&span, &hours, usual), each);
        }
    }
}
