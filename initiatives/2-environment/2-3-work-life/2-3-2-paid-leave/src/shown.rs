//! Leave in words: 「2日と3時間」, 「12月24日（木）午前半日」.

use crate::records::Part;
use crate::rules::counting::in_days;
use crate::store::Request;
use calendar::{Date, Minutes};
use screen::date_text;
use words::Text;

/// 「13日と4時間45分」, with a sign where it is less than nothing.
pub(crate) fn length(length: Minutes, day: Minutes, t: &Text) -> String {
    let (days, hours, minutes) = in_days(Minutes(length.0.abs()), day);
    let words = match (days, hours, minutes) {
        (0, 0, 0) => t.say1("paid-leave-length-days", "d", 0),
        (0, h, 0) => t.say1("paid-leave-length-hours", "h", h),
        (0, h, m) => t.say2("paid-leave-length-minutes", "h", h, "m", m),
        (d, 0, 0) => t.say1("paid-leave-length-days", "d", d),
        (d, h, 0) => t.say2("paid-leave-length-days-hours", "d", d, "h", h),
        (d, h, m) => t.fill(
            "paid-leave-length-all",
            &[("d", d.into()), ("h", h.into()), ("m", m.into())],
        ),
    };
    if length < Minutes(0) {
        format!("−{words}")
    } else {
        words
    }
}

/// A day in a line: 「12月24日（木）」.
pub(crate) fn short(on: Date, t: &Text) -> String {
    date_text::month_day(on, t.language())
}

/// 「12月24日（木）午前半日」.
pub(crate) fn day_part(on: Date, part: Part, t: &Text) -> String {
    let day = date_text::day(on, t.language());
    if part == Part::Day {
        day
    } else {
        format!("{day} {}", t.say(part.key()))
    }
}

/// The days of a request; one day is written once.
pub(crate) fn span(request: &Request, t: &Text) -> String {
    let first = date_text::day(request.first, t.language());
    if request.first != request.last {
        let last = date_text::day(request.last, t.language());
        return t.say2("paid-leave-span", "first", first, "last", last);
    }
    match (request.part, request.starts_at) {
        (Part::Day, _) => first,
        (Part::Hours, Some(start)) => {
            let end = start + request.length.0;
            t.fill(
                "paid-leave-span-hours",
                &[
                    ("day", first.into()),
                    ("from", clock(start).into()),
                    ("to", clock(end).into()),
                ],
            )
        }
        (part, _) => format!("{first} {}", t.say(part.key())),
    }
}

/// `8:30`.
pub(crate) fn clock(minute: i64) -> String {
    format!("{}:{:02}", minute.div_euclid(60), minute.rem_euclid(60))
}
