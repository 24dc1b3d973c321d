//! Which gateway addresses may be connected to, for serenity falls back to the real Discord without a word.

use reqwest::Url;

use crate::discord::is_loopback;

/// Whether the gateway at `address`, as told by the server at `base`, may be connected to: encrypted or on this machine, and
/// on this machine if the server is.
pub(super) fn may_connect(address: &str, base: &Url) -> bool {
    let Ok(address) = Url::parse(address) else { return false };
    let is_here = is_loopback(&address);
    let is_private = address.scheme() == "wss" || address.scheme() == "ws" && is_here;
    is_private && address.query().is_none() && (is_here || !is_loopback(base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_on_this_machine_leads_us_off_it() {
        for (address, base, is_fine) in [
            ("wss://gateway.discord.gg", "https://discord.com", true),
            ("ws://gateway.discord.gg", "https://discord.com", false),
            ("https://gateway.discord.gg", "https://discord.com", false),
            ("wss://gateway.discord.gg?v=10", "https://discord.com", false),
            ("", "https://discord.com", false),
            ("wss://gateway.discord.gg", "http://127.0.0.1:1", false),
            ("ws://127.0.0.1:2", "http://127.0.0.1:1", true),
            ("ws://[::1]:2/resume", "http://localhost:1", true),
        ] {
            assert_eq!(may_connect(address, &base.parse().unwrap()), is_fine, "{address} of {base}");
        }
    }
}
