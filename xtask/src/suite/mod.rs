//! All tests of the project, from a bare machine to the closing line.

mod interface;
mod postgres;
mod prepare;
mod reaper;
mod tool;
mod totals;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use postgres::Postgres;
use prepare::Machine;
use reaper::Reaper;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use totals::Totals;

/// Where the tests find a server whose databases they may create and drop.
const POSTGRES: &str = "TEST_POSTGRES_URL";

/// A part of the tests that can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Sources are formatted.
    Format,
    /// Words, templates, folder tree, links, licences.
    Check,
    /// Clippy, without a warning.
    Lint,
    /// Unit and story tests on SQLite and PostgreSQL.
    Rust,
    /// Worked examples in the documentation.
    Doc,
    /// The interface for other programs, fuzzed.
    Api,
    /// The made-up city in a real browser.
    Browser,
}

impl Stage {
    const ALL: [Stage; 7] = [
        Stage::Format,
        Stage::Check,
        Stage::Lint,
        Stage::Rust,
        Stage::Doc,
        Stage::Api,
        Stage::Browser,
    ];
    /// What fits between two thoughts.
    const QUICK: [Stage; 4] = [Stage::Format, Stage::Check, Stage::Lint, Stage::Rust];

    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Which tests to run.
#[derive(Args)]
pub struct Selection {
    /// Leave out PostgreSQL, the doc tests, the interface and the browser.
    #[arg(long)]
    quick: bool,
    /// Only these stages (all when none is named).
    #[arg(value_enum)]
    stages: Vec<Stage>,
}

impl Selection {
    fn stages(&self) -> Vec<Stage> {
        let offered = if self.quick {
            Stage::QUICK.as_slice()
        } else {
            Stage::ALL.as_slice()
        };
        if self.stages.is_empty() {
            offered.to_vec()
        } else {
            self.stages.clone()
        }
    }
}

/// A finished stage.
struct Done {
    name: String,
    took: Duration,
    totals: Totals,
}

/// Runs the selected stages; whether nothing failed.
pub fn run(root: &Path, selection: &Selection) -> Result<bool> {
    let reaper = Reaper::start()?;
    let stages = selection.stages();
    let with_postgres =
        !selection.quick && stages.contains(&Stage::Rust) && std::env::var_os(POSTGRES).is_none();
    let begin = Instant::now();
    let machine = prepare::prepare(&reaper, root, &stages, with_postgres)?;
    let server = if with_postgres {
        Some(Postgres::start(&reaper)?)
    } else {
        None
    };
    let suite = Suite {
        root,
        reaper: &reaper,
        server: server.as_ref(),
        machine,
        quick: selection.quick,
    };
    let mut done = vec![Done {
        name: "prepare".to_owned(),
        took: begin.elapsed(),
        totals: Totals::default(),
    }];
    for stage in stages {
        println!("\n== {} ==", stage.name());
        let begin = Instant::now();
        let totals = suite.stage(stage).unwrap_or_else(|error| {
            println!("{}: {error:#}", stage.name());
            Totals::of_stage(false)
        });
        done.push(Done {
            name: stage.name(),
            took: begin.elapsed(),
            totals,
        });
    }
    drop(server);
    Ok(summed_up(&done).failed == 0)
}

/// Runs a command beside a private PostgreSQL; whether it succeeded.
pub fn beside_postgres(root: &Path, words: &[String]) -> Result<bool> {
    let (program, arguments) = words.split_first().context("there is no command to run")?;
    let reaper = Reaper::start()?;
    prepare::prepare(&reaper, root, &[], true)?;
    let server = Postgres::start(&reaper)?;
    let mut command = tool::command(root, program);
    Ok(tool::run(&reaper, command.args(arguments).env(POSTGRES, server.url()))?.success)
}

/// The folder cargo builds into.
fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

struct Suite<'a> {
    root: &'a Path,
    reaper: &'a Reaper,
    server: Option<&'a Postgres<'a>>,
    machine: Option<Machine>,
    quick: bool,
}

impl Suite<'_> {
    fn stage(&self, stage: Stage) -> Result<Totals> {
        match stage {
            Stage::Format => self.simple(&["fmt", "--all", "--", "--check"]),
            Stage::Check => {
                let clean = crate::check::run(&crate::project::Project::read(self.root)?, &[])?;
                Ok(Totals::of_stage(clean))
            }
            Stage::Lint => self.simple(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--keep-going",
                "--locked",
                "--",
                "--deny",
                "warnings",
            ]),
            Stage::Rust => self.rust(),
            Stage::Doc => {
                let outcome =
                    self.run(self.cargo(&["test", "--workspace", "--locked", "--doc"]))?;
                Ok(totals::of_cargo_test(&outcome.output).blamed(outcome.success))
            }
            Stage::Api => self.api(),
            Stage::Browser => self.browser(),
        }
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = tool::command(self.root, "cargo");
        command.args(arguments);
        // Quick means SQLite alone, also where a server is at hand.
        if self.quick {
            command.env_remove(POSTGRES);
        } else if let Some(server) = self.server {
            command.env(POSTGRES, server.url());
        }
        command
    }

    fn run(&self, mut command: Command) -> Result<tool::Outcome> {
        tool::run(self.reaper, &mut command)
    }

    fn simple(&self, arguments: &[&str]) -> Result<Totals> {
        Ok(Totals::of_stage(self.run(self.cargo(arguments))?.success))
    }

    /// Builds the program and the tests with one choice of features, so that nothing is compiled twice.
    fn build(&self) -> Result<bool> {
        let arguments = [
            "build",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--locked",
        ];
        Ok(self.run(self.cargo(&arguments))?.success)
    }

    fn rust(&self) -> Result<Totals> {
        if !self.build()? {
            return Ok(Totals::of_stage(false));
        }
        if tool::answers("cargo", &["nextest", "--version"]) {
            let arguments = [
                "nextest",
                "run",
                "--workspace",
                "--locked",
                "--no-fail-fast",
                "--status-level",
                "slow",
            ];
            let outcome = self.run(self.cargo(&arguments))?;
            return Ok(totals::of_nextest(&outcome.output).blamed(outcome.success));
        }
        let arguments = [
            "test",
            "--workspace",
            "--locked",
            "--lib",
            "--bins",
            "--tests",
            "--no-fail-fast",
            "--quiet",
        ];
        let outcome = self.run(self.cargo(&arguments))?;
        Ok(totals::of_cargo_test(&outcome.output).blamed(outcome.success))
    }

    fn api(&self) -> Result<Totals> {
        if !self.build()? {
            return Ok(Totals::of_stage(false));
        }
        let program = target(self.root).join("debug/hagukumi");
        Ok(Totals::of_stage(interface::fuzz(
            self.reaper,
            self.root,
            &program,
        )?))
    }

    fn browser(&self) -> Result<Totals> {
        let machine = self
            .machine
            .as_ref()
            .context("the machine was not prepared for the browser")?;
        if !self.build()? {
            return Ok(Totals::of_stage(false));
        }
        let folder = self.root.join("e2e");
        if !self.packages(&folder)? {
            return Ok(Totals::of_stage(false));
        }
        let report = folder.join("test-results/report.json");
        if report.exists() {
            std::fs::remove_file(&report).context("removing the last report")?;
        }
        let mut command = tool::command(&folder, &machine.node);
        command.args(["node_modules/@playwright/test/cli.js", "test"]);
        command.env("CHROMIUM", &machine.chromium);
        command.env("HAGUKUMI", target(self.root).join("debug/hagukumi"));
        // Where the made-up city and the sessions are kept; the run's end removes it.
        let scratch = tempfile::Builder::new().prefix("hagukumi-e2e-").tempdir()?;
        self.reaper.folder(scratch.path());
        command.env("HAGUKUMI_E2E", scratch.path());
        let outcome = self.run(command)?;
        let totals = std::fs::read_to_string(&report)
            .ok()
            .and_then(|text| totals::of_playwright(&text));
        Ok(totals.unwrap_or_default().blamed(outcome.success))
    }

    /// Installs the browser tests' packages unless the installed ones are those of the lock file.
    fn packages(&self, folder: &Path) -> Result<bool> {
        let time = |file: &str| {
            folder
                .join(file)
                .metadata()
                .and_then(|data| data.modified())
                .ok()
        };
        let installed = time("node_modules/.package-lock.json");
        if installed.is_some() && installed >= time("package-lock.json") {
            return Ok(true);
        }
        let mut command = tool::command(folder, "npm");
        command
            .args(["ci", "--no-fund", "--no-audit"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Ok(self.run(command)?.success)
    }
}

/// Prints the table of stages and the closing line.
fn summed_up(done: &[Done]) -> Totals {
    let mut all = Totals::default();
    println!(
        "\n{:<10}{:>10}{:>9}{:>9}",
        "stage", "seconds", "passed", "failed"
    );
    for Done { name, took, totals } in done {
        println!(
            "{name:<10}{:>10.1}{:>9}{:>9}",
            took.as_secs_f64(),
            totals.passed,
            totals.failed
        );
        all += *totals;
    }
    println!("\n{} passed, {} failed", all.passed, all.failed);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_leaves_out_the_slow_stages_and_named_stages_are_taken_as_named() {
        let selection = |quick, stages| Selection { quick, stages };
        assert_eq!(selection(false, vec![]).stages(), Stage::ALL);
        assert_eq!(selection(true, vec![]).stages(), Stage::QUICK);
        assert_eq!(
            selection(false, vec![Stage::Browser]).stages(),
            [Stage::Browser]
        );
    }

    #[test]
    fn the_totals_of_all_stages_are_added() {
        let done = |passed, failed| Done {
            name: "x".to_owned(),
            took: Duration::ZERO,
            totals: Totals { passed, failed },
        };
        assert_eq!(
            summed_up(&[done(3, 0), done(4, 2)]),
            Totals {
                passed: 7,
                failed: 2
            }
        );
    }
}
