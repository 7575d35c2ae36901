//! The lists that forms offer.

use calendar::Date;
use people::{
    AbsenceKind, AppointmentKind, DepartureKind, Employment, Rank, Sex, UnitId, UnitTree,
    UnitVersion,
};
use screen::form::{Choice, Field, Form};
use screen::visit::Visit;
use std::sync::Arc;
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
        .map(|(depth, unit)| choice(depth, unit))
        .collect()
}

fn choice(depth: usize, unit: &UnitVersion) -> Choice {
    // Blanks at the beginning of an option are dropped; ideographic ones stay.
    let indent = "　".repeat(depth);
    Choice::new(unit.unit, format!("{indent}{}", unit.name))
}

/// More choices than these nobody reads, and a city of 50,000 people has thousands of units.
const MOST_CHOICES: usize = 300;

/// The units to narrow a list by: all of them, or in a large city as many levels as can be read, with what
/// stands right below the chosen unit and those above it. So a choice leads on to the next level.
pub(super) fn units_near(tree: &UnitTree, chosen: Option<UnitId>) -> Vec<Choice> {
    let up_to = |most: usize| tree.iter().filter(|(depth, _)| *depth <= most).count();
    let deepest = tree.iter().map(|(depth, _)| depth).max().unwrap_or(0);
    let levels = (0..=deepest)
        .rev()
        .find(|most| up_to(*most) <= MOST_CHOICES)
        .unwrap_or(0);
    let above: Vec<UnitId> = chosen
        .into_iter()
        .flat_map(|unit| tree.upward(unit).map(|version| version.unit))
        .collect();
    tree.iter()
        .filter(|(depth, unit)| {
            *depth <= levels || unit.parent.is_some_and(|parent| above.contains(&parent))
        })
        .map(|(depth, unit)| choice(depth, unit))
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
pub(super) async fn tree_on(visit: &Visit, on: Option<Date>) -> anyhow::Result<Arc<UnitTree>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::{Date, Period};
    use people::{Kana, Title, UnitKind};

    fn unit(number: i64, parent: Option<i64>) -> UnitVersion {
        let title = |text: String| Title::parse(&text).unwrap_or_else(|error| panic!("{error:?}"));
        UnitVersion {
            unit: UnitId(number),
            name: title(format!("第{number}")),
            short_name: title(format!("{number}")),
            kana: Kana::parse("だい").unwrap_or_else(|error| panic!("{error:?}")),
            parent: parent.map(UnitId),
            kind: UnitKind::Other,
            position: number,
            period: Period::starting(Date::constant(2020, 4, 1)),
        }
    }

    /// Ten departments of ten sections, each with as many teams as asked for.
    fn city(teams: i64) -> UnitTree {
        let mut units = Vec::new();
        for department in 1..=10 {
            units.push(unit(department, None));
            for section in 0..10 {
                let section = department * 100 + section;
                units.push(unit(section, Some(department)));
                units.extend((0..teams).map(|team| unit(section * 100 + team, Some(section))));
            }
        }
        UnitTree::new(units)
    }

    #[test]
    fn a_small_city_offers_all_its_units() {
        assert_eq!(units_near(&city(1), None).len(), 10 + 100 + 100);
    }

    #[test]
    fn a_large_city_offers_the_next_level_of_what_was_chosen() {
        let large = city(5);
        assert_eq!(units_near(&large, None).len(), 10 + 100);
        assert_eq!(units_near(&large, Some(UnitId(100))).len(), 10 + 100 + 5);
        let team = units_near(&large, Some(UnitId(10_002)));
        assert_eq!(team.len(), 10 + 100 + 5, "its neighbours stay in sight");
    }
}
