//! Whatever happens in whatever order, nothing is approved that a required step has not approved.

use flow::{Course, Level, Rule, Seat, Standing, Step, StepId, StepState, Who};
use people::UnitId;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
enum Act {
    Approve(usize),
    TakeBack(usize),
    PassOn(usize, bool),
    Return(usize),
}

fn step(id: i64, position: i64, rule: Rule) -> Step {
    Step {
        id: StepId(id),
        round: 1,
        position,
        member: id,
        rule,
        asked: Who::Head(Level::Section),
        moved: None,
        seat: Seat::Head(UnitId(id)),
        due_days: 5,
        state: StepState::Waiting,
        opened_on: None,
        due_on: None,
    }
}

/// One to four positions of one to three steps each.
fn courses() -> impl Strategy<Value = Vec<Step>> {
    let group = (any::<bool>(), 1_usize..=3);
    prop::collection::vec(group, 1..=4).prop_map(|groups| {
        let mut steps = Vec::new();
        for (position, (any, members)) in (1_i64..).zip(groups) {
            let rule = if any { Rule::Any } else { Rule::All };
            for _ in 0..members {
                let id = i64::try_from(steps.len()).unwrap() + 1;
                steps.push(step(id, position, rule));
            }
        }
        steps
    })
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = (0_u8..10, 0_usize..16, any::<bool>()).prop_map(|(what, which, new)| match what {
        0..=5 => Act::Approve(which),
        6 | 7 => Act::TakeBack(which),
        8 => Act::PassOn(which, new),
        _ => Act::Return(which),
    });
    prop::collection::vec(act, 0..40)
}

/// What must be true of a course at any time, told without using the course's own rules.
fn check(course: &Course, approvals: &BTreeSet<i64>, ended: bool) -> Result<(), TestCaseError> {
    let steps = course.steps();
    for step in steps {
        let approved = step.state == StepState::Approved;
        prop_assert_eq!(approved, approvals.contains(&step.id.0), "{:?}", step);
    }
    let positions: BTreeSet<i64> = steps.iter().map(|step| step.position).collect();
    let passed = |position: i64| {
        let group = || steps.iter().filter(|step| step.position == position);
        let deciding = || group().filter(|step| step.state != StepState::Escalated);
        let approved = |step: &Step| approvals.contains(&step.id.0);
        match group().next().map(|step| step.rule) {
            Some(Rule::All) => deciding().all(approved),
            Some(Rule::Any) => deciding().any(approved) || deciding().next().is_none(),
            None => false,
        }
    };
    let open: BTreeSet<i64> = steps
        .iter()
        .filter(|step| step.state == StepState::Open)
        .map(|step| step.position)
        .collect();
    if course.standing() == Standing::Approved {
        prop_assert!(positions.iter().all(|position| passed(*position)));
        prop_assert!(!approvals.is_empty(), "approved by nobody");
        prop_assert!(open.is_empty());
        let last = steps
            .iter()
            .filter(|step| Some(&step.position) == positions.last());
        prop_assert!(
            last.into_iter().any(|step| approvals.contains(&step.id.0)),
            "the last position was passed on to nobody"
        );
    } else if ended {
        prop_assert!(open.is_empty());
    } else {
        prop_assert_eq!(open.len(), 1, "one position is open at a time");
        let open = open.first().copied().unwrap_or(0);
        prop_assert!(
            positions
                .iter()
                .filter(|at| **at < open)
                .all(|at| passed(*at))
        );
        prop_assert!(!passed(open));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_is_approved_without_every_required_step(steps in courses(), acts in acts()) {
        let mut course = Course::begin(steps);
        let mut approvals = BTreeSet::new();
        let mut ended = false;
        let mut new = 1000;
        check(&course, &approvals, ended)?;
        for act in acts {
            let over = course.standing() == Standing::Approved;
            let at = |which: usize| course.steps()[which % course.steps().len()].clone();
            match act {
                Act::Approve(which) => {
                    let step = at(which);
                    let done = course.approve(step.id);
                    prop_assert_eq!(done.is_ok(), step.state == StepState::Open);
                    if done.is_ok() {
                        approvals.insert(step.id.0);
                    }
                }
                Act::TakeBack(which) => {
                    let step = at(which);
                    if !ended && course.take_back(step.id).is_ok() {
                        prop_assert!(!over, "taken back after the end");
                        prop_assert!(approvals.remove(&step.id.0));
                    }
                }
                Act::PassOn(which, to_new) => {
                    let from = at(which);
                    let to = to_new.then(|| {
                        new += 1;
                        step(new, from.position, from.rule)
                    });
                    let done = course.escalate(from.id, to);
                    prop_assert!(done.is_err() || from.state == StepState::Open);
                }
                Act::Return(which) => {
                    ended |= course.end(at(which).id, StepState::Returned).is_ok();
                }
            }
            check(&course, &approvals, ended)?;
        }
    }
}
