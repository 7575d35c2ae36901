//! From a token to the client behind it.

use crate::clients;
use access::{Actor, Role, Roles};
use anyhow::Result;
use jiff::SignedDuration;
use screen::{Client, Knock};
use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::timeout;

/// How exact the time of the last use is; each request would be a write otherwise.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// How long a request waits to note that a token was used.
const PATIENCE: Duration = Duration::from_millis(100);

/// Recognises a client by its token: the program puts this at the door of the interface.
#[must_use]
pub fn recognise(
    knock: Knock<'_>,
) -> Pin<Box<dyn Future<Output = Result<Option<Client>>> + Send + '_>> {
    Box::pin(recognised(knock))
}

async fn recognised(knock: Knock<'_>) -> Result<Option<Client>> {
    let now = knock.clock.now();
    let Some(found) = clients::recognise(knock.db, knock.token, knock.clock.today()).await? else {
        return Ok(None);
    };
    if !may_come_from(&found.addresses, knock.peer) {
        tracing::warn!(
            client = found.client.0,
            peer = knock.peer,
            "a token from another address"
        );
        return Ok(None);
    }
    let due = found
        .used_at
        .is_none_or(|used| now.duration_since(used) >= USED_EVERY);
    if due {
        // While something long is being written, the next request will note it: no answer waits.
        let noted = clients::note_use(knock.db, found.token, now, knock.peer);
        if let Ok(noted) = timeout(PATIENCE, noted).await {
            noted?;
        }
    }
    Ok(Some(Client {
        id: found.client.0,
        actor: Actor {
            name: found.name,
            roles: Roles::NONE.with(Role::ApiClient),
            ..Actor::visitor()
        },
        scopes: found.scopes,
        per_minute: found.per_minute,
    }))
}

/// Whether a client may come from an address; without a list it may come from everywhere.
fn may_come_from(networks: &[String], peer: &str) -> bool {
    let holds = |peer: IpAddr| {
        let mut networks = networks.iter().filter_map(|network| Network::read(network));
        networks.any(|network| network.holds(peer))
    };
    networks.is_empty() || peer.parse().is_ok_and(holds)
}

/// Network addresses that share their first bits: `192.0.2.0/24`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    /// Reads an address with or without the number of its bits.
    pub fn read(text: &str) -> Option<Network> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let all = match address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        };
        let bits = match bits {
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= all)?,
            None => all,
        };
        Some(Network { address, bits })
    }

    fn holds(self, peer: IpAddr) -> bool {
        // An IPv4 address may arrive inside an IPv6 one.
        match (self.address, peer.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(peer)) => {
                let differing = own.to_bits() ^ peer.to_bits();
                differing.checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(peer)) => {
                let differing = own.to_bits() ^ peer.to_bits();
                differing.checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(networks: &[&str], peer: &str) -> bool {
        let networks: Vec<String> = networks.iter().map(|one| (*one).to_owned()).collect();
        may_come_from(&networks, peer)
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        assert!(may(&["192.0.2.0/24"], "192.0.2.77"));
        assert!(may(&["192.0.2.0/24"], "::ffff:192.0.2.77"));
        assert!(!may(&["192.0.2.0/24"], "192.0.3.77"));
        assert!(may(&["192.0.2.5"], "192.0.2.5") && !may(&["192.0.2.5"], "192.0.2.6"));
        assert!(may(&["2001:db8::/32"], "2001:db8:1::1"));
        assert!(!may(&["2001:db8::/32"], "2001:db9::1"));
        assert!(may(&["0.0.0.0/0"], "198.51.100.1"));
    }

    #[test]
    fn without_a_list_a_client_may_come_from_everywhere_and_with_one_from_nowhere_else() {
        assert!(may(&[], "") && may(&[], "198.51.100.1"));
        assert!(!may(&["192.0.2.5"], ""));
    }

    #[test]
    fn what_is_no_address_is_not_read() {
        for text in ["", "host", "192.0.2.0/33", "192.0.2", "::/129"] {
            assert_eq!(Network::read(text), None, "{text}");
        }
    }
}
