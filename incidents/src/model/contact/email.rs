//! A mail address.

use std::str::FromStr;

use super::address::{NoAddress, address, is_host};

address! {
    /// A mail address.
    Email
}

impl Email {
    /// As much of it as may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        let (name, host) = self.0.split_once('@').unwrap_or(("", &self.0));
        format!("{}…@{host}", name.chars().next().unwrap_or('…'))
    }
}

impl FromStr for Email {
    type Err = NoAddress;

    /// The addresses people have: no quotes, no comments, and nothing that could end a header early.
    fn from_str(typed: &str) -> Result<Self, NoAddress> {
        let typed = typed.trim();
        let (name, host) = typed.split_once('@').ok_or(NoAddress::Email)?;
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_{|}~-".contains(&byte))
        };
        if typed.len() <= 254
            && name.len() <= 64
            && name.split('.').all(is_word)
            && host.contains('.')
            && is_host(host)
        {
            Ok(Self(format!("{name}@{}", host.to_lowercase())))
        } else {
            Err(NoAddress::Email)
        }
    }
}
