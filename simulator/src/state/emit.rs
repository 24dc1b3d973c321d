//! Telling the gateway what changed.

use serde_json::{Value, json};

use super::{ChannelKind, Message, State};
use crate::{
    gateway::{Event, Log},
    ids::{ChannelId, GuildId, MessageId, UserId},
    permissions::Permissions,
};

impl State {
    /// Dispatches an event to whoever asked for its kind and may know.
    pub(crate) fn emit(&mut self, event: &Event) {
        let is_seen = match (event.channel, event.guild) {
            (Some(channel), _) if self.channels.contains_key(&channel) => {
                self.permissions_in(channel, self.bot).contains(Permissions::VIEW_CHANNEL)
            }
            (_, Some(guild)) => {
                event.name.starts_with("GUILD_DELETE")
                    || self.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(&self.bot))
            }
            _ => true,
        };
        if is_seen {
            let mut log = Log { at: self.now(), journal: &mut self.journal };
            self.hub.dispatch(event, self.bot, &mut log);
        }
    }

    /// Dispatches something about a server.
    pub(crate) fn emit_guild(&mut self, name: &'static str, guild: GuildId, data: Value) {
        self.emit(&Event { name, guild: Some(guild), channel: None, data });
    }

    /// Dispatches something in a channel.
    pub(crate) fn emit_in(&mut self, name: &'static str, channel: ChannelId, mut data: Value) {
        let guild = self.guild_of(channel);
        if let (Some(guild), Some(fields)) = (guild, data.as_object_mut()) {
            fields.insert("guild_id".to_owned(), json!(guild));
        }
        self.emit(&Event { name, guild, channel: Some(channel), data });
    }

    /// Dispatches that a channel or thread was made, changed or deleted. Of channels every bot of the server
    /// hears, of threads only who sees the parent.
    pub(crate) fn emit_channel(&mut self, verb: Change, channel: Changed) {
        let Some(guild) = channel.guild else { return };
        let is_thread = channel.kind.is_thread();
        let name = match (verb, is_thread) {
            (Change::Created, false) => "CHANNEL_CREATE",
            (Change::Updated, false) => "CHANNEL_UPDATE",
            (Change::Deleted, false) => "CHANNEL_DELETE",
            (Change::Created, true) => "THREAD_CREATE",
            (Change::Updated, true) => "THREAD_UPDATE",
            (Change::Deleted, true) => "THREAD_DELETE",
        };
        let mut data = channel.event;
        if is_thread && verb == Change::Created {
            data["newly_created"] = json!(true);
        }
        let place = if is_thread { channel.parent } else { None };
        self.emit(&Event { name, guild: Some(guild), channel: place, data });
    }

    /// Dispatches a new or changed message; private answers are nobody's news.
    pub(crate) fn emit_message(&mut self, name: &'static str, message: &Message) {
        if message.ephemeral_to.is_some() {
            return;
        }
        let data = self.message_event(message);
        self.emit_in(name, message.channel, data);
    }

    /// Dispatches that somebody reacted, or no longer does.
    pub(crate) fn emit_reaction(
        &mut self,
        name: &'static str,
        at: (ChannelId, MessageId),
        by: UserId,
        emoji: &str,
    ) {
        let (channel, message) = at;
        let mut data = json!({
            "user_id": by,
            "channel_id": channel,
            "message_id": message,
            "emoji": { "id": null, "name": emoji },
            "burst": false,
            "type": 0,
        });
        if name == "MESSAGE_REACTION_ADD" {
            let guild = self.guild_of(channel).and_then(|guild| self.guilds.get(&guild));
            if let Some(member) = guild.and_then(|guild| guild.members.get(&by)) {
                data["member"] = self.member_json(member);
            }
            if let Some(message) = self.find_message(message) {
                data["message_author_id"] = json!(message.author);
            }
        }
        self.emit_in(name, channel, data);
    }
}

/// What happened to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Created,
    Updated,
    Deleted,
}

/// A channel or thread as its event shows it, with what decides who hears of it.
#[derive(Debug)]
pub(crate) struct Changed {
    pub(crate) guild: Option<GuildId>,
    pub(crate) kind: ChannelKind,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) event: Value,
}
