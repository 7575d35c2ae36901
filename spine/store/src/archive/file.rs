//! The zip file: written and read on a thread of its own, piece by piece.

use super::{ArchiveFault, FORMAT, Manifest, TableManifest};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MANIFEST: &str = "manifest.json";
/// No manifest of a real database comes near this.
const LARGEST_MANIFEST: u64 = 16 * 1024 * 1024;

/// What the writing thread is told, in order.
#[derive(Debug)]
pub(super) enum Part {
    /// Lines of this table follow.
    Table(String),
    Lines(Vec<u8>),
    /// The last part.
    Manifest(Vec<u8>),
}

/// Hands a part to the writing thread.
pub(super) async fn send(parts: &mpsc::Sender<Part>, part: Part) -> Result<()> {
    parts
        .send(part)
        .await
        .context("the archive's writer stopped")
}

fn entry(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

/// Writes the parts to `<path>.partial`, and gives the file its name when it is complete and on disk.
pub(super) fn write(path: &Path, parts: mpsc::Receiver<Part>, made_at: Timestamp) -> Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = create(&partial)
        .and_then(|file| write_parts(file, parts, made_at))
        .and_then(|()| fs::rename(&partial, path).map_err(Into::into))
        .and_then(|()| sync_folder(path));
    if written.is_err() {
        // Nothing to do when even this fails: the error below is the one to tell.
        let _ = fs::remove_file(&partial);
    }
    written
}

/// A new file that only its owner may read: it holds personal data.
fn create(partial: &Path) -> Result<File> {
    if partial.exists() {
        fs::remove_file(partial)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(partial)
        .with_context(|| format!("{} cannot be written", partial.display()))
}

fn write_parts(file: File, mut parts: mpsc::Receiver<Part>, made_at: Timestamp) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time_of_entries(made_at).unwrap_or_default())
        .unix_permissions(0o600)
        .large_file(true);
    let mut zip = ZipWriter::new(BufWriter::new(file));
    while let Some(part) = parts.blocking_recv() {
        match part {
            Part::Table(name) => zip.start_file(entry(&name), options)?,
            Part::Lines(lines) => zip.write_all(&lines)?,
            Part::Manifest(manifest) => {
                zip.start_file(MANIFEST, options)?;
                zip.write_all(&manifest)?;
                let file = zip
                    .finish()?
                    .into_inner()
                    .map_err(std::io::IntoInnerError::into_error)?;
                file.sync_all()?;
                return Ok(());
            }
        }
    }
    bail!("the backup was broken off")
}

/// Zip files carry the local time without its zone.
fn time_of_entries(made_at: Timestamp) -> Option<zip::DateTime> {
    let time = jiff::tz::offset(9).to_datetime(made_at);
    let small = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(time.year()).ok()?;
    let (month, day) = (small(time.month())?, small(time.day())?);
    let (hour, minute, second) = (
        small(time.hour())?,
        small(time.minute())?,
        small(time.second())?,
    );
    zip::DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}

/// On Unix the new name itself must reach the disk too.
fn sync_folder(path: &Path) -> Result<()> {
    if cfg!(unix) {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// An archive opened for reading, its list of entries compared with the manifest.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    pub manifest: Manifest,
}

pub(super) fn open(path: &Path) -> Result<Archive> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut zip = ZipArchive::new(BufReader::new(file))
        .map_err(|error| ArchiveFault::NotAnArchive(error.to_string()))?;
    let manifest = manifest(&mut zip)?;
    let mut expected: Vec<String> = manifest
        .tables
        .iter()
        .map(|table| entry(&table.name))
        .collect();
    expected.push(MANIFEST.to_owned());
    expected.sort_unstable();
    let mut found: Vec<String> = zip
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned))
        .collect::<Result<_, _>>()
        .map_err(|error| ArchiveFault::Damaged(error.to_string()))?;
    found.sort_unstable();
    if expected != found {
        return Err(
            ArchiveFault::Damaged("its tables are not those of its manifest".into()).into(),
        );
    }
    Ok(Archive { zip, manifest })
}

fn manifest(zip: &mut ZipArchive<BufReader<File>>) -> Result<Manifest> {
    let entry = zip
        .by_name(MANIFEST)
        .map_err(|error| ArchiveFault::NotAnArchive(format!("{MANIFEST}: {error}")))?;
    let mut text = Vec::new();
    entry
        .take(LARGEST_MANIFEST)
        .read_to_end(&mut text)
        .map_err(|error| ArchiveFault::Damaged(format!("{MANIFEST}: {error}")))?;
    let unreadable = |error: serde_json::Error| {
        ArchiveFault::NotAnArchive(format!("{MANIFEST} cannot be read: {error}"))
    };
    // The format first: a newer one may have other fields.
    let value: Value = serde_json::from_slice(&text).map_err(unreadable)?;
    let format = value["format"]
        .as_u64()
        .and_then(|format| u32::try_from(format).ok());
    match format {
        Some(format) if format > FORMAT => Err(ArchiveFault::NewerFormat(format).into()),
        Some(_) => Ok(serde_json::from_value(value).map_err(unreadable)?),
        None => Err(ArchiveFault::NotAnArchive("it has no format".into()).into()),
    }
}

/// Reads every table and throws the rows away.
pub(super) fn verify(path: &Path) -> Result<Manifest> {
    let mut archive = open(path)?;
    for table in archive.manifest.tables.clone() {
        archive.read(&table, &mut |_| Ok(()))?;
    }
    Ok(archive.manifest)
}

impl Archive {
    /// Reads a table row by row; its count and sum are known, and compared, only after the last one.
    pub fn read(
        &mut self,
        table: &TableManifest,
        take: &mut dyn FnMut(Vec<Value>) -> Result<()>,
    ) -> Result<()> {
        let damaged =
            |what: &dyn std::fmt::Display| ArchiveFault::Damaged(format!("{}: {what}", table.name));
        let entry = self
            .zip
            .by_name(&entry(&table.name))
            .map_err(|error| damaged(&error))?;
        let mut reader = BufReader::new(entry);
        let (mut sum, mut rows, mut line) = (Sha256::new(), 0, Vec::new());
        loop {
            line.clear();
            let length = reader
                .read_until(b'\n', &mut line)
                .map_err(|error| damaged(&error))?;
            if length == 0 {
                break;
            }
            sum.update(&line);
            rows += 1;
            let row: Vec<Value> = serde_json::from_slice(&line).map_err(|error| damaged(&error))?;
            if row.len() != table.columns.len() {
                return Err(damaged(&format_args!("row {rows} has other columns")).into());
            }
            take(row)?;
        }
        if rows != table.rows {
            return Err(damaged(&format_args!("{rows} rows instead of {}", table.rows)).into());
        }
        if hex::encode(sum.finalize()) != table.sha256 {
            return Err(damaged(&"its sum differs").into());
        }
        Ok(())
    }
}
