//! The fields of a program's heading, where it is added and where it is changed.

use crate::document::Part;
use crate::pages::frame::{Opened, part_name};
use people::{UnitId, UnitTree};
use screen::form::{Choice, Entries, Field, Form, Width};
use screen::visit::Visit;
use words::Text;

/// The fields of a new program.
pub(super) struct ProgramFields {
    pub name: Field,
    pub part: Field,
    pub owner: Field,
    pub unit: Field,
    pub key: Field,
}

pub(super) fn program_fields(
    visit: &Visit,
    form: &Form,
    opened: &Opened,
    units: &UnitTree,
) -> ProgramFields {
    let t = &visit.text;
    let parts: Vec<Choice> = [Part::Plan, Part::Review]
        .into_iter()
        .filter(|part| *part == Part::Plan || opened.loaded.document.review_years.is_some())
        .map(|part| {
            let key = format!("plan-import-part-{}", part_name(part));
            Choice::new(part_name(part), t.say(&key))
        })
        .collect();
    ProgramFields {
        name: form
            .text("program", &t.say("plan-setup-program-name"))
            .required(),
        part: form
            .radios("part", &t.say("plan-setup-part"), parts)
            .ticked([part_name(Part::Plan)])
            .inline(),
        owner: owner_field(form, t, None),
        unit: unit_field(form, t, units, None),
        key: form
            .text("key", &t.say("plan-setup-key"))
            .hint(t.say("plan-setup-key-hint"))
            .width(Width::Middle)
            .optional(),
    }
}

pub(super) fn owner_field(form: &Form, t: &Text, owner: Option<&str>) -> Field {
    form.text("owner", &t.say("plan-setup-owner"))
        .hint(t.say("plan-setup-owner-hint"))
        .value(owner.unwrap_or_default())
        .width(Width::Middle)
        .optional()
}

/// The units of today, each with its place below the others.
pub(super) fn unit_field(form: &Form, t: &Text, units: &UnitTree, unit: Option<i64>) -> Field {
    let indented = |depth: usize, name: &str| format!("{}{name}", "　".repeat(depth));
    let mut choices = vec![Choice::new("", t.say("plan-setup-no-unit"))];
    choices.extend(
        units
            .iter()
            .map(|(depth, unit)| Choice::new(unit.unit, indented(depth, unit.name.as_str()))),
    );
    // A section that was closed since stays chosen until somebody chooses another.
    if let Some(unit) = unit.filter(|unit| units.get(UnitId(*unit)).is_none()) {
        choices.push(Choice::new(unit, t.say("plan-setup-closed-unit")));
    }
    form.select("unit", &t.say("plan-setup-unit"), choices)
        .hint(t.say("plan-setup-unit-hint"))
        .ticked([unit.map_or_else(String::new, |unit| unit.to_string())])
        .width(Width::Middle)
}

/// The printed owner and the section of the directory. Where only one is given, the other follows from
/// it: the section's name is printed, and a printed name that means one section is that section.
pub(super) fn owner_and_unit(entries: &Entries, units: &UnitTree) -> (Option<String>, Option<i64>) {
    let owner = entries.text("owner").filter(|owner| !owner.is_empty());
    let unit: Option<i64> = entries.text("unit").and_then(|unit| unit.parse().ok());
    match (owner, unit) {
        (None, Some(unit)) => {
            let name = units
                .get(UnitId(unit))
                .map(|version| version.name.as_str().to_owned());
            (name, Some(unit))
        }
        (Some(owner), None) => {
            let unit = units.written(&owner).map(|version| version.unit.0);
            (Some(owner), unit)
        }
        both => both,
    }
}
