//! What is done with overtime: each act asks for its permission as a type, writes in one transaction, journals
//! last, and commits; or it refuses and nothing has happened.

pub mod imports;
pub mod keeping;
pub mod orders;

use ::store::{Clock, Db, Ids, Tx};
use access::{Actor, Denied};
use anyhow::Result;
use calendar::Date;
use jiff::Timestamp;
use screen::PageError;
use serde::Serialize;

/// What this crate writes into the journal.
pub const ACTS: &[&str] = &[
    "overtime.import.done",
    "overtime.import.undone",
    "overtime.month.closed",
    "overtime.month.opened",
    "overtime.record.corrected",
    "overtime.designation.added",
    "overtime.designation.ended",
    "overtime.agreement.added",
    "overtime.agreement.ended",
    "overtime.special.added",
    "overtime.special.verified",
    "overtime.busy.flagged",
    "overtime.explained",
    "overtime.order.entered",
    "overtime.order.reported",
];

/// Where and when an act is done.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The city's database.
    pub db: &'a Db,
    /// Where ids come from.
    pub ids: &'a Ids,
    /// The moment.
    pub now: Timestamp,
    /// The day in Japan.
    pub today: Date,
}

impl<'a> Desk<'a> {
    /// A desk at this moment.
    #[must_use]
    pub fn now(db: &'a Db, ids: &'a Ids, clock: &Clock) -> Desk<'a> {
        Desk {
            db,
            ids,
            now: clock.now(),
            today: clock.today(),
        }
    }

    async fn finish(
        &self,
        mut tx: Tx,
        actor: &Actor,
        (act, subject): (&str, &str),
        detail: &(impl Serialize + Sync),
    ) -> Result<()> {
        let entry = journal::Entry {
            act,
            subject,
            detail,
        };
        journal::record(&mut tx, self.now, actor, entry).await?;
        tx.commit().await
    }
}

/// What an act returns.
pub type Done<T> = std::result::Result<T, ActError>;

/// Why an act was not done. Nothing was changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such record.
    #[error("not found")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else has changed the record since.
    #[error("changed by somebody else")]
    Stale,
    /// The rules refuse; the key names the sentence that says why.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// What the flow of applications says.
    #[error(transparent)]
    Flow(flow::FlowError),
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

impl From<flow::FlowError> for ActError {
    fn from(error: flow::FlowError) -> ActError {
        match error {
            flow::FlowError::NotFound => ActError::NotFound,
            flow::FlowError::Denied(denied) => ActError::Denied(denied),
            flow::FlowError::Fault(fault) => ActError::Fault(fault),
            other @ flow::FlowError::Refused(_) => ActError::Flow(other),
        }
    }
}

impl From<ActError> for PageError {
    fn from(error: ActError) -> PageError {
        match error {
            ActError::NotFound => PageError::NotFound,
            ActError::Denied(denied) => PageError::Denied(denied),
            ActError::Stale => PageError::Stale,
            ActError::Refused(key) => PageError::Refused(key),
            ActError::Flow(error) => PageError::from(error),
            ActError::Fault(fault) => PageError::from(fault),
        }
    }
}
