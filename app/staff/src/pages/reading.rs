//! What was typed into the forms about people, as records.

use calendar::{Date, Minutes, Period};
use people::{
    AbsenceKind, Contact, DepartureKind, Employment, PersonName, Rank, Sex, StaffNumber, Title,
    UnitId, Unreadable,
};
use screen::form::Reading;
use words::Text;

/// A form being read in the reader's language.
pub(super) struct Typed<'t> {
    pub reading: Reading<'t>,
    t: &'t Text,
}

impl<'t> Typed<'t> {
    pub fn new(reading: Reading<'t>, t: &'t Text) -> Typed<'t> {
        Typed { reading, t }
    }

    fn label(&self, field: &str) -> String {
        self.t.say(&format!("staff-field-{field}")).into_owned()
    }

    /// What was typed into a field; nothing is an empty text.
    pub fn plain(&self, field: &str) -> String {
        self.reading.entries().text(field).unwrap_or_default()
    }

    fn unreadable(&mut self, field: &str, reason: &Unreadable) {
        let sentence = match reason {
            Unreadable::TooLong(longest) => self.t.say1(reason.key(), "longest", *longest),
            _ => self.t.say(reason.key()).into_owned(),
        };
        self.reading.refuse(field, sentence);
    }

    pub fn title(&mut self, field: &str) -> Option<Title> {
        match Title::parse(&self.plain(field)) {
            Ok(title) => Some(title),
            Err(Unreadable::Missing) => {
                let label = self.label(field);
                // The sentence of every form about a field that stayed empty.
                self.reading.text(field, &label, 60);
                None
            }
            Err(reason) => {
                self.unreadable(field, &reason);
                None
            }
        }
    }

    pub fn optional_title(&mut self, field: &str) -> Option<Title> {
        if self.plain(field).is_empty() {
            None
        } else {
            self.title(field)
        }
    }

    /// Some lines of text that may be missing.
    pub fn note(&mut self, field: &str) -> Option<String> {
        let label = self.label(field);
        self.reading.optional_text(field, &label, 500)
    }

    /// Why something is corrected: has to be said.
    pub fn why(&mut self) -> String {
        let label = self.label("why");
        self.reading.text("why", &label, 200)
    }

    pub fn date(&mut self, field: &str) -> Option<Date> {
        let label = self.label(field);
        self.reading.date(field, &label)
    }

    pub fn optional_date(&mut self, field: &str) -> Option<Date> {
        let label = self.label(field);
        self.reading.optional_date(field, &label)
    }

    /// Days from … until the last one, which is typed as the last day that still counts.
    pub fn period(&mut self) -> Option<Period> {
        let from = self.date("from");
        let last = self.optional_date("last");
        let to = last.and_then(|last| last.tomorrow().ok());
        let period = Period::new(from?, to);
        if period.is_err() {
            let sentence = self.t.say("staff-ends-too-early").into_owned();
            self.reading.refuse("last", sentence);
        }
        period.ok()
    }

    fn chosen<V: Copy>(
        &mut self,
        field: &str,
        all: &[V],
        word: fn(V) -> &'static str,
    ) -> Option<V> {
        let offered: Vec<(&str, V)> = all.iter().map(|one| (word(*one), *one)).collect();
        let label = self.label(field);
        self.reading.one_of(field, &label, &offered)
    }

    pub fn rank(&mut self) -> Option<Rank> {
        self.chosen("rank", Rank::ALL, Rank::word)
    }

    pub fn employment(&mut self) -> Option<Employment> {
        self.chosen("employment", Employment::ALL, Employment::word)
    }

    pub fn absence_kind(&mut self) -> Option<AbsenceKind> {
        self.chosen("absence-kind", AbsenceKind::ALL, AbsenceKind::word)
    }

    pub fn departure_kind(&mut self) -> Option<DepartureKind> {
        self.chosen("departure-kind", DepartureKind::ALL, DepartureKind::word)
    }

    /// The sex may stay unsaid; what was never offered counts as unsaid.
    pub fn sex(&self) -> Option<Sex> {
        Sex::of_word(&self.plain("sex"))
    }

    pub fn unit(&mut self) -> Option<UnitId> {
        let unit = self.plain("unit").parse().ok();
        if unit.is_none() {
            let label = self.label("unit");
            self.reading.one_of::<()>("unit", &label, &[]);
        }
        unit
    }

    pub fn staff_no(&mut self) -> Option<StaffNumber> {
        match StaffNumber::parse(&self.plain("staff-no")) {
            Ok(number) => Some(number),
            Err(reason) => {
                self.unreadable("staff-no", &reason);
                None
            }
        }
    }

    /// The name with its readings; what is wrong is said at the field it is wrong in.
    pub fn name(&mut self) -> Option<PersonName> {
        let fields = ["family-name", "given-name", "family-kana", "given-kana"];
        let [family, given, family_kana, given_kana] = fields.map(|field| self.plain(field));
        let whole = PersonName::parse(&family, &given, &family_kana, &given_kana);
        let Err(reason) = &whole else {
            return whole.ok();
        };
        let at = if PersonName::parse(&family, "", "か", "").is_err() {
            "family-name"
        } else if PersonName::parse("家", "", &family_kana, "").is_err() {
            "family-kana"
        } else if PersonName::parse("家", &given, "か", "か").is_err() {
            "given-name"
        } else {
            "given-kana"
        };
        self.unreadable(at, reason);
        None
    }

    /// Hours and minutes of a week: `38:45`.
    pub fn weekly(&mut self) -> Option<Minutes> {
        let text = self.plain("weekly").replace('：', ":");
        let minutes = read_minutes(&text).filter(|minutes| (1..=7 * 24 * 60).contains(&minutes.0));
        if minutes.is_none() {
            let sentence = self.t.say("staff-weekly-unreadable").into_owned();
            self.reading.refuse("weekly", sentence);
        }
        minutes
    }

    pub fn contact(&mut self, version: i64) -> Contact {
        let telephone = |typed: &mut Typed<'_>, field: &str| {
            people::telephone(&typed.plain(field)).unwrap_or_else(|reason| {
                typed.unusable(field, &reason);
                None
            })
        };
        let (telephone, extension) = (telephone(self, "telephone"), telephone(self, "extension"));
        let mail = people::mail_address(&self.plain("mail")).unwrap_or_else(|reason| {
            self.unusable("mail", &reason);
            None
        });
        Contact {
            telephone,
            extension,
            mail,
            version,
        }
    }

    fn unusable(&mut self, field: &str, reason: &people::UnusableContact) {
        match reason {
            people::UnusableContact::Unreadable(reason) => self.unreadable(field, reason),
            _ => {
                let sentence = self.t.say(reason.key()).into_owned();
                self.reading.refuse(field, sentence);
            }
        }
    }
}

/// `38:45` or `38`, in figures of any width.
fn read_minutes(text: &str) -> Option<Minutes> {
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect();
    let (hours, minutes) = narrow
        .trim()
        .split_once(':')
        .unwrap_or((narrow.trim(), "0"));
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let fits = (0..=168).contains(&hours) && (0..60).contains(&minutes);
    fits.then(|| Minutes::of(hours, minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_as_hours_and_minutes() {
        assert_eq!(read_minutes("38:45"), Some(Minutes::of(38, 45)));
        assert_eq!(read_minutes("３１:00"), Some(Minutes::of(31, 0)));
        assert_eq!(read_minutes("20"), Some(Minutes::of(20, 0)));
        for wrong in ["", "38:60", "ー", "1:2:3", "200"] {
            assert_eq!(read_minutes(wrong), None, "{wrong}");
        }
    }
}
