//! Whatever is accepted, the units stay a forest without overlapping versions.

use crate::{day, title, unit};
use calendar::{Date, Period};
use people::reorganisations::{Change, Part, Problem, Step, StepId, faults, planned};
use people::{Kana, UnitId, UnitKind, UnitVersion};
use proptest::prelude::*;

const START: Date = Date::constant(2015, 4, 1);

/// 総務部 (1) with 人事課 (11) and 総務課 (12), 研修係 (111) below 人事課; 福祉部 (2) with 介護課 (21).
fn units() -> Vec<UnitVersion> {
    vec![
        unit(1, "総務部", None, START, None),
        unit(2, "福祉部", None, START, None),
        unit(11, "人事課", Some(1), START, None),
        unit(12, "総務課", Some(1), START, None),
        unit(21, "介護課", Some(2), START, None),
        unit(111, "研修係", Some(11), START, None),
    ]
}

fn part(name: &str, parent: Option<i64>) -> Part {
    Part {
        code: title(name),
        name: title(name),
        short_name: title(name),
        kana: Kana::parse("か").unwrap(),
        kind: UnitKind::Section,
        parent: parent.map(UnitId),
        position: 50,
    }
}

fn steps(changes: Vec<Change>) -> Vec<Step> {
    (1..)
        .zip(changes)
        .map(|(id, change)| Step {
            id: StepId(id),
            change,
        })
        .collect()
}

fn problems(changes: Vec<Change>) -> Vec<Problem> {
    planned(&units(), &steps(changes), day(2027, 4, 1)).problems
}

fn rename(unit: i64, name: &str) -> Change {
    Change::Rename {
        unit: UnitId(unit),
        name: title(name),
        short_name: title(name),
        kana: Kana::parse("か").unwrap(),
    }
}

fn relocate(unit: i64, parent: Option<i64>) -> Change {
    Change::Move {
        unit: UnitId(unit),
        parent: parent.map(UnitId),
        position: 9,
    }
}

fn merge(unit: i64, target: i64) -> Change {
    Change::Merge {
        unit: UnitId(unit),
        target: UnitId(target),
    }
}

fn abolish(unit: i64, target: Option<i64>) -> Change {
    Change::Abolish {
        unit: UnitId(unit),
        target: target.map(UnitId),
    }
}

#[test]
fn what_cannot_be_is_refused_and_named() {
    let on = day(2027, 4, 1);
    assert_eq!(problems(vec![]), [Problem::NoSteps]);
    assert_eq!(
        problems(vec![rename(99, "企画課")]),
        [Problem::NoSuchUnit { unit: UnitId(99) }]
    );
    let circle = problems(vec![relocate(11, Some(111))]);
    assert!(
        circle.contains(&Problem::Circle {
            unit: UnitId(11),
            on
        }),
        "{circle:?}"
    );
    assert_eq!(
        problems(vec![relocate(11, Some(77))]),
        [Problem::NoSuchParent {
            unit: UnitId(11),
            on
        }]
    );
    assert_eq!(
        problems(vec![rename(12, "人事 課")]),
        [Problem::SameName {
            unit: UnitId(11),
            other: UnitId(12),
            on
        }],
        "blanks make no other name"
    );
    assert_eq!(
        problems(vec![abolish(11, Some(12))]),
        [Problem::BelowRemains {
            unit: UnitId(11),
            below: UnitId(111)
        }]
    );
    assert_eq!(
        problems(vec![merge(21, 21)]),
        [Problem::NoSuchTarget { unit: UnitId(21) }]
    );
    assert_eq!(
        problems(vec![rename(21, "高齢課"), abolish(21, Some(12))]),
        [Problem::Twice { unit: UnitId(21) }]
    );
    let one = part("市史編さん室", Some(1));
    let twice = vec![
        Change::Create {
            unit: UnitId(900),
            part: one.clone(),
        },
        Change::Create {
            unit: UnitId(901),
            part: Part {
                name: title("文書館"),
                ..one
            },
        },
    ];
    assert_eq!(
        problems(twice),
        [Problem::CodeTaken {
            code: title("市史編さん室")
        }]
    );
}

#[test]
fn the_units_below_a_merged_one_go_with_it_unless_a_step_says_otherwise() {
    let on = day(2027, 4, 1);
    let plan = planned(&units(), &steps(vec![merge(11, 12)]), on);
    assert_eq!(plan.problems, []);
    let team = plan.begun.iter().find(|unit| unit.unit == UnitId(111));
    assert_eq!(team.unwrap().parent, Some(UnitId(12)));
    let plan = planned(
        &units(),
        &steps(vec![merge(11, 12), relocate(111, Some(21))]),
        on,
    );
    let team = plan.begun.iter().find(|unit| unit.unit == UnitId(111));
    assert_eq!(team.unwrap().parent, Some(UnitId(21)));
}

#[test]
fn a_change_that_is_entered_for_a_later_day_stands_in_the_way() {
    let (before, after) = (day(2027, 4, 1), day(2028, 4, 1));
    let mut versions = units();
    versions[2].period = Period::new(START, Some(after)).unwrap();
    versions.push(unit(11, "人材課", Some(1), after, None));
    let plan = planned(&versions, &steps(vec![rename(11, "職員課")]), before);
    assert_eq!(
        plan.problems,
        [Problem::LaterVersion {
            unit: UnitId(11),
            from: after
        }]
    );
    // A unit above that ends later is found on the day on which it ends.
    let mut versions = units();
    versions[1].period = Period::new(START, Some(after)).unwrap();
    versions[4].period = Period::new(START, Some(after)).unwrap();
    let plan = planned(&versions, &steps(vec![relocate(12, Some(2))]), before);
    assert_eq!(
        plan.problems,
        [Problem::NoSuchParent {
            unit: UnitId(12),
            on: after
        }]
    );
}

#[test]
fn what_was_wrong_before_does_not_stop_a_plan() {
    let mut versions = units();
    versions.push(unit(13, "人事課", Some(1), START, None));
    let on = day(2027, 4, 1);
    assert_eq!(
        planned(&versions, &steps(vec![rename(21, "高齢課")]), on).problems,
        []
    );
}

fn any_change(units: Vec<i64>, new: i64) -> impl Strategy<Value = Change> {
    let some = prop::sample::select(units.clone());
    let other = prop::sample::select(units);
    let names = prop::sample::select(vec!["企画課", "人事課", "総務課", "市民課", "こども課"]);
    (0..6, some, other, names, any::<bool>()).prop_map(move |(kind, unit, other, name, top)| {
        let parent = (!top).then_some(other);
        match kind {
            0 => rename(unit, name),
            1 => relocate(unit, parent),
            2 => merge(unit, other),
            3 => abolish(unit, parent),
            4 => Change::Create {
                unit: UnitId(new),
                part: Part {
                    code: title(&new.to_string()),
                    ..part(name, parent)
                },
            },
            _ => Change::Split {
                unit: UnitId(new),
                source: UnitId(unit),
                part: Part {
                    code: title(&new.to_string()),
                    ..part(name, parent)
                },
            },
        }
    })
}

/// Plans one after another, not always for later days: each with its day and its steps.
fn any_plans() -> impl Strategy<Value = Vec<(i16, Vec<Change>)>> {
    let numbers = vec![1, 2, 11, 12, 21, 111, 1000, 1001, 1002];
    let change = (0i64..6).prop_flat_map(move |new| any_change(numbers.clone(), 1000 + new));
    let plan = (2016i16..2024, prop::collection::vec(change, 1..4));
    prop::collection::vec(plan, 1..9)
}

proptest! {
    #[test]
    fn accepted_plans_keep_the_units_a_forest_without_overlaps(plans in any_plans()) {
        let mut versions = units();
        prop_assert!(faults(&versions, START).is_empty());
        for (year, changes) in plans {
            let on = day(year, 4, 1);
            let holding: Vec<UnitVersion> = versions
                .iter()
                .filter(|version| version.period.to().is_none_or(|to| to > on))
                .cloned()
                .collect();
            let plan = planned(&holding, &steps(changes), on);
            let known = |unit: UnitId| versions.iter().any(|version| version.unit == unit);
            if !plan.problems.is_empty() || plan.made.iter().any(|(unit, ..)| known(*unit)) {
                continue;
            }
            for version in &mut versions {
                if plan.ended.contains(&version.unit) && version.period.contains(on) {
                    version.period = Period::new(version.period.from(), Some(on)).unwrap();
                }
            }
            versions.extend(plan.begun);
            let found = faults(&versions, START);
            prop_assert!(found.is_empty(), "{:?} after {:?}", found, versions);
        }
    }
}
