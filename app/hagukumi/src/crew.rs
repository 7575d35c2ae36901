//! Who works behind the pages, in the same process: for each city a worker for long work and duties, and
//! a post for its mail.

use crate::arguments::{MailSecurity, Mailing};
use anyhow::{Context, Result};
use flow::jobs::{Worker, stop_signal};
use flow::mail::{MailServer, Post, Security};
use flow::{PendingActor, Workplace};
use jiff::SignedDuration;
use screen::Site;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Clock, Db};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How many jobs the process does at a time, over all its cities: pages come first.
const DESKS: usize = 2;

/// The mail servers of the cities.
#[derive(Debug, Clone, Default)]
pub struct MailServers {
    /// For every city that has none of its own.
    pub common: Option<MailServer>,
    /// By the city's code.
    pub of_city: HashMap<String, MailServer>,
}

/// The workers and posts of a process.
pub struct Crew {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Crew {
    /// Begins to work for every city. `lease` is how long a job waits after its process was killed.
    #[must_use]
    pub fn start(site: &Site, servers: &MailServers, lease: Option<SignedDuration>) -> Crew {
        let (stop, stopped) = stop_signal();
        let mut tasks = JoinSet::new();
        let desks = Arc::new(Semaphore::new(DESKS));
        for city in site.cities.all() {
            let server = servers
                .of_city
                .get(&city.code)
                .or(servers.common.as_ref())
                .cloned();
            let mut worker = Worker::new(Arc::clone(&city), workplace(site), Arc::clone(&desks));
            if let Some(lease) = lease {
                worker = worker.lease(lease);
            }
            tasks.spawn(worker.run(stopped.clone()));
            tasks.spawn(Post::new(city, workplace(site), server).run(stopped.clone()));
        }
        Crew { stop, tasks }
    }

    /// Ends the work: jobs go back into the queue at their next step, mail under way is finished.
    pub async fn end(mut self) {
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The program as long work sees it.
#[must_use]
pub fn workplace(site: &Site) -> Workplace {
    Workplace {
        clock: site.clock.clone(),
        ids: site.ids.clone(),
        words: Arc::clone(&site.words),
        todos: Arc::clone(&site.todos),
        offers: Arc::clone(&site.offers),
        actor_of,
        city_name: &screen::CITY_NAME,
    }
}

fn actor_of<'a>(db: &'a Db, clock: &'a Clock, account: i64) -> PendingActor<'a> {
    let account = accounts::AccountId(account);
    Box::pin(async move { accounts::actor_on(db, clock, account, clock.today()).await })
}

/// The mail server of one city in the configuration file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailEntry {
    host: String,
    port: Option<u16>,
    #[serde(default)]
    security: MailSecurity,
    user: Option<String>,
    password_file: Option<PathBuf>,
    authority: Option<PathBuf>,
}

impl MailEntry {
    pub(crate) fn server(self) -> Result<MailServer> {
        let password = self.password_file.as_deref().map(secret).transpose()?;
        server(
            self.host,
            self.port,
            self.security,
            self.user.zip(password),
            self.authority.as_deref(),
        )
    }
}

/// The mail server that the command line or the environment names.
pub(crate) fn common_server(mailing: &Mailing) -> Result<Option<MailServer>> {
    let Some(host) = mailing.host.clone() else {
        return Ok(None);
    };
    let password = match &mailing.password_file {
        Some(file) => Some(secret(file)?),
        None => mailing.password.clone(),
    };
    server(
        host,
        mailing.port,
        mailing.security,
        mailing.user.clone().zip(password),
        mailing.authority.as_deref(),
    )
    .map(Some)
}

fn server(
    host: String,
    port: Option<u16>,
    security: MailSecurity,
    login: Option<(String, String)>,
    authority: Option<&Path>,
) -> Result<MailServer> {
    let (security, usual) = match security {
        MailSecurity::None => (Security::None, 25),
        MailSecurity::Starttls => (Security::StartTls, 587),
        MailSecurity::Tls => (Security::Tls, 465),
    };
    let read = |file: &Path| {
        std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
    };
    Ok(MailServer {
        host,
        port: port.unwrap_or(usual),
        security,
        login,
        authority: authority.map(read).transpose()?,
    })
}

/// A secret in a file of its own, without the line end that editors add.
fn secret(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
