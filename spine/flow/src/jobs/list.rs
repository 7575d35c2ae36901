//! Looking at jobs.

use super::records::{Job, JobId, JobRow, JobState};
use anyhow::Result;
use store::{Db, sqlx};

const COLUMNS_OF_ONE: &str = "
    SELECT id, kind, arguments, state, due_at, done, total, step, attempts, cancel_asked, error, fault,
           result, href, asked_by, asked_by_name, created_at, started_at, ended_at, version
      FROM jobs WHERE id = $1";

/// A job.
///
/// # Errors
/// When the database fails.
pub async fn job(db: &Db, id: JobId) -> Result<Option<Job>> {
    let row: Option<JobRow> = store::read!(db, |pool| {
        sqlx::query_as(COLUMNS_OF_ONE)
            .bind(id.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(JobRow::read).transpose()
}

/// Which jobs a list shows; at most one condition, the state first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter<'a> {
    /// Only those that stand so.
    pub state: Option<JobState>,
    /// Only those of the kind.
    pub kind: Option<&'a str>,
}

const ALL: &str = "
    SELECT id, kind, arguments, state, due_at, done, total, step, attempts, cancel_asked, error, fault,
           result, href, asked_by, asked_by_name, created_at, started_at, ended_at, version
      FROM jobs WHERE id < $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
const BY_STATE: &str = "
    SELECT id, kind, arguments, state, due_at, done, total, step, attempts, cancel_asked, error, fault,
           result, href, asked_by, asked_by_name, created_at, started_at, ended_at, version
      FROM jobs WHERE state = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
const BY_KIND: &str = "
    SELECT id, kind, arguments, state, due_at, done, total, step, attempts, cancel_asked, error, fault,
           result, href, asked_by, asked_by_name, created_at, started_at, ended_at, version
      FROM jobs WHERE kind = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
const BY_BOTH: &str = "
    SELECT id, kind, arguments, state, due_at, done, total, step, attempts, cancel_asked, error, fault,
           result, href, asked_by, asked_by_name, created_at, started_at, ended_at, version
      FROM jobs WHERE kind = $1 AND state = $4 ORDER BY id DESC LIMIT $2 OFFSET $3";
const OF_PERSON: &str = "
    SELECT id, kind, arguments, state, due_at, done, total, step, attempts, cancel_asked, error, fault,
           result, href, asked_by, asked_by_name, created_at, started_at, ended_at, version
      FROM jobs WHERE asked_by = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";

/// The jobs of the city, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn jobs(db: &Db, filter: Filter<'_>, offset: i64, limit: i64) -> Result<Vec<Job>> {
    let rows: Vec<JobRow> = store::read!(db, |pool| {
        let query = match (filter.state, filter.kind) {
            (None, None) => sqlx::query_as(ALL).bind(i64::MAX),
            (Some(state), None) => sqlx::query_as(BY_STATE).bind(state.name()),
            (None, Some(kind)) => sqlx::query_as(BY_KIND).bind(kind),
            (Some(_), Some(kind)) => sqlx::query_as(BY_BOTH).bind(kind),
        };
        let query = query.bind(limit).bind(offset);
        match (filter.state, filter.kind) {
            (Some(state), Some(_)) => query.bind(state.name()),
            _ => query,
        }
        .fetch_all(pool)
        .await
    })?;
    rows.into_iter().map(JobRow::read).collect()
}

/// The jobs that somebody asked for, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn jobs_of(db: &Db, account: i64, offset: i64, limit: i64) -> Result<Vec<Job>> {
    let rows: Vec<JobRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_PERSON)
            .bind(account)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(JobRow::read).collect()
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::job", COLUMNS_OF_ONE),
    ("flow::jobs", ALL),
    ("flow::jobs by state", BY_STATE),
    ("flow::jobs by kind", BY_KIND),
    ("flow::jobs by both", BY_BOTH),
    ("flow::jobs_of", OF_PERSON),
];
