//! The interface for other programs, fuzzed: schemathesis reads its description and asks what nobody would ask.

use super::reaper::Reaper;
use super::tool;
use anyhow::{Context, Result, bail};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The version of schemathesis (MIT) that is installed from PyPI into a folder of its own.
const VERSION: &str = "4.32.5";
/// Seconds for all requests together.
const LONGEST: &str = "75";
const NOW: &str = "2026-11-22T10:00:00+09:00";
const PATIENCE: Duration = Duration::from_mins(2);
/// Everything that a client may read.
const SCOPES: [&str; 6] = [
    "people.read",
    "people.private",
    "units.read",
    "plan.read",
    "plan.work",
    "figures.read",
];

/// Whether Python is here with what makes a folder of packages.
pub fn python_is_installed() -> bool {
    tool::answers("python3", &["-c", "import ensurepip, venv"])
}

/// Installs schemathesis unless it is there already; where it is.
pub fn installed(reaper: &Reaper, root: &Path) -> Result<PathBuf> {
    let folder = super::target(root).join("tools/schemathesis");
    let program = folder.join("bin/schemathesis");
    let mark = folder.join(format!("version-{VERSION}"));
    if mark.is_file() && program.is_file() {
        return Ok(program);
    }
    let mut command = tool::command(root, "python3");
    command.args(["-m", "venv"]).arg(&folder);
    if !tool::run(reaper, &mut command)?.success {
        bail!("python3 could not make {}", folder.display());
    }
    let mut command = tool::command(root, folder.join("bin/pip"));
    command.args(["install", "--quiet", "--disable-pip-version-check"]);
    command.arg(format!("schemathesis=={VERSION}"));
    if !tool::run(reaper, &mut command)?.success {
        bail!("schemathesis could not be fetched from PyPI; see what pip says above");
    }
    std::fs::write(&mark, "").context("noting the version of schemathesis")?;
    Ok(program)
}

/// Fuzzes the interface of the sample city; whether no answer broke a promise.
pub fn fuzz(reaper: &Reaper, root: &Path, hagukumi: &Path) -> Result<bool> {
    let schemathesis = installed(reaper, root)?;
    let scratch = tempfile::Builder::new().prefix("hagukumi-api-").tempdir()?;
    reaper.folder(scratch.path());
    let city = scratch.path().join("city");
    let mut command = tool::command(root, hagukumi);
    command.args(["demo", "--people", "150", "--prepare-only", "--now", NOW]);
    if !tool::run(reaper, command.arg("--folder").arg(&city))?.success {
        bail!("the sample city could not be made");
    }
    let token = token(root, hagukumi, &city)?;
    let server = Server::start(reaper, root, hagukumi, &city)?;
    let mut command = tool::command(root, schemathesis);
    command
        .arg("run")
        .arg(server.address("/api/v1/openapi.json"));
    command.args(["--header", &format!("Authorization: Bearer {token}")]);
    command.args(["--checks", "all", "--max-time", LONGEST, "--workers", "2"]);
    command.args([
        "--seed",
        "2026",
        "--no-color",
        "--suppress-health-check",
        "all",
    ]);
    // Nobody logs in as somebody else here: one token reads what it may read.
    command.args(["--exclude-checks", "object_level_authorization"]);
    command.current_dir(scratch.path());
    Ok(tool::run(reaper, &mut command)?.success)
}

/// Makes a client that may read everything; its token is the last word of what is printed.
fn token(root: &Path, hagukumi: &Path, city: &Path) -> Result<String> {
    let mut command = tool::command(root, hagukumi);
    command.args([
        "client",
        "add",
        "--name",
        "schemathesis",
        "--per-minute",
        "1000000",
    ]);
    for scope in SCOPES {
        command.args(["--scope", scope]);
    }
    let output = command.arg("--data").arg(city).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let token = text
        .split_whitespace()
        .last()
        .filter(|_| output.status.success());
    token.map(str::to_owned).with_context(|| {
        format!(
            "no token: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// The sample city, served; dropping it stops it.
struct Server<'a> {
    reaper: &'a Reaper,
    program: Child,
    port: u16,
}

impl<'a> Server<'a> {
    fn start(reaper: &'a Reaper, root: &Path, hagukumi: &Path, city: &Path) -> Result<Server<'a>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command: Command = tool::command(root, hagukumi);
        command.args([
            "demo",
            "--now",
            NOW,
            "--listen",
            &format!("127.0.0.1:{port}"),
        ]);
        command.arg("--folder").arg(city);
        command.stdout(Stdio::null());
        let program = reaper.spawn(&mut command)?;
        let mut server = Server {
            reaper,
            program,
            port,
        };
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if server.program.try_wait()?.is_some() || begin.elapsed() > PATIENCE {
                bail!("the sample city was not served");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.program.kill().and_then(|()| self.program.wait()) {
            eprintln!("xtask: the sample city was not stopped: {error:#}");
        }
        self.reaper.ended(&self.program);
    }
}
