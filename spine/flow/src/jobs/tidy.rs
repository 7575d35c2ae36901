//! The nightly duty that removes what nobody needs any more.

use super::context::{JobContext, Outcome, Working};
use super::duties::{Duty, When};
use super::records::JobKind;
use crate::Sentence;
use crate::notices::list;
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use settings::{About, Setting};
use store::{ToSqlx, sqlx};

/// In which hour of the night.
const HOUR: Setting<i64> = Setting::number(
    About {
        key: "flow-tidy-hour",
        group: "flow-settings",
        title_key: "flow-settings-tidy-hour",
        hint_key: "flow-settings-tidy-hour-hint",
    },
    3,
    0,
    23,
);

/// The setting of the hour.
pub const TIDY_HOUR: &settings::Declaration = &HOUR.declaration;

/// Removes files past their day, jobs and mails that ended 90 days ago and notices of more than a year.
pub const TIDY: Duty = Duty {
    job: JobKind::new("flow.tidy", "flow-job-tidy", tidy),
    when: When::Daily {
        hour: &HOUR,
        minute: 20,
    },
};

const DAYS_OF_JOBS: i64 = 90;
const DAYS_OF_NOTICES: i64 = 400;

const FILES: &str = "DELETE FROM job_files WHERE expires_at <= $1";
const JOBS: &str = "DELETE FROM jobs WHERE ended_at <= $1";
const MAILS: &str = "DELETE FROM mails WHERE ended_at <= $1";
const OLD_NOTICES: &str =
    "SELECT id FROM notices WHERE created_at <= $1 ORDER BY created_at LIMIT $2";
const RECIPIENTS: &str = "
    DELETE FROM notice_recipients WHERE notice_id IN (SELECT value FROM json_each($1))";
const NOTICES: &str = "DELETE FROM notices WHERE id IN (SELECT value FROM json_each($1))";

/// Notices that are removed at a time.
const PART: i64 = 200;

fn tidy(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let now = context.clock().now();
        let ago = |days: i64| now - SignedDuration::from_hours(24 * days);
        let mut removed = notices_before(context, ago(DAYS_OF_NOTICES)).await?;
        let mut tx = context.db().begin().await?;
        // No file is kept as long as its job.
        for (sql, until) in [
            (FILES, now),
            (JOBS, ago(DAYS_OF_JOBS)),
            (MAILS, ago(DAYS_OF_JOBS)),
        ] {
            removed += store::write!(&mut tx, |connection| {
                sqlx::query(sql)
                    .bind(until.to_sqlx())
                    .execute(connection)
                    .await
                    .map(|done| done.rows_affected())
            })?;
        }
        let removed = i64::try_from(removed).unwrap_or(i64::MAX);
        let outcome = Outcome::saying(Sentence::new("flow-job-tidied").with("n", removed));
        context.finish_in(&mut tx, &outcome).await?;
        tx.commit().await?;
        Ok(outcome)
    })
}

/// Removes old notices part by part, so that nobody waits long for the database.
async fn notices_before(context: &JobContext, until: Timestamp) -> Result<u64> {
    let mut removed = 0;
    loop {
        context.proceed()?;
        let old: Vec<i64> = store::read!(context.db(), |pool| {
            sqlx::query_scalar(OLD_NOTICES)
                .bind(until.to_sqlx())
                .bind(PART)
                .fetch_all(pool)
                .await
        })?;
        if old.is_empty() {
            return Ok(removed);
        }
        let old = list(&old);
        let mut tx = context.db().begin().await?;
        for sql in [RECIPIENTS, NOTICES] {
            removed += store::write!(&mut tx, |connection| {
                sqlx::query(sql)
                    .bind(&old)
                    .execute(connection)
                    .await
                    .map(|done| done.rows_affected())
            })?;
        }
        tx.commit().await?;
    }
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::tidy files", FILES),
    ("flow::tidy jobs", JOBS),
    ("flow::tidy mails", MAILS),
    ("flow::tidy old notices", OLD_NOTICES),
    ("flow::tidy recipients", RECIPIENTS),
    ("flow::tidy notices", NOTICES),
];
