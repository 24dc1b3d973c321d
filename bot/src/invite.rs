//! The address by which a server takes the bot in, with the rights it works with and no others.

use incidents::model::access::RIGHTS;
use reqwest::Url;

use crate::discord::ApplicationId;

/// The rights the bot works with, in one number.
#[must_use]
pub fn rights() -> u64 {
    RIGHTS.iter().fold(0, |all, right| all | 1 << right.bit)
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
        for right in RIGHTS {
            assert!(readme.contains(right.name), "{}", right.name);
        }
    }
}
