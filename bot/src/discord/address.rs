//! Which addresses may be taken for Discord.

use std::net::IpAddr;

use reqwest::Url;

/// The address is neither https nor on this machine, or it carries more than a host and a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this address must not be called: expected https, or http on this machine, without a query or a password"
)]
pub struct UnsafeBase;

/// Whether a token may be sent to this address.
#[must_use]
pub fn is_safe_base(base: &Url) -> bool {
    let is_plain = base.query().is_none() && base.fragment().is_none() && base.password().is_none();
    is_plain && (base.scheme() == "https" || base.scheme() == "http" && is_loopback(base))
}

/// Whether this address can only be on this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
