//! Which way is tried first, as people type it: `email`, or `phone, ntfy, discord`.

use std::str::FromStr;

use thiserror::Error;

use super::Kind;

use crate::worded::Worded;

/// The ways that come first, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order(Vec<Kind>);

/// A word that names no way.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
#[error(
    "There is no way called \"{0}\". Name which come first, of: discord, ntfy, pushover, sms, voice, email, \
     webhook, pagerduty."
)]
pub struct UnknownWay(pub String);

impl Order {
    /// The ways that come first.
    pub fn iter(&self) -> impl Iterator<Item = Kind> {
        self.0.iter().copied()
    }

    /// Where a kind stands; those not named stand together at the end.
    pub(super) fn rank(&self, kind: Kind) -> usize {
        self.0.iter().position(|named| *named == kind).unwrap_or(usize::MAX)
    }
}

impl FromStr for Order {
    type Err = UnknownWay;

    fn from_str(typed: &str) -> Result<Self, UnknownWay> {
        let words = typed.split(|letter: char| letter.is_whitespace() || ",;>/".contains(letter));
        let mut order = Self::default();
        for word in words.filter(|word| !word.is_empty()) {
            for kind in kinds(word)? {
                if !order.0.contains(kind) {
                    order.0.push(*kind);
                }
            }
        }
        Ok(order)
    }
}

fn kinds(word: &str) -> Result<&'static [Kind], UnknownWay> {
    Ok(match word.to_lowercase().as_str() {
        "discord" | "dm" | "direct" | "channel" | "user" => &[Kind::Discord],
        "ntfy" | "push" => &[Kind::Ntfy],
        "sms" | "text" => &[Kind::Sms],
        "voice" | "call" => &[Kind::Voice],
        "phone" => &[Kind::Sms, Kind::Voice],
        "email" | "mail" => &[Kind::Email],
        "webhook" => &[Kind::Webhook],
        "pushover" => &[Kind::Pushover],
        "pagerduty" => &[Kind::Pagerduty],
        _ => return Err(UnknownWay(word.chars().take(30).collect())),
    })
}
