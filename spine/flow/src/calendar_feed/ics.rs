//! A calendar as RFC 5545 wants it: lines of at most 75 octets that end with CR LF.

use calendar::Date;
use jiff::Timestamp;
use jiff::civil::DateTime;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Something in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// A name that stays the same when the event is moved: `approvals:12`.
    pub uid: String,
    /// When.
    pub when: When,
    /// What.
    pub title: String,
    /// More about it; empty for nothing.
    pub detail: String,
    /// Where it can be seen, from the root.
    pub href: String,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a day.
    Day(Date),
    /// From one moment to another, by the clock of Japan.
    Hours(DateTime, DateTime),
}

/// The calendar; `public` is where the product is reached, without a final stroke, or empty.
///
/// ```
/// use flow::calendar_feed::{CalendarEvent, When, calendar};
/// let event = CalendarEvent {
///     uid: "approvals:12".into(),
///     when: When::Day(calendar::Date::constant(2026, 12, 4)),
///     title: "休暇の申請, 承認".into(),
///     detail: String::new(),
///     href: "/approvals/12".into(),
/// };
/// let now = "2026-11-22T01:00:00Z".parse().unwrap();
/// let text = calendar("やること", "https://city.example.jp", &[event], now);
/// assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
/// assert!(text.contains("\r\nDTSTART;VALUE=DATE:20261204\r\nDTEND;VALUE=DATE:20261205\r\n"));
/// assert!(text.contains("\r\nSUMMARY:休暇の申請\\, 承認\r\n"));
/// ```
#[must_use]
pub fn calendar(name: &str, public: &str, events: &[CalendarEvent], now: Timestamp) -> String {
    let mut out = Lines(String::with_capacity(400 + events.len() * 400));
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Hagukumi//Deadlines//JA");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", name);
    out.line("X-WR-TIMEZONE:Asia/Tokyo");
    out.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    out.line("X-PUBLISHED-TTL:PT1H");
    if events
        .iter()
        .any(|event| matches!(event.when, When::Hours(..)))
    {
        out.time_zone();
    }
    for event in events {
        out.event(event, public, now);
    }
    out.line("END:VCALENDAR");
    out.0
}

struct Lines(String);

/// Octets of a line, its end not counted.
const LONGEST: usize = 75;

impl Lines {
    /// One line, folded where it is too long: never inside a character.
    fn line(&mut self, line: &str) {
        let mut room = LONGEST;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    /// Japan has had one time and no summer time since 1952.
    fn time_zone(&mut self) {
        for line in [
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Tokyo",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0900",
            "TZOFFSETTO:+0900",
            "TZNAME:JST",
            "END:STANDARD",
            "END:VTIMEZONE",
        ] {
            self.line(line);
        }
    }

    fn event(&mut self, event: &CalendarEvent, public: &str, now: Timestamp) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", uid(&event.uid)));
        self.line(&format!("DTSTAMP:{}", now.strftime("%Y%m%dT%H%M%SZ")));
        match event.when {
            When::Day(day) => {
                let next = day.tomorrow().unwrap_or(day);
                self.line(&format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
                self.line(&format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
                // A deadline does not make anybody busy.
                self.line("TRANSP:TRANSPARENT");
            }
            When::Hours(from, to) => {
                for (name, at) in [("DTSTART", from), ("DTEND", to)] {
                    let at = at.strftime("%Y%m%dT%H%M%S");
                    self.line(&format!("{name};TZID=Asia/Tokyo:{at}"));
                }
            }
        }
        self.text("SUMMARY", &event.title);
        let mut description = event.detail.clone();
        if !public.is_empty() {
            let href = format!("{public}{}", event.href);
            if !description.is_empty() {
                description.push('\n');
            }
            description.push_str(&href);
            self.line(&format!("URL:{href}"));
        }
        if !description.is_empty() {
            self.text("DESCRIPTION", &description);
        }
        self.line("END:VEVENT");
    }
}

/// A name that is unique in the world and short.
fn uid(name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    let mut out = String::with_capacity(48);
    for byte in digest.iter().take(16) {
        let _ = write!(out, "{byte:02x}");
    }
    out + "@hagukumi"
}

/// Texts escape `\`, `;`, `,` and line ends; other control characters are not allowed.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: &str = "2026-11-22T01:00:00Z";

    fn event(title: &str) -> CalendarEvent {
        CalendarEvent {
            uid: "a:1".to_owned(),
            when: When::Day(Date::constant(2026, 12, 31)),
            title: title.to_owned(),
            detail: "1行目\n2行目".to_owned(),
            href: "/a/1".to_owned(),
        }
    }

    fn written(events: &[CalendarEvent]) -> String {
        calendar("名前", "https://x.example", events, NOW.parse().unwrap())
    }

    /// The lines as a reader joins them again.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "")
            .split_terminator("\r\n")
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_deadline_at_the_end_of_the_year_ends_in_the_next() {
        let text = written(&[event("締切")]);
        assert!(text.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
        assert!(
            !text.contains("VTIMEZONE"),
            "days need no time zone: {text}"
        );
    }

    #[test]
    fn hours_are_those_of_tokyo_and_bring_their_time_zone() {
        let at = |hour| Date::constant(2026, 12, 4).at(hour, 30, 0, 0);
        let hours = CalendarEvent {
            when: When::Hours(at(13), at(15)),
            ..event("研修")
        };
        let text = written(&[hours]);
        assert!(text.contains("\r\nDTSTART;TZID=Asia/Tokyo:20261204T133000\r\n"));
        assert!(text.contains("\r\nDTEND;TZID=Asia/Tokyo:20261204T153000\r\n"));
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    }

    #[test]
    fn the_way_to_the_page_stands_below_the_detail() {
        let lines = unfolded(&written(&[event("締切")]));
        assert!(lines.contains(&"URL:https://x.example/a/1".to_owned()));
        assert!(
            lines.contains(&"DESCRIPTION:1行目\\n2行目\\nhttps://x.example/a/1".to_owned()),
            "{lines:?}"
        );
    }

    #[test]
    fn the_same_record_keeps_its_name_and_another_has_another() {
        assert_eq!(uid("a:1"), uid("a:1"));
        assert_ne!(uid("a:1"), uid("a:2"));
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_nothing_is_lost(title in "[あ-ん𠮷a-z,;\\\\ ]{0,120}") {
            let text = written(&[event(&title)]);
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST, "{} octets: {line}", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let summary = unfolded(&text)
                .into_iter()
                .find_map(|line| line.strip_prefix("SUMMARY:").map(str::to_owned))
                .unwrap();
            let read = summary.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
            prop_assert_eq!(read, title);
        }
    }
}
