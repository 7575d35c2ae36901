//! Files that jobs have made.

use super::records::JobId;
use anyhow::Result;
use jiff::Timestamp;
use store::{Db, Instant, ToSqlx, Tx, sqlx};

/// A file that a job has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    /// Its name, in any script.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// When it is removed.
    pub expires_at: Timestamp,
}

pub(super) struct NewFile<'a> {
    pub id: i64,
    pub job: JobId,
    pub name: &'a str,
    pub media: &'a str,
    pub bytes: &'a [u8],
    pub expires_at: Timestamp,
}

const FORGET: &str = "DELETE FROM job_files WHERE job_id = $1";
const KEEP: &str = "
    INSERT INTO job_files (id, job_id, name, media, bytes, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";

/// Keeps the file of a job; a second try takes the place of the first.
pub(super) async fn keep(tx: &mut Tx, file: &NewFile<'_>) -> Result<()> {
    store::write!(&mut *tx, |connection| {
        sqlx::query(FORGET)
            .bind(file.job.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    store::write!(tx, |connection| {
        sqlx::query(KEEP)
            .bind(file.id)
            .bind(file.job.0)
            .bind(file.name)
            .bind(file.media)
            .bind(file.bytes)
            .bind(file.expires_at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const FILE_OF: &str = "
    SELECT name, media, bytes, expires_at FROM job_files WHERE job_id = $1 AND expires_at > $2";

store::row! {
    struct FileRow {
        name: String,
        media: String,
        bytes: Vec<u8>,
        expires_at: Instant,
    }
}

/// The file that a job has made, as long as it is kept.
///
/// # Errors
/// When the database fails.
pub async fn file_of(db: &Db, at: Timestamp, job: JobId) -> Result<Option<JobFile>> {
    let row: Option<FileRow> = store::read!(db, |pool| {
        sqlx::query_as(FILE_OF)
            .bind(job.0)
            .bind(at.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(|row| JobFile {
        name: row.name,
        media: row.media,
        bytes: row.bytes,
        expires_at: row.expires_at.to_jiff(),
    }))
}

const HAS_FILE: &str = "
    SELECT name, expires_at FROM job_files WHERE job_id = $1 AND expires_at > $2";

/// Name and last moment of the file of a job, without its content.
///
/// # Errors
/// When the database fails.
pub async fn file_line(db: &Db, at: Timestamp, job: JobId) -> Result<Option<(String, Timestamp)>> {
    let row: Option<(String, Instant)> = store::read!(db, |pool| {
        sqlx::query_as(HAS_FILE)
            .bind(job.0)
            .bind(at.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(|(name, until)| (name, until.to_jiff())))
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::keep_file forget", FORGET),
    ("flow::keep_file", KEEP),
    ("flow::file_of", FILE_OF),
    ("flow::file_line", HAS_FILE),
];
