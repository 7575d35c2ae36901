//! Long work in the database: asked for by an act in its own transaction, done by whichever process takes
//! it, seen and cancelled by a page.
//!
//! A crate registers a [`JobKind`] in its module and asks for work by [`enqueue`]:
//!
//! ```
//! use flow::jobs::{JobContext, JobKind, Outcome, Working};
//!
//! /// Loads a staff list that was uploaded before.
//! pub const IMPORT: JobKind = JobKind::new("intake.import", "intake-job-import", import);
//!
//! fn import(context: &JobContext) -> Working<'_> {
//!     Box::pin(async move {
//!         let upload: i64 = context.arguments()?;
//!         for row in 0..50_000 {
//!             context.progress(row, 50_000);
//!             context.proceed()?; // returns when somebody has cancelled
//!         }
//!         Ok(Outcome::leading_to(format!("/intake/{upload}")))
//!     })
//! }
//! ```
//!
//! A worker holds a job by a lease that it renews; when its process is killed, the lease runs out and
//! another worker begins the job again. So a job may run more than once: it does its writing in one
//! transaction and ends it with [`JobContext::finish_in`], or it can be repeated without harm.

mod context;
mod duties;
mod files;
mod list;
mod queue;
mod records;
mod tidy;
mod worker;

pub use context::{JobContext, LiveJobs, Outcome, Stopped, Working};
pub use duties::{Duty, When, tick};
pub use files::{JobFile, file_line, file_of};
pub use list::{Filter, job, jobs, jobs_of};
pub(crate) use queue::pause;
pub use queue::{JobRefusal, NewJob, cancel, enqueue, relation, retry};
pub use records::{Job, JobError, JobId, JobKind, JobState, Progress};
pub use tidy::{TIDY, TIDY_HOUR};
pub use worker::{Worker, stop_signal};

/// The queries of this part by name.
pub(crate) const QUERIES: [&[(&str, &str)]; 6] = [
    duties::QUERIES,
    files::QUERIES,
    list::QUERIES,
    queue::QUERIES,
    tidy::QUERIES,
    worker::QUERIES,
];
