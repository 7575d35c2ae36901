//! What becomes of the people of units that end or are split. Pure.

use super::records::{Place, Problem};
use super::rules::{Closed, Planned};
use crate::records::{Appointment, AppointmentId, AppointmentKind, EmployeeId, UnitId};
use calendar::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How an appointment goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// It ends on the day, and a new one begins in the other unit.
    Anew,
    /// It begins on the day or later, and does so in the other unit.
    AsItStands,
    /// It is a concurrent one and ends, because its holder belongs to the other unit or there is none.
    Ends,
}

/// What becomes of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts about one appointment"
)]
pub struct Move {
    /// Who.
    pub employee: EmployeeId,
    /// The unit that is left.
    pub from: UnitId,
    /// The unit that is entered.
    pub to: UnitId,
    /// The appointment.
    pub appointment: AppointmentId,
    /// Whether it is the main one.
    pub main: bool,
    /// How it goes over.
    pub how: Moved,
    /// Whether the other unit goes on with the work, so that the years in the unit count on.
    pub continues: bool,
    /// Whether the holder headed the unit that is left.
    pub headed: bool,
    /// Whether the holder heads the unit that is entered.
    pub heads: bool,
}

/// What [`moved`] looks at.
#[derive(Debug, Clone, Copy)]
pub struct Movable<'a> {
    /// Appointments to units that end or are split, which hold on the day or begin later.
    pub appointments: &'a [Appointment],
    /// The unit of the main appointment of each holder on the day.
    pub belongs: &'a HashMap<EmployeeId, UnitId>,
    /// Who heads the other units concerned on the day.
    pub heads: &'a [(UnitId, EmployeeId)],
    /// Places given one by one.
    pub places: &'a [Place],
}

/// What becomes of the people, and who has no place left.
#[must_use]
pub fn moved(people: Movable<'_>, plan: &Planned, on: Date) -> (Vec<Move>, Vec<Problem>) {
    let there: HashSet<UnitId> = plan
        .after
        .iter()
        .filter(|version| version.period.contains(on))
        .map(|version| version.unit)
        .collect();
    let placed: HashMap<EmployeeId, &Place> = people
        .places
        .iter()
        .map(|place| (place.employee, place))
        .collect();
    let mut moves = Vec::new();
    let mut homeless: BTreeMap<UnitId, BTreeSet<EmployeeId>> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for held in people.appointments {
        let closed = plan.closed.iter().find(|closed| closed.unit == held.unit);
        let main = held.kind == AppointmentKind::Main;
        let place = placed.get(&held.employee).filter(|_| main);
        if let Some(place) = place
            && !there.contains(&place.unit)
        {
            gone.insert(held.employee);
            continue;
        }
        let place = place.filter(|place| place.unit != held.unit);
        let target = closed.and_then(|closed| closed.target);
        let to = place.map(|place| place.unit).or(target);
        match (to, closed) {
            (Some(to), _) => moves.push(goes(held, to, place.copied(), plan, closed, on)),
            // Who helps out in a unit that ends helps out no longer.
            (None, Some(_)) if !main && held.period.from() < on => {
                moves.push(Move {
                    how: Moved::Ends,
                    heads: false,
                    ..goes(held, held.unit, None, plan, closed, on)
                });
            }
            (None, Some(_)) => {
                homeless.entry(held.unit).or_default().insert(held.employee);
            }
            // A unit that is split, and those below it, go on with whoever has no other place.
            (None, None) => {}
        }
    }
    end_needless(&mut moves, people.belongs);
    let mut problems: Vec<Problem> = homeless
        .into_iter()
        .map(|(unit, people)| Problem::NoPlace {
            unit,
            people: i64::try_from(people.len()).unwrap_or(i64::MAX),
        })
        .collect();
    problems.extend(
        gone.into_iter()
            .map(|employee| Problem::PlaceGone { employee }),
    );
    problems.extend(two_heads(&moves, people.heads));
    (moves, problems)
}

fn goes(
    held: &Appointment,
    to: UnitId,
    place: Option<&Place>,
    plan: &Planned,
    closed: Option<&Closed>,
    on: Date,
) -> Move {
    let made = plan.made.iter().find(|(unit, ..)| *unit == to);
    let taken_over = plan
        .split
        .iter()
        .any(|(part, units)| *part == to && units.contains(&held.unit));
    let merged = closed.is_some_and(|closed| closed.continues && closed.target == Some(to));
    Move {
        employee: held.employee,
        from: held.unit,
        to,
        appointment: held.id,
        main: held.kind == AppointmentKind::Main,
        how: if held.period.from() < on {
            Moved::Anew
        } else {
            Moved::AsItStands
        },
        continues: merged || taken_over,
        headed: held.heads,
        // A unit that exists has its head; a new one takes the head who comes.
        heads: match place {
            Some(place) => place.heads,
            None => held.heads && made.is_some(),
        },
    }
}

/// A concurrent appointment to the unit that one belongs to says nothing.
fn end_needless(moves: &mut [Move], belongs: &HashMap<EmployeeId, UnitId>) {
    let mut belongs = belongs.clone();
    for one in moves
        .iter()
        .filter(|one| one.main && one.how == Moved::Anew)
    {
        belongs.insert(one.employee, one.to);
    }
    for one in moves.iter_mut() {
        if !one.main && one.how == Moved::Anew && belongs.get(&one.employee) == Some(&one.to) {
            one.how = Moved::Ends;
            one.heads = false;
        }
    }
}

fn two_heads(moves: &[Move], there: &[(UnitId, EmployeeId)]) -> Vec<Problem> {
    let mut coming: BTreeMap<UnitId, BTreeSet<EmployeeId>> = BTreeMap::new();
    for one in moves.iter().filter(|one| one.heads) {
        coming.entry(one.to).or_default().insert(one.employee);
    }
    let staying = |unit: UnitId, coming: &BTreeSet<EmployeeId>| {
        let leaves = |who: &EmployeeId| {
            moves
                .iter()
                .any(|one| one.employee == *who && one.from == unit && one.main)
        };
        there
            .iter()
            .filter(|(of, who)| *of == unit && !coming.contains(who) && !leaves(who))
            .count()
    };
    coming
        .into_iter()
        .filter(|(unit, coming)| coming.len() + staying(*unit, coming) > 1)
        .map(|(unit, _)| Problem::TwoHeads { unit })
        .collect()
}
