//! Running the programs of a stage: shown as they go, and read for their totals.

use super::reaper::Reaper;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a program printed, and whether it was content.
pub struct Outcome {
    pub success: bool,
    pub output: String,
}

/// A command in the project's folder, without what `cargo run` told this program about itself.
pub fn command(root: &Path, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        let of_cargo_run = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || [
                    "CARGO_BIN_NAME",
                    "CARGO_CRATE_NAME",
                    "CARGO_PRIMARY_PACKAGE",
                    "OUT_DIR",
                ]
                .contains(&name)
        });
        if of_cargo_run {
            command.env_remove(name);
        }
    }
    match foreign_libraries() {
        Some(path) => command.env("LD_LIBRARY_PATH", path),
        None => command.env_remove("LD_LIBRARY_PATH"),
    };
    command
}

/// `LD_LIBRARY_PATH` without the compiler's own libraries, which `cargo run` puts there and which
/// would reach the browser.
fn foreign_libraries() -> Option<OsString> {
    let all = std::env::var_os("LD_LIBRARY_PATH")?;
    let kept: Vec<PathBuf> = std::env::split_paths(&all)
        .filter(|path| {
            let path = path.to_string_lossy();
            !["/toolchains/", "/rustlib", "/debug", "/release"]
                .iter()
                .any(|part| path.contains(part))
        })
        .collect();
    if kept.is_empty() {
        None
    } else {
        std::env::join_paths(kept).ok()
    }
}

/// Runs the command to its end, copying what it prints to the terminal.
pub fn run(reaper: &Reaper, command: &mut Command) -> Result<Outcome> {
    println!("$ {}", written(command));
    let mut child = reaper.spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (out, err) = std::thread::scope(|scope| {
        let out = scope.spawn(|| copied(out, &mut std::io::stdout()));
        let err = scope.spawn(|| copied(err, &mut std::io::stderr()));
        (
            out.join().unwrap_or_default(),
            err.join().unwrap_or_default(),
        )
    });
    let status = child.wait().context("waiting for the program's end")?;
    reaper.ended(&child);
    Ok(Outcome {
        success: status.success(),
        output: format!("{out}\n{err}"),
    })
}

fn copied(from: Option<impl Read>, to: &mut impl Write) -> String {
    let mut text = String::new();
    let Some(from) = from else { return text };
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        // A closed terminal is no reason to stop the tests.
        let _closed = to.write_all(&line).and_then(|()| to.flush());
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    text
}

fn written(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether the program runs at all with these arguments.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_prints_on_both_ways_is_kept_and_its_failure_told() {
        let reaper = Reaper::start().expect("a reaper");
        let root = std::env::temp_dir();
        let mut command = command(&root, "sh");
        command.args(["-c", "echo one; echo two >&2; exit 3"]);
        let outcome = run(&reaper, &mut command).expect("it runs");
        assert!(!outcome.success);
        assert!(outcome.output.contains("one\n") && outcome.output.contains("two\n"));
    }

    #[test]
    fn a_program_that_is_not_there_does_not_answer() {
        assert!(answers("true", &[]));
        assert!(!answers("false", &[]));
        assert!(!answers("no-such-program-anywhere", &[]));
    }
}
