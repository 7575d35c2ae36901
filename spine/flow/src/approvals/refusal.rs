//! Why something was not done with an application.

use super::records::{Decision, State};
use access::Denied;
use words::{Argument, Text};

/// What acts on applications return.
pub type Done<T> = Result<T, FlowError>;

/// Why an act was not done. The transaction must not be committed then; nothing has happened.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// There is no such application, step or route, or the person may not know that there is.
    #[error("not found")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rules refuse; the person can read why.
    #[error(transparent)]
    Refused(#[from] FlowRefusal),
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

/// Why the rules refuse an act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FlowRefusal {
    /// Who applies is not in service today.
    #[error("the applicant is not in service")]
    NotInService,
    /// Nobody but the applicant could decide.
    #[error("nobody can decide")]
    NobodyToDecide,
    /// Somebody else has handed in an application for the same record.
    #[error("an application for this is on its way")]
    OnItsWay,
    /// The step is somebody else's.
    #[error("not this person's step")]
    NotYourStep,
    /// Nobody decides about an application of their own.
    #[error("an application of one's own")]
    OwnApplication,
    /// The turn of the step has not come, or it was taken back.
    #[error("not the step's turn")]
    NotYet,
    /// Somebody else has decided the step since the page was opened.
    #[error("decided by {by}")]
    Decided {
        /// Who.
        by: String,
        /// What.
        decision: Decision,
    },
    /// The application has come to an end, or was returned.
    #[error("the application is {}", .state.word())]
    Ended {
        /// How it stands.
        state: State,
    },
    /// A return or a rejection without a reason.
    #[error("no reason given")]
    ReasonMissing,
    /// The comment is too long.
    #[error("{over} characters too long")]
    CommentTooLong {
        /// By how many characters.
        over: usize,
    },
    /// Only the applicant may do this.
    #[error("not the applicant")]
    NotTheApplicant,
    /// The approval cannot be taken back: something was decided after it.
    #[error("decided since")]
    DecidedSince,
    /// The part of the program that such applications belong to is missing.
    #[error("unknown kind of application")]
    UnknownKind,
    /// A route without steps, or with more than there can be.
    #[error("no steps, or too many")]
    StepsMissing,
    /// A step names a unit or a person who does not exist, or a role that cannot decide.
    #[error("a step names nobody")]
    StepNamesNobody,
    /// Another definition for the same applications holds in the same time.
    #[error("the same route twice")]
    SameRoute,
    /// The end lies before the beginning, or in the past.
    #[error("ends too early")]
    EndsTooEarly,
    /// Somebody else has changed the route since the page was opened.
    #[error("changed meanwhile")]
    RouteStale,
}

impl FlowRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            FlowRefusal::NotInService => "flow-refusal-not-in-service",
            FlowRefusal::NobodyToDecide => "flow-refusal-nobody-to-decide",
            FlowRefusal::OnItsWay => "flow-refusal-on-its-way",
            FlowRefusal::NotYourStep => "flow-refusal-not-your-step",
            FlowRefusal::OwnApplication => "flow-refusal-own-application",
            FlowRefusal::NotYet => "flow-refusal-not-yet",
            FlowRefusal::Decided { .. } => "flow-refusal-decided",
            FlowRefusal::Ended { .. } => "flow-refusal-ended",
            FlowRefusal::ReasonMissing => "flow-refusal-reason-missing",
            FlowRefusal::CommentTooLong { .. } => "flow-refusal-comment-too-long",
            FlowRefusal::NotTheApplicant => "flow-refusal-not-the-applicant",
            FlowRefusal::DecidedSince => "flow-refusal-decided-since",
            FlowRefusal::UnknownKind => "flow-refusal-unknown-kind",
            FlowRefusal::StepsMissing => "flow-refusal-steps-missing",
            FlowRefusal::StepNamesNobody => "flow-refusal-step-names-nobody",
            FlowRefusal::SameRoute => "flow-refusal-same-route",
            FlowRefusal::EndsTooEarly => "flow-refusal-ends-too-early",
            FlowRefusal::RouteStale => "flow-refusal-route-stale",
        }
    }

    /// The sentence in the reader's language.
    #[must_use]
    pub fn sentence(&self, t: &Text) -> String {
        let say = |key: &str| Argument::from(t.say(key).into_owned());
        let variables = match self {
            FlowRefusal::Decided { by, decision } => {
                vec![("by", by.clone().into()), ("decision", say(decision.key()))]
            }
            FlowRefusal::Ended { state } => vec![("state", say(state.key()))],
            FlowRefusal::CommentTooLong { over } => vec![("over", (*over).into())],
            _ => Vec::new(),
        };
        t.fill(self.key(), &variables)
    }
}
