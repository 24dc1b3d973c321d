//! An address on the web that takes a POST. Whether its host may be spoken to is decided when it is.

use std::str::FromStr;

use super::address::{NoAddress, address, is_host};

address! {
    /// An address on the web.
    Webhook
}

/// How long an address may be.
const MOST: usize = 1_000;

impl Webhook {
    /// As much of it as may be shown: the path of a webhook is often its password.
    #[must_use]
    pub fn masked(&self) -> String {
        let host = parts(&self.0).map_or("", |parts| parts.host);
        format!("{host}/…")
    }
}

impl FromStr for Webhook {
    type Err = NoAddress;

    fn from_str(typed: &str) -> Result<Self, NoAddress> {
        let typed = typed.trim();
        parts(typed).map(|_| Self(typed.to_owned())).ok_or(NoAddress::Webhook)
    }
}

/// What an address on the web is made of.
pub(super) struct Parts<'t> {
    pub(super) host: &'t str,
    /// What comes after the host and port, with its slash.
    pub(super) path: &'t str,
}

/// Takes an address apart. One with a password, a fragment, or a letter that is not ASCII is none.
pub(super) fn parts(text: &str) -> Option<Parts<'_>> {
    if text.len() > MOST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let (scheme, rest) = text.split_once("://")?;
    if !["https", "http"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    if rest.contains(['\\', '#', '"', '<', '>', '^', '`', '{', '|', '}']) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = without_port(authority)?;
    Some(Parts { host, path })
}

fn without_port(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inner, port)) => {
            inner.parse::<std::net::Ipv6Addr>().ok()?;
            (authority.get(..inner.len() + 2)?, port)
        }
        None => {
            let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
            is_host(host).then_some(())?;
            (host, port)
        }
    };
    match port.strip_prefix(':') {
        None => port.is_empty().then_some(host),
        Some(digits) => digits.parse::<u16>().ok().filter(|port| *port > 0).map(|_| host),
    }
}
