//! Why an act was not done.

use crate::rules::{EntryFault, FileRefusal};
use access::Denied;
use flow::{FlowError, FlowRefusal};
use screen::PageError;
use words::Text;

/// What acts return.
pub type Done<T> = Result<T, ActError>;

/// Why an act was not done. Nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such post, or the person may not know that there is.
    #[error("not found")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rules refuse; the person can read why.
    #[error(transparent)]
    Refused(#[from] BulletinRefusal),
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

/// Why the rules refuse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BulletinRefusal {
    /// What was entered has faults.
    #[error("{} faults", .0.len())]
    Entry(Vec<EntryFault>),
    /// A file is not taken.
    #[error(transparent)]
    File(#[from] FileRefusal),
    /// The approval cannot be asked for.
    #[error(transparent)]
    Flow(#[from] FlowRefusal),
    /// Only employees who serve in a section post.
    #[error("serves in no section")]
    NoSection,
    /// The section is none of the person's own.
    #[error("another section")]
    OtherSection,
    /// The category is not offered any more.
    #[error("the category is closed")]
    ClosedCategory,
    /// The last day has gone by.
    #[error("the last day has gone by")]
    AlreadyOver,
    /// The post is on its way or came to an end meanwhile.
    #[error("another state")]
    OtherState,
    /// An application for the post is still on its way, or was returned.
    #[error("an application is alive")]
    Applied,
    /// Somebody else has changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// No reason was given.
    #[error("no reason")]
    NoReason,
    /// Nothing differs from what stands there.
    #[error("nothing differs")]
    Same,
    /// Everybody has confirmed already.
    #[error("nobody to remind")]
    NobodyLeft,
    /// They were reminded today.
    #[error("reminded today")]
    RemindedToday,
    /// Another category bears the name.
    #[error("the name is taken")]
    NameTaken,
    /// The last category cannot be closed.
    #[error("no category would be left")]
    LastCategory,
}

impl BulletinRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            BulletinRefusal::Entry(_) => "bulletin-refusal-entry",
            BulletinRefusal::File(refusal) => refusal.key(),
            BulletinRefusal::Flow(refusal) => refusal.key(),
            BulletinRefusal::NoSection => "bulletin-refusal-no-section",
            BulletinRefusal::OtherSection => "bulletin-refusal-other-section",
            BulletinRefusal::ClosedCategory => "bulletin-refusal-closed-category",
            BulletinRefusal::AlreadyOver => "bulletin-refusal-already-over",
            BulletinRefusal::OtherState => "bulletin-refusal-other-state",
            BulletinRefusal::Applied => "bulletin-refusal-applied",
            BulletinRefusal::Stale => "bulletin-refusal-stale",
            BulletinRefusal::NoReason => "bulletin-refusal-no-reason",
            BulletinRefusal::Same => "bulletin-refusal-same",
            BulletinRefusal::NobodyLeft => "bulletin-refusal-nobody-left",
            BulletinRefusal::RemindedToday => "bulletin-refusal-reminded-today",
            BulletinRefusal::NameTaken => "bulletin-refusal-name-taken",
            BulletinRefusal::LastCategory => "bulletin-refusal-last-category",
        }
    }

    /// The sentence in the reader's language.
    #[must_use]
    pub fn sentence(&self, t: &Text) -> String {
        match self {
            BulletinRefusal::Flow(refusal) => refusal.sentence(t),
            BulletinRefusal::File(refusal) => match refusal.most() {
                Some(most) => t.say1(refusal.key(), "most", most),
                None => t.say(refusal.key()).into_owned(),
            },
            other => t.say(other.key()).into_owned(),
        }
    }

    /// The field of a form at which the sentence stands; empty for the form as a whole.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            // Where nothing more can be attached, there is no field.
            BulletinRefusal::File(FileRefusal::TooMany(_)) => "",
            BulletinRefusal::File(_) => "file",
            BulletinRefusal::NoSection | BulletinRefusal::OtherSection => "unit",
            BulletinRefusal::ClosedCategory => "category",
            BulletinRefusal::AlreadyOver => "to",
            BulletinRefusal::NoReason => "reason",
            BulletinRefusal::NameTaken => "name",
            BulletinRefusal::LastCategory => "closed",
            _ => "",
        }
    }
}

impl From<FlowError> for ActError {
    fn from(error: FlowError) -> ActError {
        match error {
            FlowError::NotFound => ActError::NotFound,
            FlowError::Denied(denied) => ActError::Denied(denied),
            FlowError::Refused(refusal) => BulletinRefusal::Flow(refusal).into(),
            FlowError::Fault(fault) => ActError::Fault(fault),
        }
    }
}

/// For acts whose page has no place for the sentence: a page that says it.
impl From<ActError> for PageError {
    fn from(error: ActError) -> PageError {
        match error {
            ActError::NotFound => PageError::NotFound,
            ActError::Denied(denied) => PageError::Denied(denied),
            ActError::Refused(BulletinRefusal::Stale) => PageError::Stale,
            ActError::Refused(refusal) => PageError::Refused(refusal.key()),
            ActError::Fault(fault) => PageError::from(fault),
        }
    }
}
