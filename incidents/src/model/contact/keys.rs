//! The keys by which two services know whom to wake.

use std::str::FromStr;

use super::address::{NoAddress, address};

address! {
    /// A user or a group of Pushover.
    Pushover
}

address! {
    /// A service of PagerDuty, by the key of one of its integrations; or the one that Sitrep is set up with.
    Pagerduty
}

/// How the service that Sitrep is set up with is stored.
const USUAL: &str = "usual";

impl Pushover {
    /// As much of it as may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

impl Pagerduty {
    /// As much of it as may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        self.key().map_or_else(|| "the usual service".to_owned(), masked)
    }

    /// The key; none for the service that Sitrep is set up with.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|key| *key != USUAL)
    }
}

impl FromStr for Pushover {
    type Err = NoAddress;

    fn from_str(typed: &str) -> Result<Self, NoAddress> {
        key(typed, 30).map(Self).ok_or(NoAddress::Pushover)
    }
}

impl FromStr for Pagerduty {
    type Err = NoAddress;

    fn from_str(typed: &str) -> Result<Self, NoAddress> {
        let is_usual = ["on", "yes", USUAL].contains(&typed.trim().to_lowercase().as_str());
        let key = if is_usual { Some(USUAL.to_owned()) } else { key(typed, 32) };
        key.map(Self).ok_or(NoAddress::Pagerduty)
    }
}

fn key(typed: &str, length: usize) -> Option<String> {
    let typed = typed.trim();
    let fits = typed.len() == length && typed.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then(|| typed.to_owned())
}

fn masked(key: &str) -> String {
    format!("{}…", key.get(..2).unwrap_or_default())
}
