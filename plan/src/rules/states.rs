//! How far a plan has come, and what may be done with it there.

use crate::document::Part;
use crate::records::State;

impl State {
    /// All states, in their order.
    pub const ALL: [State; 7] = [
        State::Draft,
        State::SectionInput,
        State::HrReview,
        State::Committee,
        State::Adopted,
        State::Published,
        State::Closed,
    ];

    /// Fluent key of its word: 作成中, 各課入力 …
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            State::Draft => "plan-state-draft",
            State::SectionInput => "plan-state-section-input",
            State::HrReview => "plan-state-hr-review",
            State::Committee => "plan-state-committee",
            State::Adopted => "plan-state-adopted",
            State::Published => "plan-state-published",
            State::Closed => "plan-state-closed",
        }
    }

    /// Whether the document is still being made, so that tree, programs and texts may change.
    #[must_use]
    pub const fn in_work(self) -> bool {
        matches!(
            self,
            State::Draft | State::SectionInput | State::HrReview | State::Committee
        )
    }

    /// Whether the plan is carried out now: rounds are opened and years closed.
    #[must_use]
    pub const fn in_force(self) -> bool {
        matches!(self, State::Adopted | State::Published)
    }

    /// Whether everybody may read it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, State::Published | State::Closed)
    }
}

/// A step from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Where it leads.
    pub to: State,
    /// Whether it needs the permission to publish; the permission to change the plan's structure
    /// suffices otherwise.
    pub publishes: bool,
    /// Whether it goes back (差し戻し).
    pub back: bool,
}

/// Every step that exists: forward one by one; back while the document is in work. From adoption on
/// nothing goes back, because people have relied on it.
const STEPS: [(State, Step); 9] = {
    const fn step(to: State, publishes: bool, back: bool) -> Step {
        Step {
            to,
            publishes,
            back,
        }
    }
    [
        (State::Draft, step(State::SectionInput, false, false)),
        (State::SectionInput, step(State::HrReview, false, false)),
        (State::SectionInput, step(State::Draft, false, true)),
        (State::HrReview, step(State::Committee, false, false)),
        (State::HrReview, step(State::SectionInput, false, true)),
        (State::Committee, step(State::Adopted, true, false)),
        (State::Committee, step(State::HrReview, false, true)),
        (State::Adopted, step(State::Published, true, false)),
        (State::Published, step(State::Closed, true, false)),
    ]
};

/// The steps that lead on from a state.
pub fn steps(from: State) -> impl Iterator<Item = Step> {
    STEPS
        .into_iter()
        .filter(move |(state, _)| *state == from)
        .map(|(_, step)| step)
}

/// Whether tree, programs, plan cells, targets and texts may be changed without a correction.
#[must_use]
pub const fn may_change_structure(state: State) -> bool {
    state.in_work()
}

/// Whether and how a result may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// By those who may enter results of the program.
    Open,
    /// By the personnel section only: the sections' turn has not come or is over.
    PersonnelOnly,
    /// As a correction with a reason only: the year is closed, or what is printed has been decided.
    CorrectionOnly,
}

/// How results of a part may be written in a state.
///
/// While the document is in work, both parts belong to it, and the sections write in their turn. Once
/// it is adopted, its review part is history and its plan part is filled in year by year until a year
/// is closed. A plan that has ended is history altogether.
#[must_use]
pub const fn may_enter(state: State, part: Part, year_is_closed: bool) -> Entry {
    match (state, part) {
        _ if year_is_closed => Entry::CorrectionOnly,
        (State::Draft | State::HrReview | State::Committee, _) => Entry::PersonnelOnly,
        (State::SectionInput, _) | (State::Adopted | State::Published, Part::Plan) => Entry::Open,
        (State::Adopted | State::Published, Part::Review) | (State::Closed, _) => {
            Entry::CorrectionOnly
        }
    }
}
