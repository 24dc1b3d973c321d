//! The address by which a server takes the bot in, with the rights it works with and no others.

use reqwest::Url;

use crate::discord::ApplicationId;

/// A right, as Discord's bit and as its clients call it, and what the bot does with it.
pub const RIGHTS: [(u8, &str, &str); 13] = [
    (10, "View Channels", "see where it works"),
    (11, "Send Messages", "cards, pages, updates, postmortems"),
    (14, "Embed Links", "the cards themselves"),
    (15, "Attach Files", "postmortems and pictures"),
    (16, "Read Message History", "find its own messages again after a crash"),
    (51, "Pin Messages", "keep the card at hand"),
    (4, "Manage Channels", "a channel for each incident"),
    (28, "Manage Roles", "let people into private channels, close old ones"),
    (35, "Create Public Threads", "a thread where a server is full"),
    (38, "Send Messages in Threads", "work in such a thread"),
    (34, "Manage Threads", "close such a thread at the end"),
    (17, "Mention Everyone and All Roles", "page a role that nobody may mention; never everyone"),
    (44, "Create Events", "reviews in the server's calendar"),
];

/// All of them in one number.
#[must_use]
pub fn rights() -> u64 {
    RIGHTS.iter().fold(0, |all, (bit, ..)| all | 1 << bit)
}

/// The address to open in a browser.
#[must_use]
pub fn address(base: &Url, application: ApplicationId) -> String {
    let base = base.as_str().trim_end_matches('/');
    let rights = rights();
    format!(
        "{base}/oauth2/authorize?client_id={application}&permissions={rights}&scope=bot+applications.commands"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_asks_for_each_right_once_and_not_for_everything() {
        let base = "https://discord.com".parse().unwrap();
        let address = address(&base, ApplicationId(42));
        let rights = rights();
        assert_eq!(
            address,
            format!(
                "https://discord.com/oauth2/authorize?client_id=42&permissions={rights}&scope=bot+applications.commands"
            )
        );
        assert_eq!(rights.count_ones() as usize, RIGHTS.len(), "no bit twice");
        assert_eq!(rights & (1 << 3 | 1 << 5), 0, "neither Administrator nor Manage Server");
    }

    #[test]
    fn the_readme_names_every_right() {
        let readme = include_str!("../../README.md");
        for (_, name, _) in RIGHTS {
            assert!(readme.contains(name), "{name}");
        }
    }
}
