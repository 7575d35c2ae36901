//! The part of a form that gives roles: which, for which unit, from when until when.

use crate::account::role_name;
use access::Role;
use accounts::NewRole;
use calendar::{Date, Period};
use people::{UnitId, UnitTree};
use screen::form::{Choice, Field, Form, Reading};
use words::Text;

/// The roles with what each is for.
pub(super) fn role_choices(t: &Text) -> Vec<Choice> {
    Role::ALL
        .map(|role| {
            let purpose = t
                .say(&format!("portal-role-{}-hint", role.name()))
                .into_owned();
            Choice::new(role.name(), role_name(role, t)).hint(purpose)
        })
        .to_vec()
}

/// The unit that a section editor answers for.
pub(super) fn unit_field(form: &Form, t: &Text, units: &UnitTree) -> Field {
    let own = Choice::new("", t.say("portal-role-own-unit-choice"));
    let each = units
        .iter()
        .map(|(_, unit)| Choice::new(unit.unit, units.path(unit.unit)));
    form.select(
        "unit",
        &t.say("portal-role-unit"),
        std::iter::once(own).chain(each).collect(),
    )
    .hint(t.say("portal-role-unit-hint"))
}

/// The first day of the roles.
pub(super) fn from_field(form: &Form, t: &Text, today: Date) -> Field {
    form.date("from", &t.say("portal-role-from"))
        .day(Some(today))
        .required()
}

/// Reads the roles; `None` when something has to be put right. `follows_unit` says whether there is an
/// employee, whose unit a section editor may answer for without one being named.
pub(super) fn read_roles(
    reading: &mut Reading<'_>,
    t: &Text,
    units: &UnitTree,
    follows_unit: bool,
) -> Option<Vec<NewRole>> {
    let roles: Vec<Role> = reading
        .entries()
        .all("role")
        .filter_map(Role::named)
        .collect();
    if roles.is_empty() {
        reading.refuse("role", t.say("portal-role-not-chosen"));
    }
    let unit = read_unit(reading, t, units);
    let edits = roles.contains(&Role::SectionEditor);
    if unit.is_some() && !edits && !roles.is_empty() {
        reading.refuse("unit", t.say("accounts-refusal-unit-without-section"));
        return None;
    }
    if unit.is_none() && edits && !follows_unit {
        reading.refuse("unit", t.say("portal-role-unit-needed"));
        return None;
    }
    let period = read_period(reading, t)?;
    let of_section = |role: Role| unit.filter(|_| role == Role::SectionEditor);
    Some(
        roles
            .into_iter()
            .map(|role| NewRole {
                role,
                unit: of_section(role),
                period,
            })
            .collect(),
    )
}

fn read_unit(reading: &mut Reading<'_>, t: &Text, units: &UnitTree) -> Option<UnitId> {
    let chosen = reading
        .entries()
        .text("unit")
        .filter(|text| !text.is_empty())?;
    let unit: Option<UnitId> = chosen
        .parse()
        .ok()
        .filter(|unit| units.get(*unit).is_some());
    if unit.is_none() {
        reading.refuse("unit", t.say("accounts-refusal-not-found"));
    }
    unit
}

fn read_period(reading: &mut Reading<'_>, t: &Text) -> Option<Period> {
    let from = reading.date("from", &t.say("portal-role-from"));
    let to = reading.optional_date("to", &t.say("portal-role-to"));
    let period = Period::new(from?, to);
    if period.is_err() {
        reading.refuse("to", t.say("portal-role-ends-too-early"));
    }
    period.ok()
}
