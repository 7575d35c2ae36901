//! What people do with leave: each act in one transaction, with its record in the journal last.

mod asking;
mod cancelling;
mod deciding;
mod keeping;
mod runs;

pub use asking::{LeaveEntry, Made, ask, ask_another_day, drop_plan, hand_in};
pub use cancelling::ask_cancellation;
pub(crate) use deciding::{cancellation_decided, request_decided};
pub use keeping::{Adjustment, adjust, note_pattern, release_day, reverse};
pub use runs::{
    ClosePreview, GrantLine, GrantPreview, RunDone, close_preview, close_year, grant_preview,
    grant_year,
};
pub(crate) use runs::{anybody_without_grant, ended_since};

use crate::records::{EntryId, LeaveYear};
use crate::rules::counting::NoLeave;
use crate::rules::entitlement::of_fiscal_year;
use crate::rules::kinds::NotOfKind;
use crate::rules::years::GrantDays;
use crate::rules::{Policy, YearStart};
use crate::{settings as set, store};
use ::settings::Settings;
use ::store::{Db, Tx};
use access::{Actor, Denied};
use anyhow::Result;
use calendar::{Date, DaysOff, Minutes};
use flow::{Desk, FlowError, FlowRefusal};
use people::{EmployeeId, Employment};
use serde::Serialize;
use std::sync::Arc;

/// What this crate writes into the journal.
pub(crate) const ACTS: &[&str] = &[
    "paid-leave.request.planned",
    "paid-leave.request.made",
    "paid-leave.request.changed",
    "paid-leave.request.dropped",
    "paid-leave.request.another-day",
    "paid-leave.request.decided",
    "paid-leave.cancellation.made",
    "paid-leave.cancellation.decided",
    "paid-leave.ledger.adjusted",
    "paid-leave.ledger.reversed",
    "paid-leave.ledger.released",
    "paid-leave.ledger.seen",
    "paid-leave.pattern.noted",
    "paid-leave.year.granted",
    "paid-leave.year.closed",
    "paid-leave.list.exported",
];

/// What acts return.
pub type Done<T> = Result<T, LeaveError>;

/// Why an act was not done. Nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// There is no such record, or the person may not know that there is.
    #[error("not found")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rules refuse; the person can read why.
    #[error(transparent)]
    Refused(#[from] LeaveRefusal),
    /// The route of the application refuses.
    #[error(transparent)]
    Flow(FlowRefusal),
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

impl From<FlowError> for LeaveError {
    fn from(error: FlowError) -> LeaveError {
        match error {
            FlowError::NotFound => LeaveError::NotFound,
            FlowError::Denied(denied) => LeaveError::Denied(denied),
            FlowError::Refused(refusal) => LeaveError::Flow(refusal),
            FlowError::Fault(fault) => LeaveError::Fault(fault),
        }
    }
}

/// Why the rules refuse an act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeaveRefusal {
    /// The days are no leave.
    #[error(transparent)]
    NoLeave(#[from] NoLeave),
    /// There is not so much of the kind.
    #[error(transparent)]
    NotOfKind(#[from] NotOfKind),
    /// The ledger does not hold enough.
    #[error("{missing} too little on {on}")]
    TooLittle {
        /// The first day for which it does not suffice.
        on: Date,
        /// By how much.
        missing: Minutes,
        /// What a day is worth to the person.
        day: Minutes,
    },
    /// The leave of the year has not been granted yet: the day can be planned and asked for later.
    #[error("nothing granted for {on}")]
    NotGranted {
        /// The day.
        on: Date,
    },
    /// The person has leave on that day already.
    #[error("leave on {on} already")]
    Clash {
        /// The day.
        on: Date,
    },
    /// More hours than the city allows by the hour in a year.
    #[error("more than {days} days by the hour")]
    TooManyHours {
        /// How many days' worth there are.
        days: i64,
    },
    /// Before hiring, or after leaving.
    #[error("not in service on {on}")]
    NotInService {
        /// The day.
        on: Date,
    },
    /// Something has to be written: a plan for volunteer leave, why a line is adjusted.
    #[error("no reason given")]
    ReasonMissing,
    /// Somebody else has changed the record meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// It is neither a plan nor returned, so it cannot be changed.
    #[error("not open")]
    NotOpen,
    /// None of the days can be cancelled: they are not approved, or on their way to be cancelled.
    #[error("nothing to cancel")]
    NothingToCancel,
    /// A correction would take away leave that was taken, carried over or asked for.
    #[error("{missing} are used already")]
    UsedAlready {
        /// How much is missing.
        missing: Minutes,
        /// What a day is worth to the person.
        day: Minutes,
    },
    /// A line of this sort is not taken back here.
    #[error("not to be reversed: {}", .0.0)]
    NotReversible(EntryId),
    /// The line was taken back before.
    #[error("reversed already")]
    ReversedAlready,
    /// Nothing changes.
    #[error("nothing changes")]
    Nothing,
}

/// What the rules need beside the records, read before the transaction.
pub(crate) struct Rules {
    pub policy: Policy,
    city: GrantDays,
    pub off: Arc<DaysOff>,
}

impl Rules {
    /// As they are on a day.
    pub async fn read(db: &Db, on: Date) -> Result<Rules> {
        let settings = Settings::load(db, on).await?;
        Ok(Rules {
            policy: Policy::of(&settings),
            city: set::grant_days(db).await?,
            off: holidays::days_off(db).await?,
        })
    }

    /// The grant days of an employment: fiscal-year staff have theirs on 1 April everywhere.
    pub fn grant_days(&self, employment: Employment) -> GrantDays {
        if of_fiscal_year(employment) {
            GrantDays::always(YearStart::April)
        } else {
            self.city.clone()
        }
    }

    /// The leave year of somebody on a day.
    pub fn year(&self, employment: Employment, on: Date) -> LeaveYear {
        self.grant_days(employment).year_of(on)
    }

    /// Whether the office works on a day.
    pub fn works(&self) -> impl Fn(Date) -> bool + '_ {
        |day| self.off.is_workday(day)
    }
}

/// Somebody with the units in which they serve today, for the question who may.
pub(crate) async fn staff_with_units(
    db: &Db,
    employee: EmployeeId,
    today: Date,
) -> Done<(store::Staff, Vec<i64>)> {
    let staff = store::staff(db, employee, today)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let units = people::units_serving(db, employee, today).await?;
    Ok((staff, units))
}

/// Writes the act into the journal, as the last thing in its transaction.
pub(crate) async fn journalled(
    tx: &mut Tx,
    desk: &Desk<'_>,
    actor: &Actor,
    act: &'static str,
    subject: &str,
    detail: &impl Serialize,
) -> Result<()> {
    let entry = journal::Entry {
        act,
        subject,
        detail,
    };
    journal::record(tx, desk.now, actor, entry).await
}
