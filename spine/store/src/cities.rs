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
    by_host: HashMap<String, Arc<City>>,
    only: Option<Arc<City>>,
}

impl Cities {
    /// One city that answers under every host name.
    #[must_use]
    pub fn one(city: City) -> Cities {
        Cities {
            by_host: HashMap::new(),
            only: Some(Arc::new(city)),
        }
    }

    /// Several cities, each under its own host names.
    #[must_use]
    pub fn by_host(cities: Vec<(Vec<String>, City)>) -> Cities {
        let mut by_host = HashMap::new();
        for (hosts, city) in cities {
            let city = Arc::new(city);
            for host in hosts {
                by_host.insert(host.to_ascii_lowercase(), Arc::clone(&city));
            }
        }
        Cities {
            by_host,
            only: None,
        }
    }

    /// The city of a request's `Host` header, its port ignored; `None` for an unknown host.
    #[must_use]
    pub fn find(&self, host: &str) -> Option<Arc<City>> {
        if let Some(city) = &self.only {
            return Some(Arc::clone(city));
        }
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        self.by_host
            .get(&name.trim_end_matches('.').to_ascii_lowercase())
            .cloned()
    }

    /// All cities, each once.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<City>> {
        let mut cities: Vec<_> = self.by_host.values().chain(&self.only).cloned().collect();
        cities.sort_by(|a, b| a.code.cmp(&b.code));
        cities.dedup_by(|a, b| Arc::ptr_eq(a, b));
        cities
    }
}
