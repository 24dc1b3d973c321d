//! A topic of ntfy: on the usual server by its bare name, on any other by its address.

use std::str::FromStr;

use super::address::{NoAddress, address};
use super::webhook;

address! {
    /// An ntfy topic.
    Ntfy
}

impl Ntfy {
    /// As much of it as may be shown: whoever knows a topic can read it.
    #[must_use]
    pub fn masked(&self) -> String {
        match webhook::parts(&self.0) {
            Some(parts) => format!("{}/…", parts.host),
            None => "topic …".to_owned(),
        }
    }
}

impl FromStr for Ntfy {
    type Err = NoAddress;

    fn from_str(typed: &str) -> Result<Self, NoAddress> {
        let typed = typed.trim();
        let topic = match webhook::parts(typed) {
            Some(parts) => parts.path.strip_prefix('/').unwrap_or_default(),
            None => typed,
        };
        let fits = (1..=64).contains(&topic.len());
        if fits && topic.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            Ok(Self(typed.to_owned()))
        } else {
            Err(NoAddress::Ntfy)
        }
    }
}
