//! Messages and reactions, where they may be read.

use incidents::ids::{ChannelId, GuildId, MessageId, UserId};
use serde_json::Value;

use super::fields::{id, text};
use super::interaction::Member;

/// A message as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The message; its id tells when it was sent.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// The server; none in direct messages.
    pub guild: Option<GuildId>,
    /// Who wrote it; an edit that only adds a preview does not say.
    pub author: Option<UserId>,
    /// The author's name as shown.
    pub author_name: Option<String>,
    /// Whether a program wrote it.
    pub is_by_bot: bool,
    /// Its text; none when an edit did not touch it, empty when we may not read it.
    pub content: Option<String>,
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
    /// Reads the data of MESSAGE_CREATE or MESSAGE_UPDATE.
    #[must_use]
    pub fn read(data: Value) -> Option<Self> {
        let author = &data["author"];
        let shown = [(&data["member"], "nick"), (author, "global_name"), (author, "username")];
        let author_name = shown.iter().find_map(|(of, name)| text(of, name));
        Some(Self {
            id: id(&data, "id")?,
            channel: id(&data, "channel_id")?,
            guild: id(&data, "guild_id"),
            author: id(author, "id"),
            author_name,
            is_by_bot: author["bot"] == true,
            content: text(&data, "content"),
            raw: data,
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
