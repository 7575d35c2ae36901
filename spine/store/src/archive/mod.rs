//! Backup and restore: one file format for both databases.
//!
//! An archive is a zip file with `manifest.json` and one `tables/<name>.jsonl` for each table: a row is
//! a JSON array in the order of the manifest's columns, and the rows stand in the order of the key. Days
//! and instants are texts, flags are 0 and 1, bytes are hexadecimal, so the same content gives the same
//! lines from either database, and what was backed up from one can be restored into the other.
//!
//! A backup is read in one snapshot while others go on writing, and written to `<path>.partial` until it
//! is complete. A restore checks the whole file before it touches the database, works in one
//! transaction, and compares every restored table with the archive before it commits.

mod catalogue;
mod file;
mod lines;
mod restore;

use crate::db::{Db, Tx};
use anyhow::{Context, Result};
use jiff::Timestamp;
use lines::Lines;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;

pub use restore::restore;

/// The format this program writes and the newest it reads.
pub const FORMAT: u32 = 1;

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the archive's format.
    pub format: u32,
    /// When the backup was made.
    pub made_at: Timestamp,
    /// Version of the program that made it.
    pub program: String,
    /// Versions of the schema files that were applied to the database.
    pub schema: Vec<i64>,
    /// The tables by name.
    pub tables: Vec<TableManifest>,
}

/// What an archive holds of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableManifest {
    /// The table.
    pub name: String,
    /// Its columns in the order of the values in a row.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the table's lines, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// How far a backup or a restore has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The table at work.
    pub table: String,
    /// Its place among the tables, from 1.
    pub number: usize,
    /// How many tables there are.
    pub tables: usize,
    /// Rows of the table done so far.
    pub rows: u64,
}

/// Who is told how far the work has come.
pub type Watcher<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// Why there is no backup, or why nothing was restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveFault {
    /// A backup never overwrites a file.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The file is no archive of this program.
    #[error("not an archive of Hagukumi: {0}")]
    NotAnArchive(String),
    /// Content and manifest differ: the file was damaged or changed.
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    /// The archive's format is newer than the program.
    #[error("the archive has format {0}, this program reads up to {FORMAT}")]
    NewerFormat(u32),
    /// The archive holds tables of a newer program.
    #[error("the archive was made by a newer version of Hagukumi (schema {0})")]
    NewerSchema(i64),
    /// The database's tables are newer than the archive's.
    #[error(
        "the database has newer tables than the archive (schema {0}): restore into a database without tables"
    )]
    OlderSchema(i64),
    /// The database holds records already.
    #[error("the database is not empty: there are rows in {0}")]
    NotEmpty(String),
    /// The tables or columns of database and archive are not the same.
    #[error("archive and database differ in the columns of {0}")]
    OtherColumns(String),
    /// A column has a type that the archive does not know.
    #[error("the column {0} has a type that an archive cannot hold")]
    UnknownType(String),
    /// After the restore the table is not what the archive holds.
    #[error("{0} would differ from the archive after the restore")]
    Differs(String),
    /// A row refers to one that is missing.
    #[error("a row of {0} refers to a missing row")]
    Dangling(String),
}

/// Backs the database up into a new file while others go on working.
///
/// # Errors
/// When the file exists, the disk is full or the database fails; no file is left then.
pub async fn backup(
    db: &Db,
    path: &Path,
    made_at: Timestamp,
    watcher: Watcher<'_>,
) -> Result<Manifest> {
    if tokio::fs::try_exists(path).await? {
        return Err(ArchiveFault::Exists(path.to_owned()).into());
    }
    let (parts, received) = mpsc::channel(8);
    let target = path.to_owned();
    let writer = tokio::task::spawn_blocking(move || file::write(&target, received, made_at));
    let read = read_all(db, made_at, &parts, watcher).await;
    drop(parts);
    // When the writer stopped, e.g. on a full disk, its reason is the one to tell.
    writer
        .await
        .context("the archive's writer stopped")?
        .with_context(|| {
            let reason = read
                .as_ref()
                .err()
                .map(|error| format!(": {error:#}"))
                .unwrap_or_default();
            format!("the archive {} was not written{reason}", path.display())
        })?;
    read
}

async fn read_all(
    db: &Db,
    made_at: Timestamp,
    parts: &mpsc::Sender<file::Part>,
    watcher: Watcher<'_>,
) -> Result<Manifest> {
    let mut snapshot = db.snapshot().await?;
    let tables = catalogue::tables(&mut snapshot).await?;
    let mut manifest = Manifest {
        format: FORMAT,
        made_at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: catalogue::applied(&mut snapshot).await?,
        tables: Vec::new(),
    };
    for (place, table) in tables.iter().enumerate() {
        file::send(parts, file::Part::Table(table.name.clone())).await?;
        let mut lines = Lines::sent_to(parts);
        let mut tell = |rows| watcher(step(&table.name, place, tables.len(), rows));
        tell(0);
        lines::read(&mut snapshot, table, &table.columns, &mut lines, &mut tell)
            .await
            .with_context(|| format!("reading {}", table.name))?;
        manifest.tables.push(lines.finish(table).await?);
    }
    end(snapshot).await?;
    file::send(
        parts,
        file::Part::Manifest(serde_json::to_vec_pretty(&manifest)?),
    )
    .await?;
    Ok(manifest)
}

fn step(table: &str, place: usize, tables: usize, rows: u64) -> Progress {
    Progress {
        table: table.to_owned(),
        number: place + 1,
        tables,
        rows,
    }
}

/// Ends a snapshot at once instead of when its connection is used next.
async fn end(snapshot: Tx) -> Result<()> {
    match snapshot {
        Tx::Sqlite(transaction) => transaction.rollback().await?,
        Tx::Postgres(transaction) => transaction.rollback().await?,
    }
    Ok(())
}

/// Reads the whole archive and compares it with its manifest.
///
/// # Errors
/// With an [`ArchiveFault`] inside when the file is not a complete, unchanged archive.
pub async fn verify(path: &Path) -> Result<Manifest> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || file::verify(&path))
        .await
        .context("the archive's reader stopped")?
}
