//! Writes: each changes the store and emits its own event, whoever asked for it.

use serde_json::json;

use super::{
    Attachment, Channel, ChannelKind, Message, Reaction, State,
    emit::{Change, Changed},
};
use crate::{
    errors::Refusal,
    ids::{AttachmentId, ChannelId, GuildId, MessageId, RoleId, UserId},
    rest::call::Upload,
};

impl State {
    /// Keeps uploaded files, and says under which numbers.
    pub(crate) fn keep_files(
        &mut self,
        channel: ChannelId,
        files: &[Upload],
        is_ephemeral: bool,
    ) -> Vec<AttachmentId> {
        let mut ids = Vec::new();
        for file in files {
            let id = AttachmentId::new(self.mint());
            let attachment = Attachment {
                id,
                channel,
                name: file.name.clone(),
                description: file.description.clone(),
                media_type: super::attachment::media_type(&file.name).to_owned(),
                bytes: file.bytes.clone(),
                is_ephemeral,
            };
            self.attachments.insert(id, attachment);
            ids.push(id);
        }
        ids
    }

    /// Puts a message into its channel.
    pub(crate) fn post(&mut self, message: &Message) {
        let Some(channel) = self.channels.get_mut(&message.channel) else { return };
        channel.messages.insert(message.id, message.clone());
        self.emit_message("MESSAGE_CREATE", message);
    }

    /// Puts a changed message in the place of the old one.
    pub(crate) fn replace(&mut self, message: &Message) {
        let Some(channel) = self.channels.get_mut(&message.channel) else { return };
        channel.messages.insert(message.id, message.clone());
        self.emit_message("MESSAGE_UPDATE", message);
    }

    /// Takes a message away.
    pub(crate) fn unpost(&mut self, channel: ChannelId, id: MessageId) {
        let Some(place) = self.channels.get_mut(&channel) else { return };
        let Some(message) = place.messages.remove(&id) else { return };
        for attachment in &message.attachments {
            self.attachments.remove(attachment);
        }
        if message.ephemeral_to.is_none() {
            self.emit_in("MESSAGE_DELETE", channel, json!({ "id": id, "channel_id": channel }));
        }
    }

    /// Adds somebody's emoji under a message.
    pub(crate) fn react(
        &mut self,
        at: (ChannelId, MessageId),
        by: UserId,
        emoji: &str,
    ) -> Result<(), Refusal> {
        let message = self.message_mut(at.0, at.1)?;
        let known = message.reactions.iter().position(|reaction| reaction.emoji == emoji);
        if known.is_none() && message.reactions.len() >= 20 {
            return Err(Refusal::too_many_reactions());
        }
        let place = known.unwrap_or_else(|| {
            message.reactions.push(Reaction { emoji: emoji.to_owned(), by: Vec::new() });
            message.reactions.len() - 1
        });
        if message.reactions[place].by.contains(&by) {
            return Ok(());
        }
        message.reactions[place].by.push(by);
        self.emit_reaction("MESSAGE_REACTION_ADD", at, by, emoji);
        Ok(())
    }

    /// Takes somebody's emoji away.
    pub(crate) fn unreact(
        &mut self,
        at: (ChannelId, MessageId),
        by: UserId,
        emoji: &str,
    ) -> Result<(), Refusal> {
        let message = self.message_mut(at.0, at.1)?;
        let mut was_there = false;
        for reaction in message.reactions.iter_mut().filter(|reaction| reaction.emoji == emoji) {
            was_there |= reaction.by.contains(&by);
            reaction.by.retain(|&user| user != by);
        }
        message.reactions.retain(|reaction| !reaction.by.is_empty());
        if was_there {
            self.emit_reaction("MESSAGE_REACTION_REMOVE", at, by, emoji);
        }
        Ok(())
    }

    /// Adds a channel or thread.
    pub(crate) fn add_channel(&mut self, channel: Channel) {
        let id = channel.id;
        self.channels.insert(id, channel);
        self.tell_of(Change::Created, id);
    }

    /// Tells the gateway that a channel or thread is not what it was.
    pub(crate) fn channel_changed(&mut self, id: ChannelId) {
        self.tell_of(Change::Updated, id);
    }

    fn tell_of(&mut self, verb: Change, id: ChannelId) {
        let Some(channel) = self.channels.get(&id) else { return };
        let event = channel.json();
        let (guild, kind, parent) = (channel.guild, channel.kind, channel.parent);
        self.emit_channel(verb, Changed { guild, kind, parent, event });
    }

    /// Deletes a channel with its threads; children of a category stay, without one.
    pub(crate) fn drop_channel(&mut self, id: ChannelId) {
        let threads: Vec<ChannelId> = self
            .channels
            .values()
            .filter(|channel| channel.parent == Some(id) && channel.kind.is_thread())
            .map(|channel| channel.id)
            .collect();
        for thread in threads {
            self.channels.remove(&thread);
        }
        let Some(channel) = self.channels.remove(&id) else { return };
        let orphans = self.channels.values_mut().filter(|child| child.parent == Some(id));
        let orphans: Vec<ChannelId> = orphans
            .map(|child| {
                child.parent = None;
                child.id
            })
            .collect();
        let event = channel.json();
        let changed = Changed { guild: channel.guild, kind: channel.kind, parent: channel.parent, event };
        self.emit_channel(Change::Deleted, changed);
        for orphan in orphans {
            self.channel_changed(orphan);
        }
    }

    /// The direct conversation of the bot with somebody, made when there is none.
    pub(crate) fn direct_channel(&mut self, user: UserId) -> ChannelId {
        let known = self
            .channels
            .values()
            .find(|channel| channel.kind == ChannelKind::Direct && channel.recipients == [user]);
        if let Some(known) = known {
            return known.id;
        }
        let id = ChannelId::new(self.mint());
        let mut channel = Channel::new(id, ChannelKind::Direct, "");
        channel.recipients.push(user);
        self.channels.insert(id, channel);
        id
    }

    /// Gives somebody a role, or takes it.
    pub(crate) fn set_role(&mut self, guild: GuildId, user: UserId, role: RoleId, is_given: bool) {
        let Some(member) = self.guilds.get_mut(&guild).and_then(|guild| guild.members.get_mut(&user)) else {
            return;
        };
        let is_changed = if is_given { member.roles.insert(role) } else { member.roles.remove(&role) };
        if !is_changed {
            return;
        }
        let member = member.clone();
        let mut data = self.member_json(&member);
        data["guild_id"] = json!(guild);
        self.emit_guild("GUILD_MEMBER_UPDATE", guild, data);
    }
}
