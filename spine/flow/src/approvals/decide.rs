//! Deciding, taking back, withdrawing: each once, in one transaction with what it means.

use super::course::{Course, OutOfTurn, Standing};
use super::kinds::{Decided, Kinds};
use super::records::{
    Application, ApplicationId, Decision, Ruling, State, Step, StepId, StepState,
};
use super::refusal::{Done, FlowError, FlowRefusal};
use super::rows::{Note, application_of, course, journalled, last_at, lock, note, save, set_state};
use super::seats::{Seats, Sitting};
use super::submit::checked;
use super::telling;
use crate::deadlines::Desk;
use crate::routes::{Moved, Office, next_above};
use access::{Actor, Allowed, DecideApprovals};
use store::Tx;

/// What somebody decides at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The step.
    pub step: StepId,
    /// What.
    pub ruling: Ruling,
    /// A line to the applicant; needed unless it is an approval.
    pub comment: &'a str,
}

/// What has become of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The application.
    pub application: ApplicationId,
    /// How it stands now.
    pub state: State,
    /// 代決: in whose place it was decided.
    pub in_place_of: Option<String>,
    /// Whether the person had done the same before, as when a form is sent twice.
    pub already: bool,
}

/// Decides a step in the caller's transaction. The last approval, a rejection and a return take effect in
/// the same transaction through the kind's owner. Whoever comes second is told what was decided; the same
/// decision sent twice is done once.
///
/// # Errors
/// When the step is not the person's or not open, the application is their own, or a reason is missing. The
/// transaction must not be committed then.
pub async fn decide(
    tx: &mut Tx,
    desk: &Desk<'_>,
    kinds: &Kinds,
    allowed: &Allowed<DecideApprovals>,
    verdict: &Verdict<'_>,
) -> Done<Outcome> {
    let comment = checked(verdict.comment)?;
    if verdict.ruling.needs_comment() && comment.is_empty() {
        return Err(FlowRefusal::ReasonMissing.into());
    }
    let actor = allowed.actor();
    let mut taken = Taken::take(tx, desk, actor, verdict.step).await?;
    let sitting = match taken.may_decide(actor) {
        Ok(sitting) => sitting,
        Err(refusal) => return taken.twice(tx, actor, verdict, refusal).await,
    };
    let decision = verdict.ruling.decision();
    let state = taken.rule(verdict)?;
    let done = Note {
        application: &taken.application,
        step: Some(verdict.step),
        decision,
        by: Some(actor),
        principal: sitting.in_place_of.as_ref(),
        comment,
    };
    note(tx, desk, done).await?;
    if state == State::InProgress {
        fill(tx, desk, &taken.application, &mut taken.course).await?;
    }
    taken.save(tx, desk).await?;
    taken.tell(tx, desk).await?;
    if let Some((principal, _)) = &sitting.in_place_of {
        let (about, by) = (&taken.application, &actor.name);
        telling::in_place(tx, desk, about, verdict.step, by, *principal).await?;
    }
    let act = match state {
        State::InProgress => "flow.step.approved",
        State::Approved => "flow.application.approved",
        State::Returned => "flow.application.returned",
        State::Rejected | State::Withdrawn => "flow.application.rejected",
    };
    let application = &mut taken.application;
    if state != State::InProgress {
        set_state(tx, desk, application, state).await?;
        take_effect(tx, desk, kinds, actor, application, comment).await?;
        telling::outcome(tx, desk, application, comment).await?;
    }
    journalled(tx, desk, actor, act, application, Some(verdict.step)).await?;
    Ok(Outcome {
        application: application.id,
        state,
        in_place_of: sitting.in_place_of.map(|(_, name)| name),
        already: false,
    })
}

/// Takes one's own approval back, as long as nobody has decided after it.
///
/// # Errors
/// When the approval is not the person's, or it is too late. The transaction must not be committed then.
pub async fn take_back(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<DecideApprovals>,
    step: StepId,
) -> Done<Outcome> {
    let actor = allowed.actor();
    let mut taken = Taken::take(tx, desk, actor, step).await?;
    let last = last_at(tx, step).await?;
    let own = last.as_ref().is_some_and(|last| last.is_by(actor));
    if !own {
        return Err(FlowRefusal::NotYourStep.into());
    }
    if taken.application.state != State::InProgress {
        let state = taken.application.state;
        return Err(FlowRefusal::Ended { state }.into());
    }
    let outcome = Outcome {
        application: taken.application.id,
        state: State::InProgress,
        in_place_of: None,
        already: false,
    };
    if last.is_some_and(|last| last.act() == Some(Decision::TakenBack)) {
        return Ok(Outcome {
            already: true,
            ..outcome
        });
    }
    taken.course.take_back(step).map_err(out_of_turn)?;
    reopened(&mut taken.course);
    taken.save(tx, desk).await?;
    let done = Note {
        application: &taken.application,
        step: Some(step),
        decision: Decision::TakenBack,
        by: Some(actor),
        principal: None,
        comment: "",
    };
    note(tx, desk, done).await?;
    let act = "flow.step.taken-back";
    journalled(tx, desk, actor, act, &taken.application, Some(step)).await?;
    Ok(outcome)
}

/// A step that opens again has its days anew.
fn reopened(course: &mut Course) {
    for step in course.steps_mut() {
        if step.state == StepState::Open {
            step.opened_on = None;
        }
    }
}

/// Withdraws one's own application, on its way or returned.
///
/// # Errors
/// When it is somebody else's or has come to an end. The transaction must not be committed then.
pub async fn withdraw(
    tx: &mut Tx,
    desk: &Desk<'_>,
    kinds: &Kinds,
    allowed: &Allowed<DecideApprovals>,
    application: ApplicationId,
    comment: &str,
) -> Done<Outcome> {
    let comment = checked(comment)?;
    let actor = allowed.actor();
    let mut application = lock(tx, application).await?.ok_or(FlowError::NotFound)?;
    if actor.employee != Some(application.applicant.0) {
        return Err(FlowRefusal::NotTheApplicant.into());
    }
    let outcome = Outcome {
        application: application.id,
        state: State::Withdrawn,
        in_place_of: None,
        already: false,
    };
    match application.state {
        State::InProgress | State::Returned => {}
        State::Withdrawn => {
            return Ok(Outcome {
                already: true,
                ..outcome
            });
        }
        state @ (State::Approved | State::Rejected) => {
            return Err(FlowRefusal::Ended { state }.into());
        }
    }
    let mut course = course(tx, &application).await?;
    let before = course.steps().to_vec();
    course.close();
    save(tx, desk, application.id, &before, &mut course).await?;
    let done = Note {
        application: &application,
        step: None,
        decision: Decision::Withdrawn,
        by: Some(actor),
        principal: None,
        comment,
    };
    note(tx, desk, done).await?;
    set_state(tx, desk, &mut application, State::Withdrawn).await?;
    take_effect(tx, desk, kinds, actor, &application, comment).await?;
    let act = "flow.application.withdrawn";
    journalled(tx, desk, actor, act, &application, None).await?;
    Ok(outcome)
}

/// Does what the decision means, through the owner of the kind.
async fn take_effect(
    tx: &mut Tx,
    desk: &Desk<'_>,
    kinds: &Kinds,
    by: &Actor,
    application: &Application,
    comment: &str,
) -> Done<()> {
    let kind = kinds
        .get(&application.kind)
        .ok_or(FlowRefusal::UnknownKind)?;
    let decided = Decided {
        application,
        state: application.state,
        by,
        comment,
        desk: *desk,
    };
    (kind.on_decided)(tx, decided).await?;
    Ok(())
}

/// An application taken for an act at one of its steps.
pub(super) struct Taken {
    pub application: Application,
    pub course: Course,
    before: Vec<Step>,
    step: StepId,
    seats: Seats,
}

impl Taken {
    async fn take(tx: &mut Tx, desk: &Desk<'_>, actor: &Actor, step: StepId) -> Done<Taken> {
        let id = application_of(tx, step).await?.ok_or(FlowError::NotFound)?;
        let application = lock(tx, id).await?.ok_or(FlowError::NotFound)?;
        let course = course(tx, &application).await?;
        let seats = Seats::of_in(tx, actor, desk.today).await?;
        Ok(Taken {
            before: course.steps().to_vec(),
            application,
            course,
            step,
            seats,
        })
    }

    fn may_decide(&self, actor: &Actor) -> Result<Sitting, FlowRefusal> {
        let state = self.application.state;
        // A step of an earlier round is not among those of the present one.
        let Some(step) = self.course.step(self.step) else {
            return Err(FlowRefusal::NotYet);
        };
        let Some(sitting) = self.seats.sits(step.seat) else {
            return Err(FlowRefusal::NotYourStep);
        };
        if actor.employee == Some(self.application.applicant.0) {
            return Err(FlowRefusal::OwnApplication);
        }
        if state != State::InProgress {
            return Err(FlowRefusal::Ended { state });
        }
        if step.state != StepState::Open {
            return Err(FlowRefusal::NotYet);
        }
        Ok(sitting)
    }

    /// The same decision by the same person is done already; anybody else is told what was decided.
    async fn twice(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        verdict: &Verdict<'_>,
        refusal: FlowRefusal,
    ) -> Done<Outcome> {
        if !matches!(refusal, FlowRefusal::NotYet | FlowRefusal::Ended { .. }) {
            return Err(refusal.into());
        }
        let Some(last) = last_at(tx, verdict.step).await? else {
            return Err(refusal.into());
        };
        let Some(decision) = last.act() else {
            return Err(refusal.into());
        };
        if last.is_by(actor) && decision == verdict.ruling.decision() {
            return Ok(Outcome {
                application: self.application.id,
                state: self.application.state,
                in_place_of: last.in_place_of(),
                already: true,
            });
        }
        if decision == Decision::TakenBack {
            return Err(refusal.into());
        }
        Err(FlowRefusal::Decided {
            by: last.by_name(),
            decision,
        }
        .into())
    }

    fn rule(&mut self, verdict: &Verdict<'_>) -> Done<State> {
        let end = |course: &mut Course, state| course.end(verdict.step, state).map_err(out_of_turn);
        match verdict.ruling {
            Ruling::Approve => {
                let standing = self.course.approve(verdict.step).map_err(out_of_turn)?;
                Ok(match standing {
                    Standing::InProgress => State::InProgress,
                    Standing::Approved => State::Approved,
                })
            }
            Ruling::Return => {
                end(&mut self.course, StepState::Returned)?;
                Ok(State::Returned)
            }
            Ruling::Reject => {
                end(&mut self.course, StepState::Rejected)?;
                Ok(State::Rejected)
            }
        }
    }

    /// Tells those whose turn it is now.
    async fn tell(&self, tx: &mut Tx, desk: &Desk<'_>) -> Done<()> {
        let after = self.course.steps();
        telling::turn(tx, desk, &self.application, &self.before, after).await?;
        Ok(())
    }

    async fn save(&mut self, tx: &mut Tx, desk: &Desk<'_>) -> Done<()> {
        save(
            tx,
            desk,
            self.application.id,
            &self.before,
            &mut self.course,
        )
        .await?;
        Ok(())
    }
}

pub(super) fn out_of_turn(why: OutOfTurn) -> FlowError {
    match why {
        OutOfTurn::Unknown => FlowError::NotFound,
        OutOfTurn::NotOpen => FlowRefusal::NotYet.into(),
        OutOfTurn::DecidedSince => FlowRefusal::DecidedSince.into(),
        OutOfTurn::NobodyLeft => FlowRefusal::NobodyToDecide.into(),
    }
}

/// A step that has just opened while nobody holds its post goes to the next above at once.
async fn fill(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: &Application,
    course: &mut Course,
) -> anyhow::Result<()> {
    let fresh = |step: &&Step| step.state == StepState::Open && step.opened_on.is_none();
    let opened: Vec<Step> = course.steps().iter().filter(fresh).cloned().collect();
    for step in opened {
        pass_on(tx, desk, application, course, &step, Moved::Vacant).await?;
    }
    Ok(())
}

/// Passes a step on to the next above, if its post is vacant or it is overdue; tells whether it did.
pub(super) async fn pass_on(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: &Application,
    course: &mut Course,
    step: &Step,
    moved: Moved,
) -> anyhow::Result<bool> {
    let mut office = Office::default();
    office.learn_seats(tx, &[step.seat], desk.today).await?;
    let applicant = application.applicant;
    if moved == Moved::Vacant && office.is_taken(step.seat, applicant) {
        return Ok(false);
    }
    let start = office.start(tx, step.seat, application, desk.today).await?;
    let Some(seat) = next_above(&office, step.seat, start, applicant, moved) else {
        return Ok(false);
    };
    let decides =
        |one: &Step| one.seat == seat && matches!(one.state, StepState::Open | StepState::Waiting);
    let to = (!course.steps().iter().any(decides)).then(|| Step {
        id: StepId(desk.ids.next()),
        member: course.next_member(step.position),
        moved: Some(moved),
        seat,
        opened_on: None,
        due_on: None,
        ..step.clone()
    });
    if course.escalate(step.id, to).is_err() {
        return Ok(false);
    }
    let done = Note {
        application,
        step: Some(step.id),
        decision: Decision::Escalated,
        by: None,
        principal: None,
        comment: "",
    };
    note(tx, desk, done).await?;
    Ok(true)
}
