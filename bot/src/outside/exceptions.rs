//! What an operator permits although it is private: networks, and hosts by name.

use std::net::IpAddr;
use std::str::FromStr;

use crate::config::Network;

/// Private places that may be called all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    networks: Vec<Network>,
    hosts: Vec<String>,
}

/// The text names neither networks nor hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnException;

impl Exceptions {
    /// The same, and one more host.
    #[must_use]
    pub fn and_host(mut self, host: &str) -> Self {
        self.hosts.push(spelt(host));
        self
    }

    /// Whether a host, which resolved to an address, is among them.
    pub(super) fn hold(&self, host: &str, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(address)) || self.hosts.contains(&spelt(host))
    }
}

/// A name as it is compared: the dot at the end says only that it is complete.
fn spelt(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

impl FromStr for Exceptions {
    type Err = NotAnException;

    fn from_str(text: &str) -> Result<Self, NotAnException> {
        let mut read = Self::default();
        for one in text.split(',').map(str::trim) {
            match one.parse() {
                Ok(network) => read.networks.push(network),
                Err(_) if is_name(one) => read.hosts.push(spelt(one)),
                Err(_) => return Err(NotAnException),
            }
        }
        Ok(read)
    }
}

/// Whether it is a host's name. What ends in a number is an address that was mistyped.
fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let ends_in_number = |text: &str| text.rsplit('.').next().is_some_and(|last| last.parse::<u64>().is_ok());
    text.split('.').all(is_label) && !ends_in_number(text)
}
