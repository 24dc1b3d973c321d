//! Finding things, and refusing in Discord's words where they are missing or out of reach.

use super::{Channel, Guild, Interaction, Message, State};
use crate::{
    errors::Refusal,
    ids::{ChannelId, GuildId, InteractionId, MessageId, UserId},
    permissions::Permissions,
};

impl State {
    /// A server the bot is in.
    pub(crate) fn guild(&self, id: GuildId) -> Result<&Guild, Refusal> {
        let guild = self.guilds.get(&id).ok_or_else(Refusal::unknown_guild)?;
        if guild.members.contains_key(&self.bot) { Ok(guild) } else { Err(Refusal::missing_access()) }
    }

    /// The same server, to change it.
    pub(crate) fn guild_mut(&mut self, id: GuildId) -> Result<&mut Guild, Refusal> {
        self.guild(id)?;
        self.guilds.get_mut(&id).ok_or_else(Refusal::unknown_guild)
    }

    /// A server in which the bot holds the permissions `wanted`.
    pub(crate) fn guild_for(&self, id: GuildId, wanted: Permissions) -> Result<&Guild, Refusal> {
        let guild = self.guild(id)?;
        let is_allowed = guild.permissions_of(self.bot).contains(wanted);
        if is_allowed { Ok(guild) } else { Err(Refusal::missing_permissions()) }
    }

    /// A channel the bot sees and in which it holds the permissions `wanted`.
    pub(crate) fn channel_for(&self, id: ChannelId, wanted: Permissions) -> Result<&Channel, Refusal> {
        let channel = self.channels.get(&id).ok_or_else(Refusal::unknown_channel)?;
        let granted = self.permissions_in(id, self.bot);
        if !granted.contains(Permissions::VIEW_CHANNEL) {
            Err(Refusal::missing_access())
        } else if !granted.contains(wanted) {
            Err(Refusal::missing_permissions())
        } else {
            Ok(channel)
        }
    }

    /// A channel the bot may write in.
    pub(crate) fn writable(&self, id: ChannelId) -> Result<&Channel, Refusal> {
        let channel = self.channels.get(&id).ok_or_else(Refusal::unknown_channel)?;
        let wanted = if channel.thread.is_some() {
            Permissions::SEND_MESSAGES_IN_THREADS
        } else {
            Permissions::SEND_MESSAGES
        };
        let channel = self.channel_for(id, wanted)?;
        if !channel.kind.holds_messages() {
            return Err(Refusal::not_a_text_channel());
        }
        let is_closed =
            channel.guild.is_none() && !channel.recipients.iter().all(|&user| self.can_be_told(user));
        if is_closed { Err(Refusal::cannot_message_user()) } else { Ok(channel) }
    }

    /// Whether the bot may write to somebody directly: they share a server, and the person lets bots write.
    pub(crate) fn can_be_told(&self, user: UserId) -> bool {
        let is_open = self.users.get(&user).is_some_and(|user| !user.blocks_direct_messages && !user.is_bot);
        is_open
            && self
                .guilds
                .values()
                .any(|guild| guild.members.contains_key(&user) && guild.members.contains_key(&self.bot))
    }

    /// A message everybody in the channel can see.
    pub(crate) fn message(&self, channel: ChannelId, id: MessageId) -> Result<&Message, Refusal> {
        let channel = self.channels.get(&channel).ok_or_else(Refusal::unknown_channel)?;
        let message = channel.messages.get(&id).filter(|message| message.ephemeral_to.is_none());
        message.ok_or_else(Refusal::unknown_message)
    }

    /// Any message at all, to change it.
    pub(crate) fn message_mut(&mut self, channel: ChannelId, id: MessageId) -> Result<&mut Message, Refusal> {
        let channel = self.channels.get_mut(&channel).ok_or_else(Refusal::unknown_channel)?;
        channel.messages.get_mut(&id).ok_or_else(Refusal::unknown_message)
    }

    /// Any message, by its own number alone.
    pub(crate) fn find_message(&self, id: MessageId) -> Option<&Message> {
        self.channels.values().find_map(|channel| channel.messages.get(&id))
    }

    /// An interaction by number and token.
    pub(crate) fn interaction(&self, id: InteractionId, token: &str) -> Result<&Interaction, Refusal> {
        let found = self.interactions.get(&id).filter(|interaction| interaction.token == token);
        found.ok_or_else(Refusal::unknown_interaction)
    }

    /// An interaction by its token.
    pub(crate) fn interaction_by_token(&self, token: &str) -> Result<&Interaction, Refusal> {
        let found = self.interactions.values().rev().find(|interaction| interaction.token == token);
        found.ok_or_else(Refusal::unknown_webhook)
    }

    /// The channels of a server that count towards its five hundred.
    pub(crate) fn channels_of(&self, guild: GuildId) -> impl Iterator<Item = &Channel> {
        self.channels.values().filter(move |channel| channel.guild == Some(guild) && channel.thread.is_none())
    }

    /// The open threads of a server.
    pub(crate) fn open_threads_of(&self, guild: GuildId) -> impl Iterator<Item = &Channel> {
        self.channels.values().filter(move |channel| {
            channel.guild == Some(guild) && channel.thread.as_ref().is_some_and(|thread| !thread.is_archived)
        })
    }
}
