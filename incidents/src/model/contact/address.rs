//! What all addresses have in common: they are checked when typed, and shown to nobody in full.

use thiserror::Error;

use crate::worded::Worded;

/// Why a text is no address. Never repeats the text, which may be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum NoAddress {
    /// Not a mail address.
    #[error("That is no mail address. Give one like `ana@example.com`.")]
    Email,
    /// Not a phone number.
    #[error("That is no phone number. Give it with its country, like `+49 30 1234567`.")]
    Phone,
    /// Not an address on the web.
    #[error("That is no webhook address. Give one like `https://hooks.example.com/abc`.")]
    Webhook,
    /// Not an ntfy topic.
    #[error(
        "That is no ntfy topic. Give a topic of letters, digits, `-` and `_`, or its address like \
         `https://ntfy.example.com/topic`."
    )]
    Ntfy,
    /// Not a key of Pushover's.
    #[error("That is no Pushover key. Give the 30 letters and digits that Pushover shows as your user key.")]
    Pushover,
    /// Not a key of PagerDuty's.
    #[error(
        "That is no PagerDuty key. Give the 32 letters and digits of an Events API v2 integration, or `on` for the \
         service that Sitrep is set up with."
    )]
    Pagerduty,
}

/// A text that is an address: it can be read by those who send to it, while logs and answers show its mask.
macro_rules! address {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The address in full: for sending to it, never for showing.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.masked())
            }
        }
    };
}
pub(super) use address;

/// Whether a text is a host that a name server could know: labels of letters, digits and hyphens, with dots between.
pub(super) fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}
