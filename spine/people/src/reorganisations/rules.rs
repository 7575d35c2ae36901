//! What steps make of the units, and what must hold for units on every day. Pure: no clock, no database.

use super::records::{Change, Problem, Step};
use crate::folding::fold;
use crate::records::{Kana, Title, UnitId, UnitVersion};
use calendar::{Date, Period};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is wrong with the units on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A unit has two versions.
    Overlap(UnitId, Date),
    /// The unit above does not exist.
    NoParent(UnitId, Date),
    /// The unit stands below itself.
    Circle(UnitId, Date),
    /// Two units below one unit have the same name.
    SameName(UnitId, UnitId, Date),
}

/// Everything that is wrong with the versions on a day or on any later one: the days on which something
/// changes stand for those between.
#[must_use]
pub fn faults(versions: &[UnitVersion], from: Date) -> BTreeSet<Fault> {
    let begins = versions.iter().map(|version| version.period.from());
    let ends = versions.iter().filter_map(|version| version.period.to());
    let mut days: BTreeSet<Date> = begins.chain(ends).filter(|day| *day > from).collect();
    days.insert(from);
    let names: Vec<String> = versions
        .iter()
        .map(|version| fold(version.name.as_str()))
        .collect();
    let mut found = BTreeSet::new();
    for day in days {
        faults_on(versions, &names, day, &mut found);
    }
    found
}

fn faults_on(versions: &[UnitVersion], names: &[String], day: Date, found: &mut BTreeSet<Fault>) {
    let mut parents: HashMap<UnitId, Option<UnitId>> = HashMap::new();
    let mut named: HashMap<(Option<UnitId>, &str), UnitId> = HashMap::new();
    let holding = versions
        .iter()
        .zip(names)
        .filter(|(version, _)| version.period.contains(day));
    for (version, name) in holding {
        if parents.insert(version.unit, version.parent).is_some() {
            found.insert(Fault::Overlap(version.unit, day));
            continue;
        }
        if let Some(other) = named.insert((version.parent, name), version.unit) {
            let (one, two) = (other.min(version.unit), other.max(version.unit));
            found.insert(Fault::SameName(one, two, day));
        }
    }
    let mut sound: HashSet<UnitId> = HashSet::new();
    for (unit, parent) in &parents {
        if let Some(parent) = parent
            && !parents.contains_key(parent)
        {
            found.insert(Fault::NoParent(*unit, day));
        }
        if stands_below_itself(*unit, &parents, &mut sound) {
            found.insert(Fault::Circle(*unit, day));
        }
    }
}

/// Walks up from a unit; every unit from which the top was reached is remembered as sound.
fn stands_below_itself(
    unit: UnitId,
    parents: &HashMap<UnitId, Option<UnitId>>,
    sound: &mut HashSet<UnitId>,
) -> bool {
    let mut walked = Vec::new();
    let mut at = Some(unit);
    while let Some(here) = at {
        if sound.contains(&here) {
            break;
        }
        if walked.contains(&here) {
            return true;
        }
        walked.push(here);
        at = parents.get(&here).copied().flatten();
    }
    sound.extend(walked);
    false
}

/// A unit that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// Which.
    pub unit: UnitId,
    /// Where its people go, unless they have a place of their own.
    pub target: Option<UnitId>,
    /// Whether the target goes on with its work.
    pub continues: bool,
}

/// What the steps make of the units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// The versions that begin on the day.
    pub begun: Vec<UnitVersion>,
    /// The units that are made, with their code and the unit whose work they take over.
    pub made: Vec<(UnitId, Title, Option<UnitId>)>,
    /// The units that are split, with those below them: for each unit that is made of a part of one.
    pub split: Vec<(UnitId, BTreeSet<UnitId>)>,
    /// The units whose version ends on the day, because they change or end.
    pub ended: Vec<UnitId>,
    /// The units that end.
    pub closed: Vec<Closed>,
    /// All versions that hold on the day or later, as they will be.
    pub after: Vec<UnitVersion>,
    /// What stands in the way.
    pub problems: Vec<Problem>,
}

/// What the steps together say about one unit that exists.
#[derive(Default)]
struct Touch<'a> {
    renamed: Option<(&'a Title, &'a Title, &'a Kana)>,
    moved: Option<(Option<UnitId>, i64)>,
    closed: Option<(Option<UnitId>, bool)>,
}

impl<'a> Touch<'a> {
    /// Adds a step; `false` when it contradicts an earlier one.
    fn add(&mut self, change: &'a Change) -> bool {
        let closed = self.closed.is_some();
        let changed = self.renamed.is_some() || self.moved.is_some();
        match change {
            Change::Rename {
                name,
                short_name,
                kana,
                ..
            } => !closed && self.renamed.replace((name, short_name, kana)).is_none(),
            Change::Move {
                parent, position, ..
            } => !closed && self.moved.replace((*parent, *position)).is_none(),
            Change::Merge { target, .. } => {
                self.closed = Some((Some(*target), true));
                !closed && !changed
            }
            Change::Abolish { target, .. } => {
                self.closed = Some((*target, false));
                !closed && !changed
            }
            Change::Create { .. } | Change::Split { .. } => false,
        }
    }
}

/// What steps make of the units on a day. `versions` are those that hold on the day or later; nothing that
/// was wrong before counts as a problem of the plan.
#[must_use]
pub fn planned(versions: &[UnitVersion], steps: &[Step], on: Date) -> Planned {
    let current: HashMap<UnitId, &UnitVersion> = versions
        .iter()
        .filter(|version| version.period.contains(on))
        .map(|version| (version.unit, version))
        .collect();
    let mut problems = Vec::new();
    if steps.is_empty() {
        problems.push(Problem::NoSteps);
    }
    let mut plan = Planned::default();
    let mut touched: BTreeMap<UnitId, Touch<'_>> = BTreeMap::new();
    for step in steps {
        let unit = step.change.unit();
        match &step.change {
            Change::Create { part, .. } => make(&mut plan, unit, part, None, on),
            Change::Split { source, part, .. } => {
                if !current.contains_key(source) {
                    problems.push(Problem::NoSuchUnit { unit: *source });
                }
                make(&mut plan, unit, part, Some(*source), on);
                plan.split.push((unit, with_those_below(&current, *source)));
            }
            _ if !current.contains_key(&unit) => problems.push(Problem::NoSuchUnit { unit }),
            change => {
                if !touched.entry(unit).or_default().add(change) {
                    problems.push(Problem::Twice { unit });
                }
            }
        }
    }
    follow_merged(&current, &mut touched);
    change_units(&mut plan, &current, &touched, on);
    later_versions(versions, &touched, on, &mut problems);
    let rest = versions
        .iter()
        .filter(|version| !(version.period.contains(on) && touched.contains_key(&version.unit)));
    plan.after = rest.cloned().chain(plan.begun.iter().cloned()).collect();
    same_codes(&plan, &mut problems);
    targets(&plan, on, &mut problems);
    new_faults(versions, &plan, on, &mut problems);
    plan.problems = problems;
    plan
}

fn make(
    plan: &mut Planned,
    unit: UnitId,
    part: &super::records::Part,
    source: Option<UnitId>,
    on: Date,
) {
    plan.made.push((unit, part.code.clone(), source));
    plan.begun.push(UnitVersion {
        unit,
        name: part.name.clone(),
        short_name: part.short_name.clone(),
        kana: part.kana.clone(),
        parent: part.parent,
        kind: part.kind,
        position: part.position,
        period: Period::starting(on),
    });
}

/// A unit with all units below it on the day.
fn with_those_below(current: &HashMap<UnitId, &UnitVersion>, unit: UnitId) -> BTreeSet<UnitId> {
    let mut units = BTreeSet::from([unit]);
    loop {
        let more: Vec<UnitId> = current
            .values()
            .filter(|version| version.parent.is_some_and(|parent| units.contains(&parent)))
            .map(|version| version.unit)
            .filter(|unit| !units.contains(unit))
            .collect();
        if more.is_empty() {
            return units;
        }
        units.extend(more);
    }
}

/// The units below a merged one go with it, unless a step says otherwise.
fn follow_merged(
    current: &HashMap<UnitId, &UnitVersion>,
    touched: &mut BTreeMap<UnitId, Touch<'_>>,
) {
    let merged: HashMap<UnitId, UnitId> = touched
        .iter()
        .filter_map(|(unit, touch)| match touch.closed {
            Some((Some(target), true)) => Some((*unit, target)),
            _ => None,
        })
        .collect();
    for (unit, version) in current {
        let Some(target) = version.parent.and_then(|parent| merged.get(&parent)) else {
            continue;
        };
        let touch = touched.entry(*unit).or_default();
        if touch.closed.is_none() && touch.moved.is_none() && target != unit {
            touch.moved = Some((Some(*target), version.position));
        }
    }
}

fn change_units(
    plan: &mut Planned,
    current: &HashMap<UnitId, &UnitVersion>,
    touched: &BTreeMap<UnitId, Touch<'_>>,
    on: Date,
) {
    for (unit, touch) in touched {
        let Some(old) = current.get(unit) else {
            continue;
        };
        plan.ended.push(*unit);
        if let Some((target, continues)) = touch.closed {
            plan.closed.push(Closed {
                unit: *unit,
                target,
                continues,
            });
            continue;
        }
        let mut new = (*old).clone();
        // A version of the day does not end before it.
        new.period = Period::new(on, old.period.to()).unwrap_or(Period::starting(on));
        if let Some((name, short_name, kana)) = touch.renamed {
            new.name = name.clone();
            new.short_name = short_name.clone();
            new.kana = kana.clone();
        }
        if let Some((parent, position)) = touch.moved {
            new.parent = parent;
            new.position = position;
        }
        plan.begun.push(new);
    }
}

/// A unit that is touched has no change entered for the day itself or later.
fn later_versions(
    versions: &[UnitVersion],
    touched: &BTreeMap<UnitId, Touch<'_>>,
    on: Date,
    problems: &mut Vec<Problem>,
) {
    let mut later: BTreeMap<UnitId, Date> = BTreeMap::new();
    for version in versions {
        let from = version.period.from();
        if from >= on && touched.contains_key(&version.unit) {
            let first = later.entry(version.unit).or_insert(from);
            *first = from.min(*first);
        }
    }
    problems.extend(
        later
            .into_iter()
            .map(|(unit, from)| Problem::LaterVersion { unit, from }),
    );
}

fn same_codes(plan: &Planned, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for (_, code, _) in &plan.made {
        if !seen.insert(fold(code.as_str())) {
            problems.push(Problem::CodeTaken { code: code.clone() });
        }
    }
}

fn targets(plan: &Planned, on: Date, problems: &mut Vec<Problem>) {
    let there: HashSet<UnitId> = plan
        .after
        .iter()
        .filter(|version| version.period.contains(on))
        .map(|version| version.unit)
        .collect();
    for closed in &plan.closed {
        if closed.target.is_some_and(|target| !there.contains(&target)) {
            problems.push(Problem::NoSuchTarget { unit: closed.unit });
        }
    }
}

/// What is wrong afterwards and was not before.
fn new_faults(before: &[UnitVersion], plan: &Planned, on: Date, problems: &mut Vec<Problem>) {
    let was = faults(before, on);
    let closed: HashSet<UnitId> = plan.closed.iter().map(|closed| closed.unit).collect();
    let parent_of = |unit: UnitId, day: Date| {
        plan.after
            .iter()
            .find(|version| version.unit == unit && version.period.contains(day))
            .and_then(|version| version.parent)
    };
    for fault in faults(&plan.after, on).difference(&was) {
        problems.push(match *fault {
            Fault::Overlap(unit, on) => Problem::Overlap { unit, on },
            Fault::Circle(unit, on) => Problem::Circle { unit, on },
            Fault::SameName(unit, other, on) => Problem::SameName { unit, other, on },
            Fault::NoParent(unit, day) => match parent_of(unit, day) {
                Some(parent) if closed.contains(&parent) => Problem::BelowRemains {
                    unit: parent,
                    below: unit,
                },
                _ => Problem::NoSuchParent { unit, on: day },
            },
        });
    }
    // One sentence a pair of units, however many days show it.
    let mut said = Vec::new();
    problems.retain(|problem| {
        let fresh = !said.contains(problem);
        if fresh {
            said.push(problem.clone());
        }
        fresh
    });
}
