//! Which city a request is for.

use crate::db::Db;
use std::collections::HashMap;
use std::sync::Arc;

/// One city with its own database: no table has a city column, so nothing can leak between cities.
#[derive(Debug)]
pub struct City {
    /// Short name for logs and folders: `midorino`.
    pub code: String,
    /// Its database.
    pub db: Db,
}

/// The cities that this process serves.
#[derive(Debug, Clone)]
pub struct Cities {
    cities: Vec<Arc<City>>,
    /// Places in the list; `None` where one city answers under every name.
    by_host: Option<HashMap<String, usize>>,
}

impl Cities {
    /// One city that answers under every host name.
    #[must_use]
    pub fn one(city: City) -> Cities {
        Cities {
            cities: vec![Arc::new(city)],
            by_host: None,
        }
    }

    /// Several cities, each under its own host names. A name that two of them claim answers for
    /// neither, so that nobody is ever shown the other city.
    #[must_use]
    pub fn by_host(cities: Vec<(Vec<String>, City)>) -> Cities {
        let mut claims: HashMap<String, Vec<usize>> = HashMap::new();
        let mut list = Vec::new();
        for (place, (hosts, city)) in cities.into_iter().enumerate() {
            for host in hosts {
                let claim = claims.entry(plain(&host)).or_default();
                if !claim.contains(&place) {
                    claim.push(place);
                }
            }
            list.push(Arc::new(city));
        }
        let mut by_host = HashMap::new();
        for (host, claim) in claims {
            if let [place] = claim.as_slice() {
                by_host.insert(host, *place);
            } else {
                tracing::error!(host, "two cities claim this host name: neither gets it");
            }
        }
        Cities {
            cities: list,
            by_host: Some(by_host),
        }
    }

    /// The city of a request's `Host` header, its port ignored; `None` for an unknown host.
    #[must_use]
    pub fn find(&self, host: &str) -> Option<Arc<City>> {
        let Some(by_host) = &self.by_host else {
            return self.cities.first().cloned();
        };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        self.cities.get(*by_host.get(&plain(name))?).cloned()
    }

    /// All cities, each once, by code.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<City>> {
        let mut cities = self.cities.clone();
        cities.sort_by(|a, b| a.code.cmp(&b.code));
        cities
    }
}

/// A host name as it is compared: without the final dot, in small letters.
fn plain(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}
