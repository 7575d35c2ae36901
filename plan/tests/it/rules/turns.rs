//! Whose turn it is, and a plan's steps.

use plan::document::Part;
use plan::records::State;
use plan::rules::{Entry, may_enter, steps};

#[test]
fn results_are_written_when_it_is_their_turn() {
    use Entry::{CorrectionOnly, Open, PersonnelOnly};
    let table = [
        (State::Draft, PersonnelOnly, PersonnelOnly),
        (State::SectionInput, Open, Open),
        (State::HrReview, PersonnelOnly, PersonnelOnly),
        (State::Committee, PersonnelOnly, PersonnelOnly),
        (State::Adopted, CorrectionOnly, Open),
        (State::Published, CorrectionOnly, Open),
        (State::Closed, CorrectionOnly, CorrectionOnly),
    ];
    assert_eq!(table.map(|(state, ..)| state), State::ALL);
    for (state, review, plan) in table {
        assert_eq!(may_enter(state, Part::Review, false), review, "{state:?}");
        assert_eq!(may_enter(state, Part::Plan, false), plan, "{state:?}");
        assert_eq!(
            may_enter(state, Part::Plan, true),
            CorrectionOnly,
            "{state:?}"
        );
    }
}

#[test]
fn a_plan_goes_forward_step_by_step_and_back_only_before_adoption() {
    let mut reached = vec![State::Draft];
    while let Some(step) = steps(reached[reached.len() - 1]).find(|step| !step.back) {
        reached.push(step.to);
    }
    assert_eq!(reached, State::ALL);
    for state in State::ALL {
        for step in steps(state) {
            let publishes = matches!(step.to, State::Adopted | State::Published | State::Closed);
            assert_eq!(step.publishes, publishes);
            assert_eq!(step.back, step.to < state);
            assert!(!step.back || state.in_work());
        }
    }
}
