//! Whatever a run starts ends with it, also when the run is killed.
//!
//! A small shell outside the run's process group holds the other end of a pipe. It is told of every
//! child and every temporary folder; when the pipe closes it ends what is left and removes the folders.

use anyhow::{Context, Result};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

const SCRIPT: &str = include_str!("reaper.sh");

pub struct Reaper {
    pipe: Mutex<Option<ChildStdin>>,
    shell: Child,
}

impl Reaper {
    pub fn start() -> Result<Reaper> {
        let mut shell = Command::new("sh")
            .args(["-c", SCRIPT, "reaper"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("starting sh")?;
        let pipe = Mutex::new(shell.stdin.take());
        Ok(Reaper { pipe, shell })
    }

    /// Starts the command in a process group of its own, to be ended with this run.
    pub fn spawn(&self, command: &mut Command) -> Result<Child> {
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("starting {}", command.get_program().to_string_lossy()))?;
        self.tell("started", &child.id().to_string());
        Ok(child)
    }

    /// The child ended by itself; its number may go to another process.
    pub fn ended(&self, child: &Child) {
        self.tell("ended", &child.id().to_string());
    }

    /// Removes the folder in the end.
    pub fn folder(&self, path: &Path) {
        self.tell("folder", &path.to_string_lossy());
    }

    fn tell(&self, verb: &str, what: &str) {
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        // A reaper that is gone can end nothing; the run goes on without it.
        if let Some(pipe) = pipe.as_mut()
            && let Err(error) = writeln!(pipe, "{verb} {what}")
        {
            eprintln!("xtask: what is started may outlive this run: {error}");
        }
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        self.pipe
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Err(error) = self.shell.wait() {
            eprintln!("xtask: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn what_was_started_ends_with_the_run_and_its_folder_goes() {
        let folder = tempfile::tempdir().expect("a folder").keep();
        let reaper = Reaper::start().expect("a reaper");
        reaper.folder(&folder);
        let mut child = reaper
            .spawn(Command::new("sleep").arg("600"))
            .expect("a child");
        let begin = Instant::now();
        drop(reaper);
        let status = child.wait().expect("its end");
        assert!(!status.success());
        assert!(begin.elapsed() < Duration::from_secs(30));
        assert!(!folder.exists());
    }

    #[test]
    fn a_child_that_ignores_polite_signals_ends_too() {
        let reaper = Reaper::start().expect("a reaper");
        let stubborn = "trap '' INT TERM; while :; do sleep 1; done";
        let mut child = reaper
            .spawn(Command::new("sh").args(["-c", stubborn]))
            .expect("a child");
        // The trap must stand before the signals come.
        std::thread::sleep(Duration::from_millis(300));
        drop(reaper);
        assert!(!child.wait().expect("its end").success());
    }

    #[test]
    fn a_child_that_ended_is_left_alone() {
        let reaper = Reaper::start().expect("a reaper");
        let mut child = reaper.spawn(&mut Command::new("true")).expect("a child");
        assert!(child.wait().expect("its end").success());
        reaper.ended(&child);
        let begin = Instant::now();
        drop(reaper);
        assert!(
            begin.elapsed() < Duration::from_secs(2),
            "it had nobody to wait for"
        );
    }
}
