//! `hagukumi serve`

use super::Office;
use crate::arguments::{Database, Serve};
use crate::crew::{Crew, MailEntry, MailServers, common_server};
use crate::doors::{CityDoor, OpenidEntry, city_door, common_provider, door};
use crate::server::{self, Circumstances};
use accounts::{Doors, ProviderConfig};
use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{Cities, City};

/// The configuration file for several cities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Configuration {
    city: Vec<CityEntry>,
}

/// One city of the configuration file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CityEntry {
    code: String,
    hosts: Vec<String>,
    /// `postgres://…`, or the path of a data folder.
    database: String,
    /// Its mail server, where it has one of its own.
    mail: Option<MailEntry>,
    /// The file with its keys, where it is not in the data folder.
    key_file: Option<PathBuf>,
    /// Its identity provider, where it has one of its own.
    openid: Option<OpenidEntry>,
}

pub(super) async fn run(office: &Office, arguments: Serve) -> Result<ExitCode> {
    let mut servers = MailServers {
        common: common_server(&arguments.mailing)?,
        ..MailServers::default()
    };
    let provider = common_provider(&arguments.sign_in)?;
    let (cities, mut doors) = match &arguments.config {
        Some(file) => {
            let folder = &arguments.database.data;
            configured(office, file, folder, provider.as_ref(), &mut servers).await?
        }
        None => {
            let db = office.open(&arguments.database).await?;
            let key_file = arguments.sign_in.key_file.as_deref();
            let door = door(key_file, &arguments.database.data, provider)?;
            let code = "city".to_owned();
            (Cities::one(City { code, db }), Doors::one(door))
        }
    };
    doors.forwarded = arguments.sign_in.forwarded;
    let circumstances = Circumstances {
        clock: office.clock.clone(),
        https: arguments.https,
        doors,
        ..Circumstances::default()
    };
    let site = server::site(&office.registry, cities.clone(), circumstances)?;
    let lease = SignedDuration::from_secs(arguments.job_lease.into());
    let crew = Crew::start(&site, &servers, Some(lease));
    let router = server::router(&office.registry, site);
    let text = office.text.clone();
    let served = server::serve(router, arguments.listen, move |address| {
        println!(
            "{}",
            text.say1("hagukumi-serving", "address", format!("http://{address}"))
        );
    })
    .await;
    crew.end().await;
    served?;
    for city in cities.all() {
        city.db.close().await;
    }
    Ok(ExitCode::SUCCESS)
}

/// The cities of the configuration file; keys of cities on a PostgreSQL server are in a folder of their own.
async fn configured(
    office: &Office,
    file: &Path,
    folder: &Path,
    provider: Option<&ProviderConfig>,
    servers: &mut MailServers,
) -> Result<(Cities, Doors)> {
    let broken = || {
        office
            .text
            .say1("hagukumi-config-broken", "file", file.display().to_string())
    };
    let configuration: Configuration =
        toml::from_str(&std::fs::read_to_string(file).with_context(broken)?)
            .with_context(broken)?;
    let (mut cities, mut doors) = (Vec::new(), Vec::new());
    for entry in configuration.city {
        ensure!(
            !entry.hosts.is_empty(),
            "{}: {} has no hosts",
            broken(),
            entry.code
        );
        if let Some(mail) = entry.mail {
            let server = mail.server().with_context(|| entry.code.clone())?;
            servers.of_city.insert(entry.code.clone(), server);
        }
        let own = CityDoor {
            key_file: entry.key_file,
            openid: entry.openid,
        };
        let place = if entry.database.starts_with("postgres") {
            Database {
                data: PathBuf::new(),
                database: Some(entry.database),
            }
        } else {
            Database {
                data: entry.database.into(),
                database: None,
            }
        };
        let folder = if place.database.is_some() {
            folder.join(&entry.code)
        } else {
            place.data.clone()
        };
        let door = city_door(own, &folder, provider).with_context(|| entry.code.clone())?;
        doors.push((entry.code.clone(), door));
        let db = office
            .open(&place)
            .await
            .with_context(|| entry.code.clone())?;
        cities.push((
            entry.hosts,
            City {
                code: entry.code,
                db,
            },
        ));
    }
    Ok((Cities::by_host(cities), Doors::by_city(doors)))
}
