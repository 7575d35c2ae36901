//! The yearly grant and the end of a year as long work: both look at everybody.

use crate::acts::{self, Done, LeaveError, RunDone};
use access::KeepLeave;
use anyhow::Result;
use calendar::Date;
use flow::jobs::{JobContext, JobKind, Outcome, Working};
use flow::{Desk, Sentence, Terms};
use serde::{Deserialize, Serialize};
use store::Tx;

/// Grants the leave of the year.
pub(crate) const GRANT: JobKind =
    JobKind::new("paid-leave.grant", "paid-leave-job-grant", grant).telling();

/// Ends a leave year.
pub(crate) const CLOSE: JobKind =
    JobKind::new("paid-leave.close", "paid-leave-job-close", close).telling();

/// For which day.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Arguments {
    pub on: Date,
}

/// Where the result can be seen.
const PAGE: &str = "/leave/runs";

fn grant(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let arguments: Arguments = context.arguments()?;
        let allowed = context.allowed::<KeepLeave>()?;
        let mut tx = context.db().begin().await?;
        let desk = desk(context);
        let done = acts::grant_year(context.db(), &mut tx, &desk, &allowed, arguments.on).await;
        let done = told(done)?;
        let said = Sentence::new("paid-leave-job-granted").with("people", done.people);
        finished(context, tx, done, said).await
    })
}

fn close(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let arguments: Arguments = context.arguments()?;
        let allowed = context.allowed::<KeepLeave>()?;
        let mut tx = context.db().begin().await?;
        let desk = desk(context);
        let done = acts::close_year(context.db(), &mut tx, &desk, &allowed, arguments.on).await;
        let done = told(done)?;
        let said = Sentence::new("paid-leave-job-closed").with("people", done.people);
        finished(context, tx, done, said).await
    })
}

fn desk(context: &JobContext) -> Desk<'_> {
    Desk::now(context.ids(), context.clock(), Terms::default())
}

fn told(done: Done<RunDone>) -> Result<RunDone> {
    done.map_err(|error| match error {
        LeaveError::Fault(fault) => fault,
        LeaveError::Denied(denied) => denied.into(),
        other => other.into(),
    })
}

async fn finished(
    context: &JobContext,
    mut tx: Tx,
    done: RunDone,
    said: Sentence,
) -> Result<Outcome> {
    context.progress(done.people, done.people);
    let outcome = Outcome::leading_to(PAGE).and_saying(said);
    context.finish_in(&mut tx, &outcome).await?;
    tx.commit().await?;
    Ok(outcome)
}
