//! How a round of steps goes on: pure, so that it can be tried out with any sequence of decisions.

use super::records::{Rule, Step, StepId, StepState};
use std::collections::BTreeSet;

/// Whether a course has reached its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody is still to decide.
    InProgress,
    /// Every required step has approved.
    Approved,
}

/// The step cannot be decided so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfTurn {
    /// There is no such step in the round.
    #[error("no such step")]
    Unknown,
    /// It is not open: its turn has not come, or it was decided before.
    #[error("not open")]
    NotOpen,
    /// The approval cannot be taken back: it is none, or a later step was decided since.
    #[error("decided since")]
    DecidedSince,
    /// Nobody would be left to decide.
    #[error("nobody left")]
    NobodyLeft,
}

/// The steps of one round in their order. Steps with the same position are decided side by side; the next
/// position opens when the one before has passed.
///
/// A position has passed when all of its steps have approved, or, where the rule is "one of them", when one
/// has. A step that was passed on is decided by another one beside it or later, which must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    steps: Vec<Step>,
}

impl Course {
    /// The steps as they stand.
    #[must_use]
    pub fn new(mut steps: Vec<Step>) -> Course {
        steps.sort_by_key(|step| (step.position, step.member));
        Course { steps }
    }

    /// A new round: the first position is open.
    #[must_use]
    pub fn begin(steps: Vec<Step>) -> Course {
        let mut course = Course::new(steps);
        for step in &mut course.steps {
            step.state = StepState::Waiting;
        }
        course.advance();
        course
    }

    /// The steps in their order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A step of the round.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    pub(crate) fn steps_mut(&mut self) -> &mut [Step] {
        &mut self.steps
    }

    /// The place for one more member of the group.
    #[must_use]
    pub fn next_member(&self, position: i64) -> i64 {
        let members = self.at(position).map(|step| step.member);
        members.max().map_or(1, |last| last + 1)
    }

    /// Approves an open step and opens what comes next.
    ///
    /// # Errors
    /// When the step is not open.
    pub fn approve(&mut self, id: StepId) -> Result<Standing, OutOfTurn> {
        self.open(id)?.state = StepState::Approved;
        Ok(self.advance())
    }

    /// Ends the round with an open step's no, or its return to the applicant.
    ///
    /// # Errors
    /// When the step is not open.
    pub fn end(&mut self, id: StepId, state: StepState) -> Result<(), OutOfTurn> {
        self.open(id)?.state = state;
        self.close();
        Ok(())
    }

    /// Ends the round without a decision: nothing is open any more.
    pub fn close(&mut self) {
        for step in &mut self.steps {
            if matches!(step.state, StepState::Open | StepState::Waiting) {
                step.state = StepState::Closed;
            }
        }
    }

    /// Takes an approval back, as long as nobody decided after it: its group is open again and what came
    /// after waits.
    ///
    /// # Errors
    /// When the step is not approved, or something later was decided.
    pub fn take_back(&mut self, id: StepId) -> Result<(), OutOfTurn> {
        let step = self.step(id).ok_or(OutOfTurn::Unknown)?;
        if step.state != StepState::Approved {
            return Err(OutOfTurn::DecidedSince);
        }
        let position = step.position;
        let untouched = |step: &Step| matches!(step.state, StepState::Open | StepState::Waiting);
        let mut later = self.steps.iter().filter(|step| step.position > position);
        if !later.all(untouched) {
            return Err(OutOfTurn::DecidedSince);
        }
        // The end of the course cannot be undone here: what it meant has been done.
        if self.standing() == Standing::Approved {
            return Err(OutOfTurn::DecidedSince);
        }
        for step in &mut self.steps {
            if step.id == id || step.position == position && step.state == StepState::Unneeded {
                step.state = StepState::Open;
            } else if step.position > position {
                step.state = StepState::Waiting;
            }
        }
        Ok(())
    }

    /// Passes an open step on: to a new step beside it, or, with `None`, to those who decide beside it or
    /// later.
    ///
    /// # Errors
    /// When the step is not open, or nobody decides beside it or later.
    pub fn escalate(&mut self, id: StepId, to: Option<Step>) -> Result<(), OutOfTurn> {
        let step = self.open(id)?;
        let (position, rule) = (step.position, step.rule);
        let deciding = |step: &Step| {
            let beside = step.position == position && step.state != StepState::Escalated;
            step.id != id && (beside || step.position > position)
        };
        if to.is_none() && !self.steps.iter().any(deciding) {
            return Err(OutOfTurn::NobodyLeft);
        }
        self.open(id)?.state = StepState::Escalated;
        if let Some(to) = to {
            self.steps.push(Step {
                position,
                rule,
                state: StepState::Open,
                ..to
            });
            self.steps.sort_by_key(|step| (step.position, step.member));
        }
        self.advance();
        Ok(())
    }

    /// Whether every position has passed.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.positions().into_iter().all(|at| self.passed(at)) {
            Standing::Approved
        } else {
            Standing::InProgress
        }
    }

    fn open(&mut self, id: StepId) -> Result<&mut Step, OutOfTurn> {
        let mut steps = self.steps.iter_mut();
        let step = steps.find(|step| step.id == id).ok_or(OutOfTurn::Unknown)?;
        if step.state == StepState::Open {
            Ok(step)
        } else {
            Err(OutOfTurn::NotOpen)
        }
    }

    fn at(&self, position: i64) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(move |step| step.position == position)
    }

    fn positions(&self) -> BTreeSet<i64> {
        self.steps.iter().map(|step| step.position).collect()
    }

    fn passed(&self, position: i64) -> bool {
        let deciding: Vec<&Step> = self
            .at(position)
            .filter(|step| step.state != StepState::Escalated)
            .collect();
        let approved = |step: &&&Step| step.state == StepState::Approved;
        let approvals = deciding.iter().filter(approved).count();
        match deciding.first().map(|step| step.rule) {
            None => true,
            Some(Rule::Any) => approvals > 0,
            Some(Rule::All) => approvals == deciding.len(),
        }
    }

    /// Opens the first position that has not passed; what is not needed any more is marked so.
    fn advance(&mut self) -> Standing {
        for position in self.positions() {
            let passed = self.passed(position);
            for step in &mut self.steps {
                if step.position != position {
                    continue;
                }
                step.state = match step.state {
                    StepState::Open | StepState::Waiting if passed => StepState::Unneeded,
                    StepState::Waiting => StepState::Open,
                    same => same,
                };
            }
            if !passed {
                return Standing::InProgress;
            }
        }
        Standing::Approved
    }
}
