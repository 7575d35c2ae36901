//! Applications (申請) and their approval (決裁).
//!
//! [`submit`] fixes the steps, [`decide`] takes one decision, [`take_back`] and [`withdraw`] undo, and
//! [`escalate_overdue`] does what nobody did. All of them write into the caller's transaction and hold the
//! row of the application while they do, so that of two people at once the second is told. Which steps
//! follow is decided by [`Course`], which knows nothing of the database.

mod course;
mod decide;
mod escalate;
mod kinds;
mod listing;
mod record;
mod records;
mod refusal;
mod rows;
mod seats;
mod submit;
mod telling;

pub use course::{Course, OutOfTurn, Standing};
pub use decide::{Outcome, Verdict, decide, take_back, withdraw};
pub use escalate::{ESCALATE, Escalated, escalate_overdue};
pub use kinds::{
    ApprovalKind, ContextLine, ContextPending, Decided, Effect, Kinds, Measure, kind_label,
};
pub use listing::{
    ApplicationLine, DecidedLine, Listed, Order, WaitingCount, WaitingLine, deadlines, decided,
    in_my_place, mine, returned_to, waiting, waiting_among, waiting_counts,
};
pub use record::{ApprovalRecord, Chair, Holder, Mine, chairs, record, seen};
pub(crate) use records::vocabulary;
pub use records::{
    Application, ApplicationId, Decision, DecisionId, DecisionLine, Rule, Ruling, Seat, State,
    Step, StepId, StepState,
};
pub use refusal::{Done, FlowError, FlowRefusal};
pub use rows::{latest, latest_in};
pub use seats::{Seats, Sitting};
pub(crate) use seats::{full_name, list};
pub use submit::{Filing, Submitted, submit};
pub use telling::{DECIDED, IN_PLACE, TURN};

pub(crate) const QUERIES: [&[(&str, &str)]; 7] = [
    seats::QUERIES,
    rows::QUERIES,
    submit::QUERIES,
    escalate::QUERIES,
    listing::QUERIES,
    record::QUERIES,
    telling::QUERIES,
];
