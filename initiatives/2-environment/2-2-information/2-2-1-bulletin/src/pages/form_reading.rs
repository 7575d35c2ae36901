//! Reads the form of a post into an entry.

use crate::acts::BulletinRefusal;
use crate::records::{Audience, Category, Chosen, Entry, LONGEST_BODY, LONGEST_TITLE, MustRead};
use crate::rules::{EntryFault, faults};
use calendar::{Date, Period};
use people::{Employment, Rank, UnitId, UnitTree};
use screen::form::{Entries, FormErrors, Reading};
use words::Text;

/// What a form offers to choose from.
pub(super) struct Offered<'a> {
    pub categories: &'a [Category],
    pub sections: &'a [UnitId],
    pub units: &'a UnitTree,
}

/// Reads the form; what has to be put right goes along with what was typed.
pub(super) fn read(entries: Entries, offered: &Offered<'_>, t: &Text) -> Result<Entry, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let title = reading.text("title", &t.say("bulletin-title"), LONGEST_TITLE);
    let category = {
        let open = offered.categories.iter().filter(|one| !one.closed);
        let open: Vec<_> = open.map(|one| (one.id.to_string(), one.id)).collect();
        let open: Vec<_> = open.iter().map(|(id, one)| (id.as_str(), *one)).collect();
        reading.one_of("category", &t.say("bulletin-category"), &open)
    };
    let unit = section(&mut reading, offered, t);
    let audience = audience(&reading, offered);
    let shown = period(&mut reading, t);
    let must_read = must_read(&mut reading, t);
    let body = reading.text("body", &t.say("bulletin-body"), LONGEST_BODY);
    let entry = category
        .zip(unit)
        .zip(shown)
        .map(|((category, unit), shown)| Entry {
            category,
            unit,
            title,
            body,
            audience,
            must_read,
            shown,
        });
    for fault in entry.iter().flat_map(faults) {
        reading.refuse(fault.field(), fault_text(fault, t));
    }
    let entries = reading.entries().clone();
    reading.finish()?;
    entry.ok_or_else(|| FormErrors::new(entries))
}

/// The sentence of a fault.
pub(super) fn fault_text(fault: EntryFault, t: &Text) -> String {
    match fault.over() {
        Some(over) => t.say1(fault.key(), "over", over),
        None => t.say(fault.key()).into_owned(),
    }
}

/// What an act refused, at the fields it is about.
pub(super) fn refused(refusal: &BulletinRefusal, entries: Entries, t: &Text) -> FormErrors {
    let mut errors = FormErrors::new(entries);
    if let BulletinRefusal::Entry(faults) = refusal {
        for fault in faults {
            errors.add(fault.field(), fault_text(*fault, t));
        }
    } else {
        errors.add(refusal.field(), refusal.sentence(t));
    }
    errors
}

/// One's only section need not be chosen.
fn section(reading: &mut Reading<'_>, offered: &Offered<'_>, t: &Text) -> Option<UnitId> {
    if let [only] = offered.sections {
        return Some(*only);
    }
    let all: Vec<_> = offered
        .sections
        .iter()
        .map(|one| (one.to_string(), *one))
        .collect();
    let all: Vec<_> = all.iter().map(|(id, one)| (id.as_str(), *one)).collect();
    reading.one_of("unit", &t.say("bulletin-section"), &all)
}

fn audience(reading: &Reading<'_>, offered: &Offered<'_>) -> Audience {
    let entries = reading.entries();
    if entries.text("for").as_deref() != Some("chosen") {
        return Audience::Everybody;
    }
    let units = entries
        .all("units")
        .filter_map(|id| id.parse::<UnitId>().ok());
    Audience::Chosen(Chosen {
        units: units
            .filter(|unit| offered.units.get(*unit).is_some())
            .collect(),
        ranks: entries.all("ranks").filter_map(Rank::of_word).collect(),
        employments: entries
            .all("employments")
            .filter_map(Employment::of_word)
            .collect(),
    })
}

/// The first and the last day; the last one is the whole day.
fn period(reading: &mut Reading<'_>, t: &Text) -> Option<Period> {
    let from = reading.date("from", &t.say("bulletin-shown-from"));
    let last = reading.optional_date("to", &t.say("bulletin-shown-to"));
    let typed = reading
        .entries()
        .text("to")
        .is_some_and(|text| !text.is_empty());
    if typed && last.is_none() {
        return None;
    }
    let period = Period::new(from?, day_after(last)).ok();
    if period.is_none() {
        reading.refuse("to", t.say("bulletin-fault-ends-before"));
    }
    period
}

/// The day after the last; none where there is no last one.
pub(super) fn day_after(last: Option<Date>) -> Option<Date> {
    last.and_then(|last| last.tomorrow().ok())
}

fn must_read(reading: &mut Reading<'_>, t: &Text) -> Option<MustRead> {
    if !reading.entries().ticked("must-read") {
        return None;
    }
    let by = reading.optional_date("confirm-by", &t.say("bulletin-confirm-by"));
    Some(MustRead { by })
}
