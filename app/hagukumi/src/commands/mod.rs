//! One file for each group of commands.

mod account;
mod client;
mod data;
mod demo;
mod journal;
mod plan;
mod serve;
mod staff;

use crate::arguments::{Arguments, Command, Database};
use anyhow::{Context, Result};
use registry::Registry;
use std::path::Path;
use std::process::ExitCode;
use store::{Clock, Db, MigrationFault};
use words::Text;

/// What every command works with.
pub(crate) struct Office {
    pub registry: Registry,
    pub text: Text,
    pub clock: Clock,
}

impl Office {
    /// Opens a city's database and brings it up to date.
    pub(crate) async fn open(&self, place: &Database) -> Result<Db> {
        let db = connect(place).await?;
        self.migrate(&db).await?;
        Ok(db)
    }

    /// Brings a database up to date.
    pub(crate) async fn migrate(&self, db: &Db) -> Result<()> {
        match self.registry.migrations()?.run(db).await {
            Err(MigrationFault::Newer(version)) => {
                let version = version.to_string();
                Err(anyhow::anyhow!(self.text.say1(
                    "hagukumi-migration-newer",
                    "version",
                    version
                )))
            }
            other => Ok(other?),
        }
    }
}

/// Opens a city's database as it is; a missing data folder is created.
pub(crate) async fn connect(place: &Database) -> Result<Db> {
    match &place.database {
        Some(address) => Db::open(address).await,
        None => {
            std::fs::create_dir_all(&place.data)
                .with_context(|| format!("{} cannot be created", place.data.display()))?;
            Db::open_file(&database_file(&place.data)).await
        }
    }
}

/// The database in a data folder.
pub(crate) fn database_file(folder: &Path) -> std::path::PathBuf {
    folder.join("hagukumi.db")
}

/// Runs the command.
///
/// # Errors
/// With a sentence that says what did not work.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode> {
    let registry = crate::registry();
    let text = Text::new(registry.words()?, arguments.language());
    let office = Office {
        registry,
        text,
        clock: Clock::system(),
    };
    match arguments.command {
        Command::Demo(demo) => demo::run(office, demo).await,
        Command::Serve(serve) => serve::run(&office, serve).await,
        Command::Migrate(database) => data::migrate(&office, &database).await,
        Command::Backup(backup) => data::backup(&office, backup).await,
        Command::Restore(restore) => data::restore(&office, restore).await,
        Command::Plan(command) => plan::run(&office, command).await,
        Command::Staff(command) => staff::run(&office, command).await,
        Command::Journal(command) => journal::run(&office, command).await,
        Command::Account(command) => account::run(&office, command).await,
        Command::Client(command) => client::run(&office, command).await,
    }
}
