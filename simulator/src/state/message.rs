//! Messages, their reactions, and who they ping.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{AttachmentId, ChannelId, InteractionId, MessageId, RoleId, UserId};

/// Flag: the preview of links is hidden.
pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// Flag: only one person sees the message.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// Flag: the answer is still being thought about.
pub(crate) const LOADING: u64 = 1 << 7;
/// Flag: nobody's device makes a sound.
pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
/// Flag: the message is made of components only.
pub(crate) const COMPONENTS_V2: u64 = 1 << 15;

/// Something written in a channel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    /// Discord's number: 0 ordinary, 6 a pin notice, 18 a thread notice, 19 a reply, 20 a command's answer, 23 a menu's.
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<AttachmentId>,
    pub(crate) flags: u64,
    pub(crate) pings: Pings,
    pub(crate) nonce: Option<Value>,
    pub(crate) sent_at: DateTime<Utc>,
    pub(crate) edited_at: Option<DateTime<Utc>>,
    pub(crate) pinned_at: Option<DateTime<Utc>>,
    pub(crate) replies_to: Option<MessageId>,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) thread: Option<ChannelId>,
    /// The interaction it answers; such a message comes by the application's webhook.
    pub(crate) answers: Option<InteractionId>,
    pub(crate) ephemeral_to: Option<UserId>,
    /// How often it was edited more than an hour after it was sent.
    pub(crate) late_edits: u32,
}

/// Whom a message really pinged, after `allowed_mentions` and permissions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pings {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

/// One emoji under a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reaction {
    pub(crate) emoji: String,
    pub(crate) by: Vec<UserId>,
}

impl Message {
    /// An ordinary empty message.
    pub(crate) fn new(id: MessageId, channel: ChannelId, author: UserId, now: DateTime<Utc>) -> Self {
        Self {
            id,
            channel,
            author,
            kind: 0,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            flags: 0,
            pings: Pings::default(),
            nonce: None,
            sent_at: now,
            edited_at: None,
            pinned_at: None,
            replies_to: None,
            reactions: Vec::new(),
            thread: None,
            answers: None,
            ephemeral_to: None,
            late_edits: 0,
        }
    }

    /// Whether there is nothing to see in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.content.trim().is_empty()
            && self.embeds.is_empty()
            && self.attachments.is_empty()
            && self.components.is_empty()
    }
}
