//! What comes of trying to deliver a wish: where it stands, or when it is tried again.

use chrono::{DateTime, TimeDelta, Utc};

use crate::ids::{ChannelId, MessageId, RoleId};

/// What came of trying to deliver a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It stands out there, and where.
    Delivered(Option<Stands>),
    /// It stands out there, but Discord did not let it ping these roles.
    Muted(Stands, Vec<RoleId>),
    /// Not now; at this instant again.
    RetryAt(DateTime<Utc>, String),
    /// Not as things are; tried again from time to time, and people are told what would mend it.
    Blocked(String),
    /// Something else has to be delivered first; that wakes it.
    Waits,
    /// The channel it was to stand in is no more.
    Gone(ChannelId),
    /// The person cannot be told this way: direct messages closed, left the server, unknown.
    Unreachable(String),
    /// Never, and why; a fact for the timeline.
    GaveUp(String),
    /// There was nothing to do any more.
    Moot,
}

/// Where something stands on Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stands {
    /// The channel.
    pub channel: ChannelId,
    /// The message in it, when it is a message.
    pub message: Option<MessageId>,
}

/// How long to wait before what was tried so often in vain is tried again: doubling from one second, never longer than five
/// minutes.
#[must_use]
pub fn back_off(tries: u32) -> TimeDelta {
    TimeDelta::seconds(1_i64 << tries.saturating_sub(1).min(8)).min(TimeDelta::minutes(5))
}
