//! The lists that forms offer.

use calendar::Date;
use people::{
    AbsenceKind, AppointmentKind, DepartureKind, Employment, Rank, Sex, UnitId, UnitTree,
};
use screen::form::{Choice, Field, Form};
use screen::visit::Visit;
use words::Text;

fn named<T: Copy>(
    all: &[T],
    word: fn(T) -> &'static str,
    key: fn(T) -> &'static str,
    t: &Text,
) -> Vec<Choice> {
    all.iter()
        .map(|one| Choice::new(word(*one), t.say(key(*one))))
        .collect()
}

/// The same with "not chosen" or "any" before it.
pub(super) fn with_first(first: &str, t: &Text, mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.insert(0, Choice::new("", t.say(first)));
    choices
}

pub(super) fn ranks(t: &Text) -> Vec<Choice> {
    named(Rank::ALL, Rank::word, Rank::key, t)
}

pub(super) fn employments(t: &Text) -> Vec<Choice> {
    named(Employment::ALL, Employment::word, Employment::key, t)
}

pub(super) fn sexes(t: &Text) -> Vec<Choice> {
    named(Sex::ALL, Sex::word, Sex::key, t)
}

pub(super) fn absence_kinds(t: &Text) -> Vec<Choice> {
    named(AbsenceKind::ALL, AbsenceKind::word, AbsenceKind::key, t)
}

pub(super) fn departure_kinds(t: &Text) -> Vec<Choice> {
    named(
        DepartureKind::ALL,
        DepartureKind::word,
        DepartureKind::key,
        t,
    )
}

/// The kinds of appointment that stand beside the main one.
pub(super) const BESIDE: [AppointmentKind; 3] = [
    AppointmentKind::Concurrent,
    AppointmentKind::Acting,
    AppointmentKind::Seconded,
];

/// Units in the order of the organisation, each below the one it belongs to.
pub(super) fn units(tree: &UnitTree) -> Vec<Choice> {
    tree.iter()
        .map(|(depth, unit)| {
            // Blanks at the beginning of an option are dropped; ideographic ones stay.
            let indent = "　".repeat(depth);
            Choice::new(unit.unit, format!("{indent}{}", unit.name))
        })
        .collect()
}

/// A choice of unit that has to be made.
pub(super) fn unit_field(form: &Form, t: &Text, tree: &UnitTree, chosen: Option<UnitId>) -> Field {
    let choices = with_first("staff-choose", t, units(tree));
    let field = form
        .select("unit", &t.say("staff-field-unit"), choices)
        .required();
    match chosen {
        Some(unit) => field.value(unit),
        None => field,
    }
}

/// The organisation on the day a form is about; of today while no day was entered.
pub(super) async fn tree_on(visit: &Visit, on: Option<Date>) -> anyhow::Result<UnitTree> {
    people::units_on(visit.db(), on.unwrap_or_else(|| visit.today())).await
}

/// The organisation of today together with units that come later, for forms whose day is still open: what
/// does not exist on the entered day is refused there.
pub(super) async fn tree_ahead(visit: &Visit) -> anyhow::Result<UnitTree> {
    let today = visit.today();
    let next = calendar::FiscalYear::of(today).next().first_day();
    let now = people::units_on(visit.db(), today).await?;
    let later = people::units_on(visit.db(), next).await?;
    let mut all: Vec<people::UnitVersion> = now.iter().map(|(_, unit)| unit.clone()).collect();
    all.extend(
        later
            .iter()
            .filter(|(_, unit)| now.get(unit.unit).is_none())
            .map(|(_, unit)| unit.clone()),
    );
    Ok(UnitTree::new(all))
}
