//! `hagukumi serve`

use super::Office;
use crate::arguments::{Database, Serve};
use crate::server::{self, Circumstances};
use anyhow::{Context, Result, ensure};
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
}

pub(super) async fn run(office: &Office, arguments: Serve) -> Result<ExitCode> {
    let cities = match &arguments.config {
        Some(file) => configured(office, file).await?,
        None => {
            let db = office.open(&arguments.database).await?;
            Cities::one(City {
                code: "city".to_owned(),
                db,
            })
        }
    };
    let circumstances = Circumstances {
        clock: office.clock.clone(),
        https: arguments.https,
        ..Circumstances::default()
    };
    let site = server::site(&office.registry, cities.clone(), circumstances)?;
    let router = server::router(&office.registry, site);
    let text = office.text.clone();
    server::serve(router, arguments.listen, move |address| {
        println!(
            "{}",
            text.say1("hagukumi-serving", "address", format!("http://{address}"))
        );
    })
    .await?;
    for city in cities.all() {
        city.db.close().await;
    }
    Ok(ExitCode::SUCCESS)
}

async fn configured(office: &Office, file: &Path) -> Result<Cities> {
    let broken = || {
        office
            .text
            .say1("hagukumi-config-broken", "file", file.display().to_string())
    };
    let configuration: Configuration =
        toml::from_str(&std::fs::read_to_string(file).with_context(broken)?)
            .with_context(broken)?;
    let mut cities = Vec::new();
    for entry in configuration.city {
        ensure!(
            !entry.hosts.is_empty(),
            "{}: {} has no hosts",
            broken(),
            entry.code
        );
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
    Ok(Cities::by_host(cities))
}
