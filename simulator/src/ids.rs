//! Snowflakes: one newtype per kind of thing, minted from the simulator's own clock.

use std::{fmt, num::ParseIntError, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// 2015-01-01T00:00:00Z, from which Discord counts.
const EPOCH_MS: i64 = 1_420_070_400_000;

macro_rules! snowflakes {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Wraps a number known to be such an id.
            #[must_use]
            pub const fn new(raw: u64) -> Self { Self(raw) }

            /// The number itself.
            #[must_use]
            pub const fn get(self) -> u64 { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.0, f) }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> { text.parse().map(Self) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )+};
}

snowflakes! {
    /// The one application the simulator hosts.
    ApplicationId;
    /// A file somebody sent.
    AttachmentId;
    /// A channel, a category, a thread or a direct conversation.
    ChannelId;
    /// A registered command.
    CommandId;
    /// A server's scheduled event.
    EventId;
    /// A server.
    GuildId;
    /// One use of a command, button, menu or form.
    InteractionId;
    /// A message.
    MessageId;
    /// A role; the role of everybody has its server's number.
    RoleId;
    /// A person or a bot.
    UserId;
}

impl GuildId {
    /// The role that every member has.
    #[must_use]
    pub const fn everyone(self) -> RoleId {
        RoleId(self.0)
    }
}

/// Hands out numbers that grow, and that tell when they were made.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Mint {
    last: u64,
}

impl Mint {
    /// The newest number there is.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// The next number at `now`; still above the last one when the clock was set back.
    pub(crate) fn next(&mut self, now: DateTime<Utc>) -> u64 {
        let since_epoch = u64::try_from(now.timestamp_millis() - EPOCH_MS).unwrap_or(0);
        self.last = (since_epoch << 22).max(self.last + 1);
        self.last
    }
}

/// The moment a snowflake was made.
#[must_use]
pub(crate) fn made_at(snowflake: u64) -> DateTime<Utc> {
    let since_epoch = i64::try_from(snowflake >> 22).expect("42 bits fit");
    DateTime::from_timestamp_millis(EPOCH_MS + since_epoch)
        .expect("a 42-bit offset stays within chrono's range")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_even_when_the_clock_goes_back() {
        let mut mint = Mint::default();
        let noon = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let first = mint.next(noon);
        let second = mint.next(noon - chrono::Duration::hours(1));
        assert!(second > first);
        assert_eq!(made_at(first), noon);
    }
}
