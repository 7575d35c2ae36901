//! What the address of the journal asks for.

use calendar::Date;
use jiff::Timestamp;
use jiff::tz::Offset;
use journal::Filter;
use screen::form::{Entries, FormErrors, Reading};
use words::Text;

/// Days of the journal are days in Japan.
const JAPAN: Offset = Offset::constant(9);

/// The conditions as they were typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Asked {
    pub actor: String,
    pub act: String,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub before: Option<i64>,
}

impl Asked {
    pub(super) fn of(entries: &Entries) -> Asked {
        let text = |name: &str| entries.text(name).unwrap_or_default();
        Asked {
            actor: text("actor"),
            act: text("act"),
            from: text("from"),
            to: text("to"),
            subject: text("subject"),
            before: text("before").parse().ok(),
        }
    }

    /// Whether any condition narrows the journal.
    pub(super) fn narrowed(&self) -> bool {
        self.pairs().any(|(_, value)| !value.is_empty())
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("actor", self.actor.as_str()),
            ("act", &self.act),
            ("from", &self.from),
            ("to", &self.to),
            ("subject", &self.subject),
        ]
        .into_iter()
    }

    /// The same conditions at an address, from an entry on.
    pub(super) fn address(&self, path: &str, before: Option<i64>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs().filter(|(_, value)| !value.is_empty()));
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        let query = query.finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }

    /// The conditions as the journal takes them; the last day counts as a whole.
    pub(super) fn filter(&self, t: &Text, entries: Entries) -> Result<Filter, FormErrors> {
        let mut reading = Reading::new(entries, t);
        let from = reading.optional_date("from", &t.say("portal-journal-from"));
        let to = reading.optional_date("to", &t.say("portal-journal-to"));
        reading.finish()?;
        Ok(Filter {
            from: from.and_then(beginning),
            to: to.and_then(|day| day.tomorrow().ok()).and_then(beginning),
            actor: self.actor.clone(),
            act: self.act.clone(),
            subject: self.subject.clone(),
        })
    }
}

/// The first instant of a day in Japan.
fn beginning(day: Date) -> Option<Timestamp> {
    JAPAN
        .to_timestamp(day.to_datetime(jiff::civil::Time::midnight()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_journal_begins_at_midnight_in_japan() {
        let first = beginning(Date::constant(2026, 4, 1));
        assert_eq!(first, "2026-03-31T15:00:00Z".parse().ok());
    }

    #[test]
    fn the_address_of_older_entries_keeps_the_conditions() {
        let entries = Entries::parse("actor=緑野&act=accounts.&from=&before=90".as_bytes());
        let asked = Asked::of(&entries);
        assert_eq!(asked.before, Some(90));
        assert_eq!(
            asked.address("/admin/journal", Some(40)),
            "/admin/journal?actor=%E7%B7%91%E9%87%8E&act=accounts.&before=40"
        );
        assert_eq!(
            Asked::default().address("/admin/journal", None),
            "/admin/journal"
        );
    }
}
