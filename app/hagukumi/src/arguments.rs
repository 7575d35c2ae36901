//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;
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
    /// Import and export the staff list.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The journal of acts.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Accounts, for when nobody can sign in any more.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Client programs that read through the interface.
    #[command(subcommand)]
    Client(ClientCommand),
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
    #[command(flatten)]
    pub mailing: Mailing,
    #[command(flatten)]
    pub sign_in: SignInArguments,
    /// How many employees the city has.
    #[arg(long, default_value_t = 750, value_parser = clap::value_parser!(u32).range(60..=100_000))]
    pub people: u32,
    /// Also make accounts for so many employees, named by staff number, for measuring.
    #[arg(long, default_value_t = 0)]
    pub accounts: usize,
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
    /// Several cities: a TOML file with [[city]] code, hosts, database, and [city.mail] where one has a
    /// mail server of its own.
    #[arg(long, env = "HAGUKUMI_CONFIG")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub mailing: Mailing,
    #[command(flatten)]
    pub sign_in: SignInArguments,
    /// Seconds after which long work is begun again when its process was killed.
    #[arg(long, env = "HAGUKUMI_JOB_LEASE", default_value_t = 60,
          value_parser = clap::value_parser!(u32).range(2..=3600))]
    pub job_lease: u32,
}

/// The mail server. Passwords stand in a file or in the environment, so that nobody reads them in the
/// list of processes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Mailing {
    /// Mail server (SMTP); without one mail waits.
    #[arg(long = "smtp-host", env = "HAGUKUMI_SMTP_HOST")]
    pub host: Option<String>,
    /// Its port; otherwise 587 with starttls, 465 with tls, 25 with none.
    #[arg(long = "smtp-port", env = "HAGUKUMI_SMTP_PORT")]
    pub port: Option<u16>,
    /// How the connection is encrypted.
    #[arg(
        long = "smtp-security",
        env = "HAGUKUMI_SMTP_SECURITY",
        value_enum,
        default_value_t
    )]
    pub security: MailSecurity,
    /// User name, where the server asks for one.
    #[arg(long = "smtp-user", env = "HAGUKUMI_SMTP_USER")]
    pub user: Option<String>,
    /// File with the password.
    #[arg(long = "smtp-password-file", env = "HAGUKUMI_SMTP_PASSWORD_FILE")]
    pub password_file: Option<PathBuf>,
    #[arg(skip = std::env::var("HAGUKUMI_SMTP_PASSWORD").ok())]
    pub password: Option<String>,
    /// File with the certificate (PEM) of the city's own authority.
    #[arg(long = "smtp-authority", env = "HAGUKUMI_SMTP_AUTHORITY")]
    pub authority: Option<PathBuf>,
}

/// Keys and the identity provider (OpenID Connect). Its secret stands in a file or in the environment
/// (HAGUKUMI_OPENID_SECRET), so that nobody reads it in the list of processes.
#[derive(Debug, Clone, Args)]
pub(crate) struct SignInArguments {
    /// File with the key of the secrets in the database (otherwise secret.key in the data folder; made
    /// when it is missing, and never part of a backup).
    #[arg(long, env = "HAGUKUMI_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// The proxy in front names the reader's address in X-Forwarded-For.
    #[arg(long, env = "HAGUKUMI_FORWARDED")]
    pub forwarded: bool,
    /// Address of the identity provider; without one people sign in with passwords only.
    #[arg(long, env = "HAGUKUMI_OPENID_ISSUER")]
    pub openid_issuer: Option<String>,
    /// What the provider calls this program.
    #[arg(long, env = "HAGUKUMI_OPENID_CLIENT", default_value = "hagukumi")]
    pub openid_client: String,
    /// File with the secret agreed with the provider.
    #[arg(long, env = "HAGUKUMI_OPENID_SECRET_FILE")]
    pub openid_secret_file: Option<PathBuf>,
    #[arg(skip = std::env::var("HAGUKUMI_OPENID_SECRET").ok())]
    pub openid_secret: Option<String>,
    /// The claim that says whose account it is.
    #[arg(
        long,
        env = "HAGUKUMI_OPENID_CLAIM",
        default_value = "preferred_username"
    )]
    pub openid_claim: String,
    /// What the claim holds.
    #[arg(long, env = "HAGUKUMI_OPENID_MATCH", value_enum, default_value_t)]
    pub openid_match: OpenidMatch,
    /// File with the certificates (PEM) of the city's own authority.
    #[arg(long, env = "HAGUKUMI_OPENID_AUTHORITIES")]
    pub openid_authorities: Option<PathBuf>,
    /// The provider's name on the sign-in page.
    #[arg(long, env = "HAGUKUMI_OPENID_NAME", default_value = "")]
    pub openid_name: String,
}

/// What the identity provider's claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OpenidMatch {
    /// The staff number.
    #[default]
    StaffNumber,
    /// The login name.
    Login,
}

/// How the connection to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MailSecurity {
    /// Not at all.
    None,
    /// Begun in the open, then encrypted.
    #[default]
    Starttls,
    /// From the beginning.
    Tls,
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
pub(crate) enum StaffCommand {
    /// Read a staff list from Excel or CSV files: all or nothing.
    Import(StaffImport),
    /// Write the staff list as an Excel workbook that can be imported again.
    Export {
        #[command(flatten)]
        database: Database,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct StaffImport {
    #[command(flatten)]
    pub database: Database,
    /// The files; several when history and units stand in files of their own.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Name of a mapping of columns that was saved on the import page; otherwise the headings decide.
    #[arg(long)]
    pub mapping: Option<String>,
    /// Only say what would change.
    #[arg(long)]
    pub dry_run: bool,
    /// Make units that do not exist yet.
    #[arg(long)]
    pub make_units: bool,
    /// Rename, move and close units as the table of units says.
    #[arg(long)]
    pub change_units: bool,
    /// First day of changes that have no day of their own, e.g. 2027-04-01 (otherwise today).
    #[arg(long)]
    pub effective: Option<jiff::civil::Date>,
    /// The list is of everybody: who is not in it leaves, and this is the first day without them.
    #[arg(long, value_name = "DAY")]
    pub complete_on: Option<jiff::civil::Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Check that no entry was changed, removed or inserted.
    Verify {
        #[command(flatten)]
        database: Database,
        /// The end of the journal as it was noted earlier (number:hash); must still be in the chain.
        #[arg(long, value_name = "NUMBER:HASH")]
        known: Option<journal::Head>,
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

#[derive(Debug, Subcommand)]
pub(crate) enum ClientCommand {
    /// Add a client program and print its token, once.
    Add {
        #[command(flatten)]
        database: Database,
        /// Its name.
        #[arg(long)]
        name: String,
        /// What it may read: people.read, people.private, units.read, plan.read, plan.work, figures.read.
        #[arg(long, required = true)]
        scope: Vec<String>,
        /// Requests that it may make in a minute (otherwise the city's setting).
        #[arg(long)]
        per_minute: Option<i64>,
        /// The last day on which the token counts.
        #[arg(long)]
        last: Option<jiff::civil::Date>,
    },
}
