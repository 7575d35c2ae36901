//! Asking for a job, cancelling it, asking for it again.

use super::records::{JobId, JobKind, JobState};
use access::{Actor, Allowed, EditJobs, Relation};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Db, Ids, ToSqlx, Tx, sqlx};

/// A job to be asked for.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// What is to be done.
    pub kind: &'a JobKind,
    /// What the kind needs to know: names of records rather than the records.
    pub arguments: serde_json::Value,
    /// Who asks; the program itself for duties.
    pub asked_by: &'a Actor,
    /// Not before this moment.
    pub not_before: Option<Timestamp>,
}

impl<'a> NewJob<'a> {
    /// A job to be done as soon as somebody has time.
    ///
    /// # Errors
    /// When the arguments cannot be written as JSON.
    pub fn of(
        kind: &'a JobKind,
        arguments: &impl Serialize,
        asked_by: &'a Actor,
    ) -> Result<NewJob<'a>> {
        Ok(NewJob {
            kind,
            arguments: serde_json::to_value(arguments)?,
            asked_by,
            not_before: None,
        })
    }
}

/// How far an open job of the same person moves the next one back in the queue, so that a hundred jobs of
/// one do not keep the one job of another waiting. Waiting time makes up for it: nobody waits for ever.
const STEP_BACK: SignedDuration = SignedDuration::from_secs(30);

const OPEN_OF: &str = "SELECT COUNT(*) FROM jobs WHERE asked_by = $1 AND due_at IS NOT NULL";

const INSERT: &str = "
    INSERT INTO jobs (id, kind, arguments, state, due_at, place_at, done, total, attempts, cancel_asked,
                      asked_by, asked_by_name, created_at, version)
    VALUES ($1, $2, $3, 'waiting', $4, $5, 0, 0, 0, $6, $7, $8, $9, 1)";

/// Asks for a job in the transaction of the act that needs it. It begins within a second or two after
/// the commit.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &mut Tx, ids: &Ids, at: Timestamp, new: &NewJob<'_>) -> Result<JobId> {
    let id = JobId(ids.next());
    let account = new.asked_by.account;
    let open: i64 = match account {
        None => 0,
        Some(account) => store::write!(&mut *tx, |connection| {
            sqlx::query_scalar(OPEN_OF)
                .bind(account)
                .fetch_one(connection)
                .await
        })?,
    };
    let due_at = new.not_before.unwrap_or(at).max(at);
    let back = STEP_BACK * i32::try_from(open).unwrap_or(i32::MAX).min(1_000);
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(id.0)
            .bind(new.kind.name)
            .bind(new.arguments.to_string())
            .bind(due_at.to_sqlx())
            .bind((due_at + back).to_sqlx())
            .bind(false)
            .bind(account)
            .bind(&new.asked_by.name)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(id)
}

/// Why a job was neither cancelled nor tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JobRefusal {
    /// There is no such job.
    #[error("no such job")]
    NotFound,
    /// It has ended already.
    #[error("has ended")]
    HasEnded,
    /// It has not ended yet, or it is done.
    #[error("has not failed")]
    HasNotFailed,
}

impl JobRefusal {
    /// The key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            JobRefusal::NotFound => "flow-job-refusal-not-found",
            JobRefusal::HasEnded => "flow-job-refusal-has-ended",
            JobRefusal::HasNotFailed => "flow-job-refusal-has-not-failed",
        }
    }
}

const LOOK: &str = "SELECT state, asked_by FROM jobs WHERE id = $1";

const CANCEL_WAITING: &str = "
    UPDATE jobs
       SET state = 'cancelled', due_at = NULL, ended_at = $2, cancel_asked = $3, version = version + 1
     WHERE id = $1 AND state = 'waiting'";

const CANCEL_RUNNING: &str = "
    UPDATE jobs SET cancel_asked = $2, version = version + 1 WHERE id = $1 AND state = 'running'";

/// Cancels a job: at once while it waits; a running one stops at its next step.
///
/// # Errors
/// When the person may not, or the database refuses.
pub async fn cancel(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditJobs>,
    job: JobId,
) -> Result<Result<(), JobRefusal>> {
    let mut tx = db.begin().await?;
    let Some(state) = look(&mut tx, allowed, job).await? else {
        return Ok(Err(JobRefusal::NotFound));
    };
    if state.has_ended() {
        return Ok(Err(JobRefusal::HasEnded));
    }
    let waiting = store::write!(&mut tx, |connection| {
        sqlx::query(CANCEL_WAITING)
            .bind(job.0)
            .bind(at.to_sqlx())
            .bind(true)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    let running = store::write!(&mut tx, |connection| {
        sqlx::query(CANCEL_RUNNING)
            .bind(job.0)
            .bind(true)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if waiting + running == 0 {
        return Ok(Err(JobRefusal::HasEnded));
    }
    note(&mut tx, at, allowed, "flow.job.cancelled", job).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

const RETRY: &str = "
    UPDATE jobs
       SET state = 'waiting', due_at = $2, place_at = $2, ended_at = NULL, cancel_asked = $3, attempts = 0,
           worker = NULL, done = 0, total = 0, step = NULL, version = version + 1
     WHERE id = $1 AND state IN ('failed', 'cancelled')";

/// Puts a failed or cancelled job into the queue again.
///
/// # Errors
/// When the person may not, or the database refuses.
pub async fn retry(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditJobs>,
    job: JobId,
) -> Result<Result<(), JobRefusal>> {
    let mut tx = db.begin().await?;
    if look(&mut tx, allowed, job).await?.is_none() {
        return Ok(Err(JobRefusal::NotFound));
    }
    let rows = store::write!(&mut tx, |connection| {
        sqlx::query(RETRY)
            .bind(job.0)
            .bind(at.to_sqlx())
            .bind(false)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if rows == 0 {
        return Ok(Err(JobRefusal::HasNotFailed));
    }
    note(&mut tx, at, allowed, "flow.job.retried", job).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The state of a job that the person may change; `None` when there is none.
async fn look(tx: &mut Tx, allowed: &Allowed<EditJobs>, job: JobId) -> Result<Option<JobState>> {
    let row: Option<(String, Option<i64>)> = store::write!(tx, |connection| {
        sqlx::query_as(LOOK)
            .bind(job.0)
            .fetch_optional(connection)
            .await
    })?;
    let Some((state, asked_by)) = row else {
        return Ok(None);
    };
    allowed.on(relation(allowed.actor(), asked_by))?;
    Ok(JobState::named(&state))
}

/// How somebody stands to a job that an account has asked for.
#[must_use]
pub fn relation(actor: &Actor, asked_by: Option<i64>) -> Relation {
    if asked_by.is_some() && asked_by == actor.account {
        Relation::Own
    } else {
        Relation::Other
    }
}

async fn note(
    tx: &mut Tx,
    at: Timestamp,
    allowed: &Allowed<EditJobs>,
    act: &'static str,
    job: JobId,
) -> Result<()> {
    let subject = format!("job:{job}");
    let entry = journal::Entry {
        act,
        subject: &subject,
        detail: &(),
    };
    journal::record(tx, at, allowed.actor(), entry).await
}

/// When a job that failed is tried again: after half a minute, then two, eight, half an hour, an hour.
pub(crate) fn pause(attempt: i64) -> SignedDuration {
    let step = u32::try_from(attempt.clamp(1, 5) - 1).unwrap_or(0);
    SignedDuration::from_secs(30 * 4_i64.pow(step)).min(SignedDuration::from_hours(1))
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::enqueue open", OPEN_OF),
    ("flow::enqueue", INSERT),
    ("flow::job look", LOOK),
    ("flow::cancel waiting", CANCEL_WAITING),
    ("flow::cancel running", CANCEL_RUNNING),
    ("flow::retry", RETRY),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_longer_than_the_one_before_up_to_an_hour() {
        let pauses: Vec<i64> = (1..=7).map(|attempt| pause(attempt).as_secs()).collect();
        assert_eq!(pauses, [30, 120, 480, 1920, 3600, 3600, 3600]);
    }
}
