//! How work travels: to-dos, applications and their approval, notices, mail, deadlines, long jobs.
//!
//! * [`Todo`]s (やること) are derived from the state of records and never typed.
//! * An application (申請) is made by the crate that owns its subject with [`submit`], travels a route of
//!   steps that is fixed at that moment, and is decided with [`decide`]. What the decision means is done
//!   by the owner's [`ApprovalKind`] in the same transaction: all of it happens or nothing.
//! * Routes are records with days ([`Route`]); without any, an application goes to the head of the team
//!   and then to the head of the section.

mod approvals;
pub mod calendar_feed;
mod deadlines;
pub mod jobs;
pub mod mail;
pub mod notices;
mod routes;
mod sentence;
mod todos;
mod workplace;

pub use approvals::{
    Application, ApplicationId, ApplicationLine, ApprovalKind, ApprovalRecord, Chair, ContextLine,
    ContextPending, Course, Decided, DecidedLine, Decision, DecisionId, DecisionLine, Done, Effect,
    Escalated, Filing, FlowError, FlowRefusal, Holder, Kinds, Listed, Measure, Mine, Order,
    OutOfTurn, Outcome, Rule, Ruling, Seat, Seats, Sitting, Standing, State, Step, StepId,
    StepState, Submitted, Verdict, WaitingCount, WaitingLine, chairs, deadlines, decide, decided,
    escalate_overdue, in_my_place, kind_label, latest, latest_in, mine, record, returned_to, seen,
    submit, take_back, waiting, waiting_among, waiting_counts, withdraw,
};
pub use deadlines::{
    APPROVAL_COUNTING, APPROVAL_DUE_DAYS, APPROVAL_ESCALATE_AFTER, Counting, Desk, Terms,
};
pub use routes::{
    BUILT_IN, FixedStep, Level, Moved, NewRoute, Preview, Route, RouteId, RouteStep, Who,
    add_route, end_route, may_decide, preview, route, routes,
};
pub use sentence::{Sentence, Value};
pub use todos::{Pending, Todo, TodoSource, sort};
pub use workplace::{ActorOf, Offers, PendingActor, Workplace};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "flow",
    block: 5,
    files: &[
        (1, "approvals", include_str!("../schema/0001_approvals.sql")),
        (2, "jobs", include_str!("../schema/0002_jobs.sql")),
        (3, "notices", include_str!("../schema/0003_notices.sql")),
        (4, "mail", include_str!("../schema/0004_mail.sql")),
        (
            5,
            "calendar feeds",
            include_str!("../schema/0005_calendar_feeds.sql"),
        ),
    ],
    large: &[
        "jobs",
        "job_files",
        "notices",
        "notice_recipients",
        "mails",
        "mail_addresses",
        "calendar_feeds",
        "approval_applications",
        "approval_steps",
        "approval_decisions",
    ],
};

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// What can be set about the flow of work.
pub const SETTINGS: &[&settings::Declaration] = &[
    &APPROVAL_DUE_DAYS.declaration,
    &APPROVAL_COUNTING.declaration,
    &APPROVAL_ESCALATE_AFTER.declaration,
    &notices::REMINDER_DAYS.declaration,
    &notices::REMINDER_HOUR.declaration,
    jobs::TIDY_HOUR,
    &mail::MAIL_IS_SENT.declaration,
    &mail::MAIL_FROM.declaration,
    &mail::SENDER_NAME.declaration,
    &mail::PUBLIC_ADDRESS.declaration,
    &mail::DIGEST_HOUR.declaration,
];

/// What comes round by the clock.
pub const DUTIES: &[jobs::Duty] = &[
    approvals::ESCALATE,
    jobs::TIDY,
    mail::DIGEST,
    notices::REMIND,
];

/// The kinds of notices of this crate.
pub const NOTICES: &[notices::NoticeKind] = &[
    approvals::TURN,
    approvals::DECIDED,
    approvals::IN_PLACE,
    notices::JOB_ENDED,
    notices::TODO_DUE,
];

/// What this crate writes into the journal.
pub const ACTS: &[&str] = &[
    "flow.application.submitted",
    "flow.application.approved",
    "flow.application.returned",
    "flow.application.rejected",
    "flow.application.withdrawn",
    "flow.step.approved",
    "flow.step.taken-back",
    "flow.step.escalated",
    "flow.route.added",
    "flow.route.ended",
    "flow.job.cancelled",
    "flow.job.retried",
    "flow.mail.cancelled",
    "flow.mail.retried",
    "flow.preferences.changed",
    "flow.calendar.made",
    "flow.calendar.revoked",
];

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 23] = [
    approvals::QUERIES[0],
    approvals::QUERIES[1],
    approvals::QUERIES[2],
    approvals::QUERIES[3],
    approvals::QUERIES[4],
    approvals::QUERIES[5],
    approvals::QUERIES[6],
    routes::QUERIES[0],
    routes::QUERIES[1],
    jobs::QUERIES[0],
    jobs::QUERIES[1],
    jobs::QUERIES[2],
    jobs::QUERIES[3],
    jobs::QUERIES[4],
    jobs::QUERIES[5],
    notices::QUERIES[0],
    notices::QUERIES[1],
    notices::QUERIES[2],
    notices::QUERIES[3],
    mail::QUERIES[0],
    mail::QUERIES[1],
    mail::QUERIES[2],
    calendar_feed::QUERIES,
];
const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

const fn joined() -> [(&'static str, &'static str); COUNT] {
    let mut all = [("", ""); COUNT];
    let (mut part, mut index, mut at) = (0, 0, 0);
    while part < PARTS.len() {
        while index < PARTS[part].len() {
            all[at] = PARTS[part][index];
            index += 1;
            at += 1;
        }
        part += 1;
        index = 0;
    }
    all
}
