//! Messages and reactions, where they may be read.

use incidents::ids::{ChannelId, GuildId, MessageId, UserId};
use serde_json::Value;

use super::fields::{id, text};
use super::interaction::Member;

/// A message as it stands after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The message.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Whether the edit tells its text; one that only adds a preview does not.
    pub has_text: bool,
    /// All of it, as Discord writes it: attachments, embeds, references.
    pub raw: Value,
}

/// A reaction put on or taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The message.
    pub message: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// The server; none in direct messages.
    pub guild: Option<GuildId>,
    /// Who did it.
    pub user: UserId,
    /// Who that is; only told when a reaction is put on in a server.
    pub member: Option<Member>,
    /// The emoji: itself, or the name of one of the server's own.
    pub emoji: String,
}

impl Message {
    /// Reads the data of MESSAGE_UPDATE, and takes it; what cannot be read stays.
    #[must_use]
    pub fn read(data: &mut Value) -> Option<Self> {
        Some(Self {
            id: id(data, "id")?,
            channel: id(data, "channel_id")?,
            has_text: data["content"].is_string(),
            raw: data.take(),
        })
    }
}

impl Reaction {
    /// Reads the data of MESSAGE_REACTION_ADD or MESSAGE_REACTION_REMOVE.
    #[must_use]
    pub fn read(data: &Value) -> Option<Self> {
        Some(Self {
            message: id(data, "message_id")?,
            channel: id(data, "channel_id")?,
            guild: id(data, "guild_id"),
            user: id(data, "user_id")?,
            member: Member::read(&data["member"]),
            emoji: text(&data["emoji"], "name")?,
        })
    }
}
