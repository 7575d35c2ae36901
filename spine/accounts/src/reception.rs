//! The reception: everything that a sign-in needs, and the doors that people come in by.

use crate::limits::{Gate, Limits};
use crate::openid::Provider;
use crate::second_factor::KeyRing;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Clock, Db, Ids};

/// What signing in to one city needs from outside its database.
#[derive(Debug, Clone, Default)]
pub struct Door {
    /// Keys of the secrets in the database.
    pub keys: KeyRing,
    /// The identity provider, where the city has one.
    pub provider: Option<Arc<Provider>>,
    /// Wrong attempts by network address.
    pub gate: Gate,
}

/// The doors of all cities that a process serves.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    of_cities: Arc<HashMap<String, Door>>,
    other: Door,
    /// Whether a proxy in front writes the reader's address into `X-Forwarded-For`.
    pub forwarded: bool,
}

impl Doors {
    /// The same door for every city.
    #[must_use]
    pub fn one(door: Door) -> Doors {
        Doors {
            other: door,
            ..Doors::default()
        }
    }

    /// A door for each city, by the city's code.
    #[must_use]
    pub fn by_city(doors: impl IntoIterator<Item = (String, Door)>) -> Doors {
        Doors {
            of_cities: Arc::new(doors.into_iter().collect()),
            ..Doors::default()
        }
    }

    /// The door of a city.
    #[must_use]
    pub fn of(&self, city: &str) -> &Door {
        self.of_cities.get(city).unwrap_or(&self.other)
    }
}

/// Where somebody signs in.
#[derive(Clone, Copy)]
pub struct Reception<'a> {
    /// The city's database.
    pub db: &'a Db,
    /// Where new numbers come from.
    pub ids: &'a Ids,
    /// Where "now" comes from.
    pub clock: &'a Clock,
    /// The city's door.
    pub door: &'a Door,
    /// What the city has set.
    pub limits: Limits,
}
