//! A private PostgreSQL for one run: an own folder, an own port, gone afterwards.

use super::reaper::Reaper;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const LOG: &str = "server.log";
const PATIENCE: Duration = Duration::from_mins(1);

/// Speed instead of safety: the data is thrown away.
const OPTIONS: [&str; 7] = [
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "log_min_messages=warning",
    "timezone=UTC",
];

/// The running server; dropping it stops it.
pub struct Postgres<'a> {
    reaper: &'a Reaper,
    server: Child,
    port: u16,
    /// Data and log; removed after the server has stopped, because fields are dropped after `drop`.
    folder: TempDir,
}

impl<'a> Postgres<'a> {
    pub fn start(reaper: &'a Reaper) -> Result<Postgres<'a>> {
        let programs =
            programs().context("PostgreSQL is not installed: apt-get install postgresql")?;
        let folder = tempfile::Builder::new()
            .prefix("hagukumi-postgres-")
            .tempdir()?;
        reaper.folder(folder.path());
        let data = folder.path().join("data");
        let owner = Owner::of_server()?;
        owner.give(folder.path())?;
        let mut initdb = owner.command(&programs.join("initdb"), folder.path());
        initdb.arg("--pgdata").arg(&data);
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        let output = initdb.output().context("running initdb")?;
        if !output.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let port = free_port()?;
        let mut command = owner.command(&programs.join("postgres"), folder.path());
        command.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        command.arg("-c").arg(format!(
            "unix_socket_directories={}",
            folder.path().display()
        ));
        for option in OPTIONS {
            command.args(["-c", option]);
        }
        let log_file = std::fs::File::create(folder.path().join(LOG))?;
        command.stdout(log_file.try_clone()?).stderr(log_file);
        let server = reaper.spawn(&mut command)?;
        let mut postgres = Postgres {
            reaper,
            server,
            port,
            folder,
        };
        postgres.wait_until_ready(&programs)?;
        Ok(postgres)
    }

    /// The address of its administrative database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Result<()> {
        let begin = Instant::now();
        loop {
            let ready = Command::new(programs.join("pg_isready"))
                .args([
                    "--quiet",
                    "--host=127.0.0.1",
                    "--dbname=postgres",
                    "--username=postgres",
                ])
                .arg(format!("--port={}", self.port))
                .stdin(Stdio::null())
                .status()
                .context("running pg_isready")?;
            if ready.success() {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() || begin.elapsed() > PATIENCE {
                let text =
                    std::fs::read_to_string(self.folder.path().join(LOG)).unwrap_or_default();
                bail!("PostgreSQL did not start:\n{}", text.trim());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Fast shutdown: clients are cut off, the postmaster waits for its processes.
    fn stop(&mut self) -> Result<()> {
        let id = self.server.id().to_string();
        Command::new("kill")
            .args(["-s", "INT", &id])
            .status()
            .context("running kill")?;
        let begin = Instant::now();
        while self.server.try_wait()?.is_none() {
            if begin.elapsed() > Duration::from_secs(10) {
                self.server.kill()?;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.reaper.ended(&self.server);
        Ok(())
    }
}

impl Drop for Postgres<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("xtask: PostgreSQL was not stopped: {error:#}");
        }
    }
}

/// Whether the server's programs are on this machine.
pub fn is_installed() -> bool {
    programs().is_some()
}

/// The folder with `initdb` and `postgres`; Debian keeps it out of the PATH.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .ok()
        .and_then(|versions| {
            versions
                .filter_map(|version| {
                    let version = version.ok()?;
                    let number: u32 = version.file_name().to_str()?.parse().ok()?;
                    Some((number, version.path().join("bin")))
                })
                .filter(|(_, folder)| folder.join("initdb").is_file())
                .max()
                .map(|(_, folder)| folder)
        });
    debian.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| {
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|name| folder.join(name).is_file())
        })
    })
}

/// Who runs the server: PostgreSQL refuses to run as root.
enum Owner {
    Myself,
    PostgresUser,
}

impl Owner {
    fn of_server() -> Result<Owner> {
        if !super::prepare::is_root()? {
            return Ok(Owner::Myself);
        }
        let known = Command::new("id")
            .args(["-u", "postgres"])
            .output()
            .context("running id")?;
        if !known.status.success() {
            bail!(
                "PostgreSQL does not run as root and there is no user `postgres`: useradd --system postgres"
            );
        }
        Ok(Owner::PostgresUser)
    }

    fn give(&self, folder: &Path) -> Result<()> {
        if let Owner::PostgresUser = self {
            let status = Command::new("chown")
                .arg("postgres")
                .arg(folder)
                .status()
                .context("running chown")?;
            if !status.success() {
                bail!("chown postgres {} failed", folder.display());
            }
        }
        Ok(())
    }

    fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = match self {
            Owner::Myself => Command::new(program),
            Owner::PostgresUser => {
                // Unlike runuser, setpriv becomes the program, so signals reach it.
                let mut command = Command::new("setpriv");
                command.args([
                    "--reuid=postgres",
                    "--regid=postgres",
                    "--init-groups",
                    "--",
                ]);
                command.arg(program);
                command
            }
        };
        command
            .current_dir(folder)
            .env("HOME", folder)
            .env_remove("PGDATA")
            .stdin(Stdio::null());
        command
    }
}

/// A port nobody listens on at the moment.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))
        .context("looking for a free port")?
        .local_addr()?
        .port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn the_server_answers_and_leaves_nothing_behind() {
        if !is_installed() {
            eprintln!("PostgreSQL is not on this machine; `cargo xtask test` installs it");
            return;
        }
        let reaper = Reaper::start().expect("a reaper");
        let postgres = Postgres::start(&reaper).expect("a server");
        let (port, folder) = (postgres.port, postgres.folder.path().to_path_buf());
        assert!(
            postgres
                .url()
                .ends_with(&format!("@127.0.0.1:{port}/postgres"))
        );
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(postgres);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
