//! Ids as types, so that a channel is never passed where a user is meant.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident($inner:ty)),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A Discord server.
    GuildId(i64),
    /// A Discord channel, thread or direct-message channel.
    ChannelId(i64),
    /// A Discord user.
    UserId(i64),
    /// A Discord role.
    RoleId(i64),
    /// A Discord message.
    MessageId(i64),
    /// One click or command, as Discord numbers it; unique for ever.
    InteractionId(i64),
    /// An incident's row. People see its `Number`.
    IncidentId(i64),
    /// A timeline entry.
    EntryId(i64),
    /// A file copied at capture.
    AttachmentId(i64),
    /// A corrective action.
    ActionId(i64),
    /// A page: one call for help, through all its levels.
    PageId(i64),
    /// One try to tell one person of a page by one way.
    AttemptId(i64),
    /// Somebody who can be paged.
    ContactId(i64),
    /// An escalation policy.
    PolicyId(i64),
    /// An on-call rotation.
    ScheduleId(i64),
    /// Somebody asking for cover.
    CoverId(i64),
    /// A calendar that was offered to a schedule.
    OfferId(i64),
    /// A monitoring system that may send alerts.
    SourceId(i64),
    /// A job that says that it is alive.
    HeartbeatId(i64),
    /// A program that may use the API.
    ProgramId(i64),
    /// An alert, as it was last heard of.
    AlertId(i64),
    /// Something a Discord server plans to do together.
    EventId(i64),
    /// A row of the outbox.
    NoticeId(i64),
    /// A row of the timers.
    TimerId(i64),
}

/// The number people say: INC-7. Counts per server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub i64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "INC-{}", self.0)
    }
}

/// The number people say of an action: A-12. Counts per server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActionNumber(pub i64);

impl std::fmt::Display for ActionNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "A-{}", self.0)
    }
}
