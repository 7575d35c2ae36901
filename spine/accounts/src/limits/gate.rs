//! How many wrong attempts may come from one network address.
//!
//! Only wrong attempts count: a whole city hall stands behind one address at half past eight, and nobody
//! there has to wait. The count is kept in memory, evenly forgotten over ten minutes.

use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The time over which attempts are forgotten.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// Addresses that are remembered; the ones that are free again soonest are forgotten first.
const ADDRESSES: usize = 10_000;

/// Wrong attempts by network address: for each the moment at which all of them are forgotten.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<Mutex<HashMap<String, Timestamp>>>);

impl Gate {
    /// Whether one more attempt may be made from the address.
    ///
    /// # Errors
    /// With the moment from which on it may.
    pub fn check(&self, address: &str, now: Timestamp, most: i64) -> Result<(), Timestamp> {
        let forgotten = self.lock().get(&place(address)).copied();
        let free = forgotten.map_or(now, |at| at - (WINDOW - step(most)));
        if free > now { Err(free) } else { Ok(()) }
    }

    /// Counts a wrong attempt.
    pub fn wrong(&self, address: &str, now: Timestamp, most: i64) {
        let mut all = self.lock();
        if all.len() >= ADDRESSES {
            all.retain(|_, at| *at > now);
        }
        if all.len() >= ADDRESSES {
            let soonest = all.iter().min_by_key(|(_, at)| **at);
            if let Some(soonest) = soonest.map(|(place, _)| place.clone()) {
                all.remove(&soonest);
            }
        }
        let at = all.entry(place(address)).or_insert(now);
        *at = (*at).max(now) + step(most);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long one attempt is remembered after those before it.
fn step(most: i64) -> SignedDuration {
    SignedDuration::from_millis(i64::try_from(WINDOW.as_millis()).unwrap_or(i64::MAX) / most.max(1))
}

/// An address as it is counted: somebody with IPv6 has a whole network of them.
fn place(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(other) => other.to_canonical().to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + seconds).unwrap()
    }

    #[test]
    fn after_the_last_attempt_the_address_waits_for_one_step() {
        let gate = Gate::default();
        for _ in 0..10 {
            assert_eq!(gate.check("192.0.2.1", moment(0), 10), Ok(()));
            gate.wrong("192.0.2.1", moment(0), 10);
        }
        assert_eq!(gate.check("192.0.2.1", moment(0), 10), Err(moment(60)));
        assert_eq!(gate.check("192.0.2.2", moment(0), 10), Ok(()));
        assert_eq!(gate.check("192.0.2.1", moment(60), 10), Ok(()));
        gate.wrong("192.0.2.1", moment(60), 10);
        assert_eq!(gate.check("192.0.2.1", moment(60), 10), Err(moment(120)));
        assert_eq!(gate.check("192.0.2.1", moment(700), 10), Ok(()));
    }

    #[test]
    fn a_network_of_addresses_counts_as_one() {
        let gate = Gate::default();
        gate.wrong("2001:db8:1:2::1", moment(0), 1);
        assert!(gate.check("2001:db8:1:2:ffff::9", moment(0), 1).is_err());
        assert!(gate.check("2001:db8:1:3::1", moment(0), 1).is_ok());
        gate.wrong("::ffff:192.0.2.7", moment(0), 1);
        assert!(gate.check("192.0.2.7", moment(0), 1).is_err());
    }

    #[test]
    fn the_memory_has_an_end() {
        let gate = Gate::default();
        for number in 0..ADDRESSES + 50 {
            gate.wrong(&format!("name {number}"), moment(0), 10);
        }
        assert_eq!(gate.lock().len(), ADDRESSES);
    }
}
