//! A way to reach somebody.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Email, Ntfy, Pagerduty, Phone, Pushover, Webhook};

/// A way to reach somebody, with its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", content = "to", rename_all = "snake_case")]
pub enum Way {
    /// A direct message on Discord, beside the ping in the channel.
    Discord,
    /// A push to their phone through ntfy.
    Ntfy(Ntfy),
    /// A push to their phone through Pushover.
    Pushover(Pushover),
    /// A text message.
    Sms(Phone),
    /// A call.
    Voice(Phone),
    /// A mail.
    Email(Email),
    /// A signed POST.
    Webhook(Webhook),
    /// An alert in PagerDuty.
    Pagerduty(Pagerduty),
}

/// The kinds of way, in the order they are tried unless somebody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A direct message on Discord.
    Discord,
    /// A push through ntfy.
    Ntfy,
    /// A push through Pushover.
    Pushover,
    /// A text message.
    Sms,
    /// A call.
    Voice,
    /// A mail.
    Email,
    /// A POST.
    Webhook,
    /// An alert in PagerDuty.
    Pagerduty,
}

/// A way and when it last proved itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The way.
    #[serde(flatten)]
    pub way: Way,
    /// When somebody last answered a page that went this way.
    #[serde(default)]
    pub worked_at: Option<DateTime<Utc>>,
    /// How it failed, if nobody has answered by it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Failure>,
}

/// How a way failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in words for people.
    pub why: String,
}

impl Reach {
    /// A way that has proved nothing yet.
    #[must_use]
    pub const fn untried(way: Way) -> Self {
        Self { way, worked_at: None, failed: None }
    }
}

impl Way {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Discord => Kind::Discord,
            Self::Ntfy(_) => Kind::Ntfy,
            Self::Pushover(_) => Kind::Pushover,
            Self::Sms(_) => Kind::Sms,
            Self::Voice(_) => Kind::Voice,
            Self::Email(_) => Kind::Email,
            Self::Webhook(_) => Kind::Webhook,
            Self::Pagerduty(_) => Kind::Pagerduty,
        }
    }

    /// As much of its address as may be shown; none on Discord.
    #[must_use]
    pub fn masked(&self) -> Option<String> {
        match self {
            Self::Discord => None,
            Self::Ntfy(topic) => Some(topic.masked()),
            Self::Pushover(key) => Some(key.masked()),
            Self::Pagerduty(key) => Some(key.masked()),
            Self::Sms(number) | Self::Voice(number) => Some(number.masked()),
            Self::Email(address) => Some(address.masked()),
            Self::Webhook(address) => Some(address.masked()),
        }
    }
}

impl Kind {
    /// Every kind, in the usual order.
    pub const ALL: [Self; 8] = [
        Self::Discord,
        Self::Ntfy,
        Self::Pushover,
        Self::Sms,
        Self::Voice,
        Self::Email,
        Self::Webhook,
        Self::Pagerduty,
    ];

    /// The word people read and type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Discord => "discord",
            Self::Ntfy => "ntfy",
            Self::Pushover => "pushover",
            Self::Sms => "sms",
            Self::Voice => "voice",
            Self::Email => "email",
            Self::Webhook => "webhook",
            Self::Pagerduty => "pagerduty",
        }
    }

    /// Whether what was sent goes on ringing until it is told that the page was answered.
    #[must_use]
    pub const fn rings_on(self) -> bool {
        matches!(self, Self::Pushover | Self::Pagerduty)
    }
}
