//! Reads what was posted, forgiving in form and strict in meaning: full-width figures, blanks and
//! both calendars are understood; what cannot be understood is said at the field.

use crate::form::FormErrors;
use calendar::{Date, parse_date};
use measure::Amount;
use words::Text;

/// The names and values of a posted form, in order, repeated names included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Entries {
    fn from(pairs: Vec<(String, String)>) -> Entries {
        Entries(pairs)
    }
}

impl Entries {
    /// Reads an `application/x-www-form-urlencoded` body or a query string.
    #[must_use]
    pub fn parse(body: &[u8]) -> Entries {
        Entries(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The value of a field as it was typed, without blanks around it and with `\n` line ends.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let value = self
            .0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)?;
        Some(value.replace("\r\n", "\n").trim().to_owned())
    }

    /// All values of a field that may be given several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// Every name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Reads a posted form field by field and collects what is wrong.
///
/// ```
/// # use std::sync::Arc;
/// # use words::{Language, Source, Text, Words};
/// # let source = Source { name: "t", ja: "screen-form-blank = {$field}を入力してください\n", en: "" };
/// # let t = Text::new(Arc::new(Words::new(&[source]).unwrap()), Language::Japanese);
/// use screen::form::{Entries, Reading};
/// let mut reading = Reading::new(Entries::parse(b"due=R9.1.16&title="), &t);
/// let due = reading.date("due", "期限");
/// let title = reading.text("title", "件名", 100);
/// assert_eq!(due.unwrap().to_string(), "2027-01-16");
/// let errors = reading.finish().unwrap_err();
/// assert_eq!(errors.of("title"), Some("件名を入力してください"));
/// assert_eq!(title, "");
/// ```
pub struct Reading<'t> {
    errors: FormErrors,
    t: &'t Text,
}

impl<'t> Reading<'t> {
    /// Begins to read a post.
    #[must_use]
    pub fn new(entries: Entries, t: &'t Text) -> Reading<'t> {
        Reading {
            errors: FormErrors::new(entries),
            t,
        }
    }

    /// What was posted.
    #[must_use]
    pub fn entries(&self) -> &Entries {
        &self.errors.entries
    }

    /// Says what is wrong with a field, in words of the caller.
    pub fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.errors.add(name, message);
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When anything has to be put right; what was typed goes along.
    pub fn finish(self) -> Result<(), FormErrors> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.errors)
        }
    }

    /// Text that has to be there, at most so many characters; blank after an error.
    pub fn text(&mut self, name: &str, label: &str, most: usize) -> String {
        self.optional_text(name, label, most).unwrap_or_else(|| {
            self.refuse_with("screen-form-blank", name, label);
            String::new()
        })
    }

    /// Text that may be missing.
    pub fn optional_text(&mut self, name: &str, label: &str, most: usize) -> Option<String> {
        let text = self.given(name)?;
        let length = text.chars().count();
        if length > most {
            let message = self.t.fill(
                "screen-form-too-long",
                &[
                    ("field", label.to_owned().into()),
                    ("most", most.into()),
                    ("over", (length - most).into()),
                ],
            );
            self.errors.add(name, message);
        }
        Some(text)
    }

    /// A day that has to be there, in either calendar.
    pub fn date(&mut self, name: &str, label: &str) -> Option<Date> {
        if self.given(name).is_none() {
            self.refuse_with("screen-form-blank", name, label);
        }
        self.optional_date(name, label)
    }

    /// A day that may be missing.
    pub fn optional_date(&mut self, name: &str, label: &str) -> Option<Date> {
        let text = self.given(name)?;
        let day = parse_date(&text).ok();
        if day.is_none() {
            self.refuse_with("screen-form-no-date", name, label);
        }
        day
    }

    /// A figure that has to be there.
    pub fn amount(&mut self, name: &str, label: &str) -> Option<Amount> {
        if self.given(name).is_none() {
            self.refuse_with("screen-form-blank", name, label);
        }
        self.optional_amount(name, label)
    }

    /// A figure that may be missing.
    pub fn optional_amount(&mut self, name: &str, label: &str) -> Option<Amount> {
        let text = self.given(name)?;
        let amount = text.parse().ok();
        if amount.is_none() {
            self.refuse_with("screen-form-no-number", name, label);
        }
        amount
    }

    /// A whole number between two bounds, both included.
    pub fn whole(&mut self, name: &str, label: &str, least: i64, most: i64) -> Option<i64> {
        let amount = self.amount(name, label)?;
        if amount.scale() == 0 && (least..=most).contains(&amount.digits()) {
            return Some(amount.digits());
        }
        let message = self.t.fill(
            "screen-form-out-of-range",
            &[
                ("field", label.to_owned().into()),
                ("least", least.into()),
                ("most", most.into()),
            ],
        );
        self.errors.add(name, message);
        None
    }

    /// One of the offered values; the post of a value that was never offered reads as not chosen.
    pub fn one_of<V: Copy>(&mut self, name: &str, label: &str, offered: &[(&str, V)]) -> Option<V> {
        let given = self.given(name);
        let chosen = offered
            .iter()
            .find(|(value, _)| given.as_deref() == Some(*value));
        if chosen.is_none() {
            self.refuse_with("screen-form-not-chosen", name, label);
        }
        chosen.map(|(_, value)| *value)
    }

    /// The version of the row the form was filled from, for the optimistic lock; 0 when it is missing,
    /// which no row has, so that the act answers "changed meanwhile".
    #[must_use]
    pub fn version(&self) -> i64 {
        self.given("version")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    }

    fn given(&self, name: &str) -> Option<String> {
        self.errors
            .entries
            .text(name)
            .filter(|text| !text.is_empty())
    }

    fn refuse_with(&mut self, key: &str, name: &str, label: &str) {
        let message = self.t.say1(key, "field", label.to_owned());
        self.errors.add(name, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;
    use words::Language::{English, Japanese};

    #[test]
    fn figures_and_days_are_read_the_way_people_write_them() {
        let t = text(Japanese);
        let body = "n=%EF%BC%91%EF%BC%8C%EF%BC%92%EF%BC%93%EF%BC%94&d=2027%2F1%2F16";
        let mut reading = Reading::new(Entries::parse(body.as_bytes()), &t);
        assert_eq!(reading.whole("n", "人数", 1, 5000), Some(1234));
        assert_eq!(reading.date("d", "期限"), Some(Date::constant(2027, 1, 16)));
        assert_eq!(reading.finish(), Ok(()));
    }

    #[test]
    fn a_day_that_a_form_is_filled_with_reads_back() {
        let day = Date::constant(2026, 11, 22);
        for language in [Japanese, English] {
            let shown = crate::date_text::plain_day(day, language);
            assert_eq!(parse_date(&shown), Ok(day), "{shown}");
            let shown = crate::date_text::short_day(day, language);
            assert_eq!(parse_date(&shown), Ok(day), "{shown}");
        }
    }

    #[test]
    fn every_error_says_what_to_do_and_keeps_what_was_typed() {
        let t = text(Japanese);
        let mut reading = Reading::new(
            Entries::parse(b"title=abcdef&due=soon&hours=x&staff=0&state=9"),
            &t,
        );
        reading.text("title", "件名", 4);
        reading.date("due", "期限");
        reading.amount("hours", "時間");
        reading.whole("staff", "人数", 1, 20);
        reading.one_of("state", "状態", &[("1", 1)]);
        reading.text("memo", "メモ", 10);
        let errors = reading.finish().unwrap_err();
        let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "件名は4文字までです。2文字減らしてください",
                "期限の日付を読み取れません。令和9年1月16日、R9.1.16、2027/1/16のように入力してください",
                "時間は数字で入力してください。例：12、80.7",
                "人数は1から20までの整数で入力してください",
                "状態を選んでください",
                "メモを入力してください",
            ]
        );
        assert_eq!(errors.entries.text("due").as_deref(), Some("soon"));
    }

    #[test]
    fn a_field_carries_only_its_first_error() {
        let t = text(English);
        let mut reading = Reading::new(Entries::default(), &t);
        reading.date("due", "Due date");
        reading.refuse("due", "something else");
        let errors = reading.finish().unwrap_err();
        assert_eq!(
            (errors.len(), errors.of("due")),
            (1, Some("Enter: Due date"))
        );
    }

    #[test]
    fn a_form_without_its_version_never_matches_a_row() {
        let t = text(Japanese);
        assert_eq!(
            Reading::new(Entries::parse(b"version=12"), &t).version(),
            12
        );
        assert_eq!(Reading::new(Entries::parse(b"version="), &t).version(), 0);
    }
}
