//! What signing in needs from outside the databases: key files and identity providers.

use crate::arguments::{OpenidMatch, SignInArguments};
use accounts::{Door, KeyRing, Matching, Provider, ProviderConfig};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The key file in a data folder.
const KEY_FILE: &str = "secret.key";

/// The identity provider of one city in the configuration file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenidEntry {
    issuer: String,
    #[serde(default = "client")]
    client: String,
    secret_file: Option<PathBuf>,
    #[serde(default = "claim")]
    claim: String,
    #[serde(default, rename = "match")]
    matching: OpenidMatch,
    authorities: Option<PathBuf>,
    #[serde(default)]
    name: String,
}

fn client() -> String {
    "hagukumi".to_owned()
}

fn claim() -> String {
    "preferred_username".to_owned()
}

impl OpenidEntry {
    fn config(self, secret: Option<String>) -> Result<ProviderConfig> {
        let of_file = self.secret_file.as_deref().map(secret_in).transpose()?;
        Ok(ProviderConfig {
            issuer: self.issuer,
            client: self.client,
            secret: of_file.or(secret),
            claim: self.claim,
            matching: match self.matching {
                OpenidMatch::StaffNumber => Matching::StaffNumber,
                OpenidMatch::Login => Matching::Login,
            },
            authorities: self.authorities,
            name: self.name,
        })
    }
}

fn secret_in(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the secret in {}", file.display()))?;
    Ok(text.trim().to_owned())
}

/// The door of a city: its keys, made in the folder where no other file is named, and its provider.
pub(crate) fn door(
    key_file: Option<&Path>,
    folder: &Path,
    provider: Option<ProviderConfig>,
) -> Result<Door> {
    let keys = if let Some(file) = key_file {
        KeyRing::of_file(file)?
    } else {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be created", folder.display()))?;
        KeyRing::of_file(&folder.join(KEY_FILE))?
    };
    let provider = provider.map(Provider::new).transpose()?.map(Arc::new);
    Ok(Door {
        keys,
        provider,
        ..Door::default()
    })
}

/// The provider that the command line or the environment names.
pub(crate) fn common_provider(arguments: &SignInArguments) -> Result<Option<ProviderConfig>> {
    let Some(issuer) = &arguments.openid_issuer else {
        return Ok(None);
    };
    let entry = OpenidEntry {
        issuer: issuer.clone(),
        client: arguments.openid_client.clone(),
        secret_file: arguments.openid_secret_file.clone(),
        claim: arguments.openid_claim.clone(),
        matching: arguments.openid_match,
        authorities: arguments.openid_authorities.clone(),
        name: arguments.openid_name.clone(),
    };
    entry.config(arguments.openid_secret.clone()).map(Some)
}

/// What the configuration file says about signing in to one city.
#[derive(Debug, Default)]
pub(crate) struct CityDoor {
    pub key_file: Option<PathBuf>,
    pub openid: Option<OpenidEntry>,
}

/// The door of a city of the configuration file; `folder` is where its key is otherwise.
pub(crate) fn city_door(
    city: CityDoor,
    folder: &Path,
    common: Option<&ProviderConfig>,
) -> Result<Door> {
    let own = city.openid.map(|entry| entry.config(None)).transpose()?;
    door(city.key_file.as_deref(), folder, own.or(common.cloned()))
}
