//! The project's own commands, run as `cargo xtask …`.
//!
//! `test` prepares the machine and runs every stage of the tests, `check` looks at what the compiler
//! cannot (words, templates, folder tree, licences), `glossary` writes the glossary from the doc comments,
//! `postgres` runs a command beside a private server.

mod check;
mod finding;
mod glossary;
mod project;
mod suite;

use anyhow::Result;
use clap::{Parser, Subcommand};
use project::Project;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The project's own commands",
    bin_name = "cargo xtask"
)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing and run all tests: format, checks, lints, Rust, doc tests, browser.
    Test(suite::Selection),
    /// Check words, templates, visited pages, the folder tree, links, glossary, vendored files, sizes and licences.
    Check {
        /// Only these checks (all when none is named).
        names: Vec<String>,
    },
    /// Write docs/glossary.md from the doc comments.
    Glossary,
    /// Run a command with TEST_POSTGRES_URL pointing at a private server that ends with it.
    Postgres {
        /// The command and its arguments, e.g. `cargo test -p store`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Line::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command; whether everything was as it should be.
fn run(command: Command) -> Result<bool> {
    let root = project::root();
    match command {
        Command::Test(selection) => suite::run(&root, &selection),
        Command::Check { names } => check::run(&Project::read(&root)?, &names),
        Command::Glossary => glossary::write(&Project::read(&root)?).map(|()| true),
        Command::Postgres { command } => suite::beside_postgres(&root, &command),
    }
}
