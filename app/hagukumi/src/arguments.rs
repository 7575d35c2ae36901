//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use words::Language;

/// はぐくみ Hagukumi: a city's human-resource development plan, and the work behind it.
#[derive(Debug, Parser)]
#[command(name = "hagukumi", version, about)]
pub struct Arguments {
    /// Language of messages: ja or en (otherwise that of the system).
    #[arg(long, global = true, env = "HAGUKUMI_LANGUAGE")]
    language: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// The language for messages: as asked for, or the system's, or Japanese.
    #[must_use]
    pub fn language(&self) -> Language {
        let system = || {
            std::env::var("LC_ALL")
                .or_else(|_| std::env::var("LANG"))
                .ok()
        };
        self.language
            .clone()
            .or_else(system)
            .and_then(|tag| Language::of_tag(&tag))
            .unwrap_or_default()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try it: make the sample city and serve it.
    Demo(Demo),
    /// Serve one city, or several from a configuration file.
    Serve(Serve),
    /// Bring the database up to date.
    Migrate(Database),
    /// Write a consistent backup while the service runs.
    Backup(Backup),
    /// Fill an empty database from a backup.
    Restore(Restore),
    /// Import, export and list plans.
    #[command(subcommand)]
    Plan(PlanCommand),
    /// The journal of acts.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Accounts, for when nobody can sign in any more.
    #[command(subcommand)]
    Account(AccountCommand),
}

/// Where a city's data is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Database {
    /// Folder of the data; holds hagukumi.db.
    #[arg(long, env = "HAGUKUMI_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Address of a PostgreSQL database instead: postgres://user:password@host/database
    #[arg(long, env = "HAGUKUMI_DATABASE")]
    pub database: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder for the sample city's data (otherwise a temporary one, removed at the end).
    #[arg(long)]
    pub folder: Option<PathBuf>,
    /// Address of an empty PostgreSQL database instead of a folder.
    #[arg(long, conflicts_with = "folder")]
    pub database: Option<String>,
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Make the sample city and stop.
    #[arg(long)]
    pub prepare_only: bool,
    /// Pretend that it is this moment, e.g. 2026-11-22T10:00:00+09:00.
    #[arg(long)]
    pub now: Option<jiff::Timestamp>,
    /// How many employees the city has.
    #[arg(long, default_value_t = 750, value_parser = clap::value_parser!(u32).range(60..=100_000))]
    pub people: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub database: Database,
    /// Address and port to listen on.
    #[arg(long, env = "HAGUKUMI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The service is reached by HTTPS (through a proxy); cookies are then sent over HTTPS only.
    #[arg(long, env = "HAGUKUMI_HTTPS")]
    pub https: bool,
    /// Several cities: a TOML file with [[city]] code, hosts, database.
    #[arg(long, env = "HAGUKUMI_CONFIG")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub database: Database,
    /// File to write.
    #[arg(long)]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    pub database: Database,
    /// The backup.
    pub file: PathBuf,
    /// Only check that the backup is whole.
    #[arg(long)]
    pub verify_only: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Read a plan from a TOML, Excel or JSON file.
    Import {
        #[command(flatten)]
        database: Database,
        /// The file.
        file: PathBuf,
        /// Only say what would change.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write a plan to a file.
    Export {
        #[command(flatten)]
        database: Database,
        /// Code of the plan (see `plan list`); not needed when there is only one.
        #[arg(long)]
        plan: Option<String>,
        /// Kind of file.
        #[arg(long, value_enum)]
        format: Format,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// List the plans in the database.
    List {
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The document as PDF.
    Pdf,
    /// The document as an Excel workbook that can be imported again.
    Xlsx,
    /// Everything as JSON.
    Json,
    /// Everything as TOML that can be imported again.
    Toml,
    /// Open data, one row for each program and year.
    Csv,
    /// One HTML page.
    Html,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Check that no entry was changed, removed or inserted.
    Verify {
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Give an account a new temporary password and print it.
    Reset {
        #[command(flatten)]
        database: Database,
        /// The sign-in name.
        name: String,
    },
}
