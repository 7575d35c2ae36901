//! `hagukumi migrate`, `backup` and `restore`

use super::Office;
use crate::arguments::{Backup, Database, Restore};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::process::ExitCode;
use store::archive::{self, ArchiveFault, Manifest, Progress};
use words::Argument;

pub(super) async fn migrate(office: &Office, database: &Database) -> Result<ExitCode> {
    office.open(database).await?.close().await;
    println!("{}", office.text.say("hagukumi-migrated"));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn backup(office: &Office, arguments: Backup) -> Result<ExitCode> {
    let db = office.open(&arguments.database).await?;
    let bar = bar();
    let mut watch = |progress: Progress| show(&bar, &progress);
    let manifest = archive::backup(&db, &arguments.out, office.clock.now(), &mut watch)
        .await
        .map_err(|error| in_words(office, error))?;
    bar.finish_and_clear();
    report(office, "hagukumi-backup-done", &arguments.out, &manifest);
    if let Some(head) = journal::head(&db).await? {
        println!("{}", super::journal::note_of(office, &head));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(office: &Office, arguments: Restore) -> Result<ExitCode> {
    if arguments.verify_only {
        let manifest = archive::verify(&arguments.file)
            .await
            .map_err(|error| in_words(office, error))?;
        report(
            office,
            "hagukumi-restore-verified",
            &arguments.file,
            &manifest,
        );
        return Ok(ExitCode::SUCCESS);
    }
    let db = super::connect(&arguments.database).await?;
    let migrations = office.registry.migrations()?;
    let bar = bar();
    let mut watch = |progress: Progress| show(&bar, &progress);
    let manifest = archive::restore(&arguments.file, &db, &migrations, &mut watch)
        .await
        .map_err(|error| in_words(office, error))?;
    bar.finish_and_clear();
    report(office, "hagukumi-restore-done", &arguments.file, &manifest);
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A bar on the terminal; nothing where the output goes to a file.
pub(super) fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_length(u64::try_from(progress.tables).unwrap_or(0));
    bar.set_position(u64::try_from(progress.number).unwrap_or(0));
    bar.set_message(progress.table.clone());
}

fn report(office: &Office, key: &str, file: &Path, manifest: &Manifest) {
    let variables: [(&str, Argument<'_>); 4] = [
        ("file", file.display().to_string().into()),
        ("tables", manifest.tables.len().to_string().into()),
        ("rows", manifest.rows().to_string().into()),
        ("made", manifest.made_at.to_string().into()),
    ];
    println!("{}", office.text.fill(key, &variables));
}

/// The sentence for an archive that was refused, in the reader's language.
fn in_words(office: &Office, error: anyhow::Error) -> anyhow::Error {
    let key = match error.downcast_ref::<ArchiveFault>() {
        Some(ArchiveFault::Exists(_)) => "hagukumi-archive-exists",
        Some(ArchiveFault::NotAnArchive(_)) => "hagukumi-archive-unknown",
        Some(ArchiveFault::NewerFormat(_) | ArchiveFault::NewerSchema(_)) => {
            "hagukumi-archive-newer"
        }
        Some(ArchiveFault::NotEmpty(_)) => "hagukumi-archive-not-empty",
        Some(_) => "hagukumi-archive-damaged",
        None => return error,
    };
    error.context(office.text.say(key).into_owned())
}
