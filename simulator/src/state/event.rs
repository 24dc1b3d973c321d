//! Scheduled events of a server.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{ChannelId, EventId, GuildId, UserId};

/// Something a server plans to do together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ScheduledEvent {
    pub(crate) id: EventId,
    pub(crate) guild: GuildId,
    pub(crate) creator: UserId,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) starts: String,
    pub(crate) ends: Option<String>,
    /// 2 voice, 3 somewhere else.
    pub(crate) kind: u64,
    /// 1 scheduled, 2 active, 3 completed, 4 cancelled.
    pub(crate) status: u64,
    pub(crate) channel: Option<ChannelId>,
    pub(crate) location: Option<String>,
}

impl ScheduledEvent {
    /// Whether it counts towards the hundred a server may have.
    pub(crate) fn is_coming(&self) -> bool {
        matches!(self.status, 1 | 2)
    }

    /// The event as payloads show it.
    pub(crate) fn json(&self, creator: &Value) -> Value {
        json!({
            "id": self.id,
            "guild_id": self.guild,
            "channel_id": self.channel,
            "creator_id": self.creator,
            "creator": creator,
            "name": self.name,
            "description": self.description,
            "scheduled_start_time": self.starts,
            "scheduled_end_time": self.ends,
            "privacy_level": 2,
            "status": self.status,
            "entity_type": self.kind,
            "entity_id": null,
            "entity_metadata": self.location.as_ref().map(|location| json!({ "location": location })),
            "image": null,
            "user_count": 0,
            "recurrence_rule": null,
            "guild_scheduled_event_exceptions": [],
        })
    }
}
