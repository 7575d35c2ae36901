//! Which route an application takes, and who decides each step of it: pure.
//!
//! **Which route.** Of the definitions that fit, the most special one: for this kind of application before
//! one for all, for the nearest unit before one for a unit above or for the whole city, for the narrower
//! band of ranks, for the higher amount.
//!
//! **Who decides.** A step for "the head of the team" is for the nearest team above the applicant; where
//! there is none (who serves in the section itself), the step falls away. Nobody decides about an
//! application of their own: where the applicant heads the unit, the next head above decides. A vacant post
//! is decided by whoever acts for it, and if nobody does, by the next head above; where there is no head
//! above, by the executives, and without these by the personnel officers. Who would decide twice, decides
//! once, at the later step. At least one step always remains.

use super::records::{BUILT_IN, FixedStep, Moved, Route, RouteStep, Who};
use crate::approvals::Seat;
use access::Role;
use people::{EmployeeId, Rank, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Somebody who may decide: an employee, or the account of somebody outside the staff with a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sitter {
    Employee(i64),
    Outside(i64),
}

/// A unit on the way up, with those who head it on the day, acting heads included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub unit: UnitId,
    pub kind: UnitKind,
    pub heads: Vec<EmployeeId>,
}

/// What the organisation of the day says, as far as a route needs it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Office {
    /// Units with the way up from each, itself first.
    pub above: HashMap<UnitId, Vec<Place>>,
    /// Who has a role.
    pub roles: HashMap<Role, Vec<Sitter>>,
    /// Persons in service.
    pub serving: HashSet<EmployeeId>,
}

/// Who applies, from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Applicant {
    pub employee: EmployeeId,
    pub unit: Option<UnitId>,
    pub rank: Option<Rank>,
}

impl Office {
    pub fn way_up(&self, unit: Option<UnitId>) -> &[Place] {
        unit.and_then(|unit| self.above.get(&unit))
            .map_or(&[], Vec::as_slice)
    }

    /// Who sits in a seat.
    pub fn sitters(&self, seat: Seat) -> BTreeSet<Sitter> {
        match seat {
            Seat::Head(unit) => {
                let heads = self.way_up(Some(unit)).first();
                let all = self
                    .above
                    .values()
                    .flatten()
                    .find(|place| place.unit == unit);
                heads
                    .or(all)
                    .into_iter()
                    .flat_map(|place| &place.heads)
                    .map(|head| Sitter::Employee(head.0))
                    .collect()
            }
            Seat::Role(role) => self
                .roles
                .get(&role)
                .into_iter()
                .flatten()
                .copied()
                .collect(),
            Seat::Person(person) => BTreeSet::from([Sitter::Employee(person.0)]),
        }
    }

    /// The first head of the places who is not the applicant.
    fn head_among(places: &[Place], applicant: EmployeeId) -> Option<Seat> {
        let other = |place: &&Place| place.heads.iter().any(|head| *head != applicant);
        places
            .iter()
            .find(other)
            .map(|place| Seat::Head(place.unit))
    }

    fn role_of_another(&self, role: Role, applicant: EmployeeId) -> Option<Seat> {
        let own = Sitter::Employee(applicant.0);
        let held = self
            .roles
            .get(&role)
            .is_some_and(|all| all.iter().any(|one| *one != own));
        held.then_some(Seat::Role(role))
    }

    /// Who decides when no head is left.
    fn last_resort(&self, applicant: EmployeeId) -> Option<Seat> {
        [Role::Executive, Role::PersonnelOfficer]
            .into_iter()
            .find_map(|role| self.role_of_another(role, applicant))
    }
}

/// Who decides instead of a seat that nobody takes, or that was not decided in time: the next head above.
/// For a vacant seat somebody is always found if there is anybody; an overdue one stays where it is when
/// there is no head above and no executive.
pub(crate) fn next_above(
    office: &Office,
    seat: Seat,
    start: Option<UnitId>,
    applicant: EmployeeId,
    moved: Moved,
) -> Option<Seat> {
    let way = office.way_up(start);
    let places = match seat {
        Seat::Head(_) if start.map(Seat::Head) == Some(seat) => way.get(1..).unwrap_or_default(),
        _ => way,
    };
    let above = match seat {
        // Above the person: the head of their own unit, unless they head it themselves.
        Seat::Person(person) => places
            .iter()
            .find(|place| {
                let others = |head: &EmployeeId| *head != applicant && *head != person;
                !place.heads.contains(&person) && place.heads.iter().any(others)
            })
            .map(|place| Seat::Head(place.unit)),
        Seat::Head(_) => Office::head_among(places, applicant),
        Seat::Role(_) => None,
    };
    let last = || match moved {
        Moved::Overdue => office.role_of_another(Role::Executive, applicant),
        Moved::Vacant | Moved::Own => office.last_resort(applicant),
    };
    above.or_else(last).filter(|found| *found != seat)
}

/// The definition for an application; `None` means the built-in route.
pub(crate) fn choose<'a>(
    routes: &'a [Route],
    kind: &str,
    amount: Option<i64>,
    applicant: &Applicant,
    office: &Office,
) -> Option<&'a Route> {
    let way: Vec<UnitId> = office
        .way_up(applicant.unit)
        .iter()
        .map(|place| place.unit)
        .collect();
    let fits = |route: &&Route| {
        route.kind.as_deref().is_none_or(|of| of == kind)
            && route.unit.is_none_or(|unit| way.contains(&unit))
            && route
                .rank_from
                .is_none_or(|from| applicant.rank.is_some_and(|rank| rank <= from))
            && route
                .amount_from
                .is_none_or(|from| amount.is_some_and(|amount| amount >= from))
    };
    let special = |route: &&Route| {
        let near = route
            .unit
            .and_then(|unit| way.iter().position(|one| *one == unit))
            .map_or(0, |steps_up| way.len() - steps_up);
        // Ranks count from the top: the smaller, the narrower the band.
        let narrow = route.rank_from.map_or(0, |rank| {
            Rank::ALL.len() - Rank::ALL.iter().position(|one| *one == rank).unwrap_or(0)
        });
        (
            route.kind.is_some(),
            near,
            narrow,
            route.amount_from.unwrap_or(-1),
            route.period.from(),
            route.id,
        )
    };
    routes.iter().filter(fits).max_by_key(special)
}

/// The steps of a definition, or the built-in ones.
pub(crate) fn steps_of(route: Option<&Route>) -> &[RouteStep] {
    route.map_or(&BUILT_IN, |route| &route.steps)
}

/// Who decides each step for the applicant; empty when nobody but the applicant could decide anything.
pub(crate) fn fix(steps: &[RouteStep], applicant: &Applicant, office: &Office) -> Vec<FixedStep> {
    let mut fixed: Vec<FixedStep> = steps
        .iter()
        .filter_map(|step| fix_one(step, applicant, office))
        .collect();
    decide_once(&mut fixed, office);
    if fixed.is_empty() {
        let asked = steps.first().map_or(BUILT_IN[0], |step| *step);
        let way = office.way_up(applicant.unit);
        let seat = Office::head_among(way, applicant.employee)
            .or_else(|| office.last_resort(applicant.employee));
        fixed.extend(seat.map(|seat| FixedStep {
            position: 1,
            rule: asked.rule,
            asked: asked.who,
            moved: Some(reason(way, applicant.employee)),
            seat,
            due_days: asked.due_days,
        }));
    }
    renumber(&mut fixed);
    fixed
}

/// Why the head of the first of the places does not decide.
fn reason(places: &[Place], applicant: EmployeeId) -> Moved {
    match places.first() {
        Some(place) if place.heads.contains(&applicant) => Moved::Own,
        _ => Moved::Vacant,
    }
}

fn fix_one(step: &RouteStep, applicant: &Applicant, office: &Office) -> Option<FixedStep> {
    let own = applicant.employee;
    let up = |places: &[Place]| Office::head_among(places, own).or_else(|| office.last_resort(own));
    let (wanted, seat, why) = match step.who {
        Who::Head(level) => {
            let way = office.way_up(applicant.unit);
            let at = way.iter().position(|place| place.kind == level.kind())?;
            let places = way.get(at..).unwrap_or_default();
            let wanted = places.first().map(|place| Seat::Head(place.unit));
            (wanted, up(places), reason(places, own))
        }
        Who::UnitHead(unit) => {
            let places = office.way_up(Some(unit));
            (Some(Seat::Head(unit)), up(places), reason(places, own))
        }
        Who::Role(role) => {
            let held = office.role_of_another(role, own);
            let empty = office.roles.get(&role).is_none_or(Vec::is_empty);
            let why = if empty { Moved::Vacant } else { Moved::Own };
            (
                Some(Seat::Role(role)),
                held.or_else(|| office.last_resort(own)),
                why,
            )
        }
        Who::Person(person) if person == own => {
            (None, up(office.way_up(applicant.unit)), Moved::Own)
        }
        Who::Person(person) => {
            let seat = Seat::Person(person);
            let there = office.serving.contains(&person).then_some(seat);
            (
                Some(seat),
                there.or_else(|| office.last_resort(own)),
                Moved::Vacant,
            )
        }
    };
    let seat = seat?;
    Some(FixedStep {
        position: step.position,
        rule: step.rule,
        asked: step.who,
        moved: (wanted != Some(seat)).then_some(why),
        seat,
        due_days: step.due_days,
    })
}

/// Takes away a step whose deciders, the very same, decide again later.
fn decide_once(steps: &mut Vec<FixedStep>, office: &Office) {
    let holders: Vec<BTreeSet<Sitter>> =
        steps.iter().map(|step| office.sitters(step.seat)).collect();
    let again = |at: usize| {
        let same = |later: usize| {
            steps[later].seat == steps[at].seat
                || !holders[at].is_empty() && holders[later] == holders[at]
        };
        (at + 1..steps.len()).any(same)
    };
    let keep: Vec<bool> = (0..steps.len()).map(|at| !again(at)).collect();
    let mut keep = keep.into_iter();
    steps.retain(|_| keep.next().unwrap_or(true));
}

/// Positions from 1 without gaps.
fn renumber(steps: &mut [FixedStep]) {
    let positions: BTreeSet<i64> = steps.iter().map(|step| step.position).collect();
    let places: BTreeMap<i64, i64> = positions.into_iter().zip(1..).collect();
    for step in steps {
        step.position = places.get(&step.position).copied().unwrap_or(step.position);
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
