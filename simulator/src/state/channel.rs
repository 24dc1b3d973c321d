//! Channels, categories, threads and direct conversations.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::message::Message;
use crate::{
    ids::{ChannelId, GuildId, MessageId, RoleId, UserId},
    permissions::Permissions,
    time::iso,
};

/// What sort of channel it is, with Discord's own number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelKind {
    /// Text in a server.
    Text = 0,
    /// A conversation with one person.
    Direct = 1,
    /// Voice, in which text can be written too.
    Voice = 2,
    /// A folder of channels.
    Category = 4,
    /// Text that others can follow.
    Announcement = 5,
    /// A thread everybody who sees the parent can see.
    PublicThread = 11,
    /// A thread for the invited.
    PrivateThread = 12,
    /// Posts only.
    Forum = 15,
}

impl ChannelKind {
    /// The kind with Discord's number, of those that can be made in a server.
    pub(crate) fn creatable(number: u64) -> Option<Self> {
        [Self::Text, Self::Voice, Self::Category, Self::Announcement, Self::Forum]
            .into_iter()
            .find(|kind| *kind as u64 == number)
    }

    pub(crate) fn is_thread(self) -> bool {
        matches!(self, Self::PublicThread | Self::PrivateThread)
    }

    pub(crate) fn holds_messages(self) -> bool {
        !matches!(self, Self::Category | Self::Forum)
    }
}

/// Whom an overwrite is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OverwriteOf {
    Role(RoleId),
    Member(UserId),
}

/// What a channel grants or denies beyond the roles.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Overwrite {
    pub(crate) of: OverwriteOf,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

impl Overwrite {
    fn json(&self) -> Value {
        let (id, kind) = match self.of {
            OverwriteOf::Role(role) => (json!(role), 0),
            OverwriteOf::Member(user) => (json!(user), 1),
        };
        json!({ "id": id, "type": kind, "allow": self.allow, "deny": self.deny })
    }
}

/// What only threads have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Thread {
    pub(crate) owner: UserId,
    pub(crate) is_archived: bool,
    pub(crate) is_locked: bool,
    pub(crate) archive_after_minutes: u64,
    pub(crate) archive_changed_at: DateTime<Utc>,
    pub(crate) members: BTreeSet<UserId>,
    pub(crate) tags: Vec<Value>,
}

/// Discord's flag for a forum that wants a tag on every post.
pub(crate) const REQUIRES_TAG: u64 = 1 << 4;

/// A place where messages are, or a folder of such places.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) kind: ChannelKind,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) position: u64,
    pub(crate) is_nsfw: bool,
    pub(crate) slowmode_seconds: u64,
    pub(crate) overwrites: Vec<Overwrite>,
    /// The people of a direct conversation beside the bot.
    pub(crate) recipients: Vec<UserId>,
    pub(crate) thread: Option<Thread>,
    pub(crate) messages: BTreeMap<MessageId, Message>,
    pub(crate) tags: Vec<Value>,
    /// Whether every post of a forum wants a tag.
    pub(crate) asks_for_tag: bool,
    /// When name or topic were changed of late: twice in ten minutes is all Discord allows.
    pub(crate) renames: VecDeque<DateTime<Utc>>,
}

impl Channel {
    /// An empty channel.
    pub(crate) fn new(id: ChannelId, kind: ChannelKind, name: impl Into<String>) -> Self {
        Self {
            id,
            guild: None,
            kind,
            name: name.into(),
            topic: None,
            parent: None,
            position: 0,
            is_nsfw: false,
            slowmode_seconds: 0,
            overwrites: Vec::new(),
            recipients: Vec::new(),
            thread: None,
            messages: BTreeMap::new(),
            tags: Vec::new(),
            asks_for_tag: false,
            renames: VecDeque::new(),
        }
    }

    /// Puts an overwrite in the place of an earlier one for the same role or member.
    pub(crate) fn overwrite(&mut self, new: Overwrite) {
        self.overwrites.retain(|old| old.of != new.of);
        self.overwrites.push(new);
    }

    fn last_message(&self) -> Option<MessageId> {
        self.messages.values().rev().find(|message| message.ephemeral_to.is_none()).map(|message| message.id)
    }

    /// The channel of a server as payloads show it; for a direct conversation see [`super::State::channel_json`].
    pub(crate) fn json(&self) -> Value {
        if let Some(thread) = &self.thread {
            return self.thread_json(thread);
        }
        let mut channel = json!({
            "id": self.id,
            "type": self.kind as u8,
            "guild_id": self.guild,
            "name": self.name,
            "parent_id": self.parent,
            "position": self.position,
            "permission_overwrites": self.overwrites.iter().map(Overwrite::json).collect::<Vec<_>>(),
            "nsfw": self.is_nsfw,
            "flags": 0,
        });
        if self.kind != ChannelKind::Category {
            channel["topic"] = json!(self.topic);
            channel["rate_limit_per_user"] = json!(self.slowmode_seconds);
            channel["last_message_id"] = json!(self.last_message());
        }
        if self.kind == ChannelKind::Forum {
            channel["available_tags"] = json!(self.tags);
            channel["flags"] = json!(if self.asks_for_tag { REQUIRES_TAG } else { 0 });
        }
        if self.kind == ChannelKind::Voice {
            channel["bitrate"] = json!(64_000);
            channel["user_limit"] = json!(0);
        }
        channel
    }

    fn thread_json(&self, thread: &Thread) -> Value {
        json!({
            "id": self.id,
            "type": self.kind as u8,
            "guild_id": self.guild,
            "name": self.name,
            "parent_id": self.parent,
            "owner_id": thread.owner,
            "last_message_id": self.last_message(),
            "rate_limit_per_user": self.slowmode_seconds,
            "message_count": self.messages.len(),
            "total_message_sent": self.messages.len(),
            "member_count": thread.members.len().min(50),
            "flags": 0,
            "applied_tags": thread.tags,
            "thread_metadata": {
                "archived": thread.is_archived,
                "auto_archive_duration": thread.archive_after_minutes,
                "archive_timestamp": iso(thread.archive_changed_at),
                "create_timestamp": iso(crate::ids::made_at(self.id.get())),
                "locked": thread.is_locked,
            },
        })
    }
}

/// How Discord writes the name of a text channel: lower-case, dashes for spaces, most punctuation gone.
pub(crate) fn normalised(name: &str) -> String {
    let mut out = String::new();
    for letter in name.trim().chars().flat_map(char::to_lowercase) {
        if letter.is_whitespace() || letter == '-' {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else if !letter.is_ascii_punctuation() || letter == '_' {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_written_as_discord_writes_them() {
        assert_eq!(super::normalised("INC 7: Checkout is  down!"), "inc-7-checkout-is-down");
    }
}
