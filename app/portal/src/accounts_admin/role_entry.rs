//! The part of a form that gives roles: which, for which unit, from when until when.

use crate::account::role_name;
use access::Role;
use accounts::NewRole;
use calendar::{Date, Period};
use people::{UnitId, UnitTree};
use screen::form::{Choice, Entries, Field, Form, Reading};
use words::Text;

/// Roles that can be given, by what they are about. What people are by appointment is not among them.
const GROUPS: [(&str, &[Role]); 4] = [
    (
        "portal-role-group-section",
        &[Role::SectionEditor, Role::GeneralAffairs],
    ),
    (
        "portal-role-group-officers",
        &[
            Role::PersonnelOfficer,
            Role::TrainingOfficer,
            Role::WelfareOfficer,
            Role::HealthStaff,
            Role::SuggestionOffice,
        ],
    ),
    (
        "portal-role-group-lookers",
        &[
            Role::Executive,
            Role::Auditor,
            Role::CommitteeMember,
            Role::Viewer,
        ],
    ),
    ("portal-role-group-system", &[Role::Administrator]),
];

/// Whether one role is chosen or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HowMany {
    One,
    Several,
}

/// The roles with what each is for, a field a group. What was refused is said at the first.
pub(super) fn role_fields(form: &Form, typed: &Entries, t: &Text, many: HowMany) -> Vec<Field> {
    let chosen: Vec<&str> = typed.all("role").collect();
    let quiet = Form::new(t);
    let choice = |role: &Role| {
        let purpose = t.say(&format!("portal-role-{}-hint", role.name()));
        Choice::new(role.name(), role_name(*role, t)).hint(purpose)
    };
    let field = |(place, (title, roles)): (usize, &(&str, &[Role]))| {
        let form = if place == 0 { form } else { &quiet };
        let choices = roles.iter().map(choice).collect();
        let label = t.say(title);
        let field = match many {
            HowMany::One => form.radios("role", &label, choices),
            HowMany::Several => form.checks("role", &label, choices),
        };
        let field = field.ticked(chosen.iter().copied());
        if place == 0 {
            field
        } else {
            field.id(format!("role-{place}"))
        }
    };
    GROUPS.iter().enumerate().map(field).collect()
}

/// All roles that can be given, in the order of the groups.
pub(super) fn grantable() -> impl Iterator<Item = Role> {
    GROUPS.iter().flat_map(|(_, roles)| roles.iter().copied())
}

/// The unit of a section editor or of general affairs.
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
/// employee, whose unit a role of a unit may be for without one being named.
pub(super) fn read_roles(
    reading: &mut Reading<'_>,
    t: &Text,
    units: &UnitTree,
    follows_unit: bool,
    least: usize,
) -> Option<Vec<NewRole>> {
    let roles: Vec<Role> = reading
        .entries()
        .all("role")
        .filter_map(Role::named)
        .filter(|role| role.can_be_granted())
        .collect();
    if roles.len() < least {
        reading.refuse("role", t.say("portal-role-not-chosen"));
    }
    let unit = read_unit(reading, t, units);
    let of_unit = roles.iter().any(|role| role.is_of_a_unit());
    if unit.is_some() && !of_unit && !roles.is_empty() {
        reading.refuse("unit", t.say("accounts-refusal-unit-without-section"));
        return None;
    }
    if unit.is_none() && of_unit && !follows_unit {
        reading.refuse("unit", t.say("portal-role-unit-needed"));
        return None;
    }
    let period = read_period(reading, t)?;
    Some(
        roles
            .into_iter()
            .map(|role| NewRole {
                role,
                unit: unit.filter(|_| role.is_of_a_unit()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_that_can_be_given_stands_in_one_group() {
        let grouped: Vec<Role> = grantable().collect();
        for role in Role::ALL {
            let times = grouped.iter().filter(|each| **each == role).count();
            assert_eq!(times, usize::from(role.can_be_granted()), "{role:?}");
        }
    }
}
