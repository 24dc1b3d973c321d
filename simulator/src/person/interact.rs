//! From something a person did to an interaction the bot is told of.

use serde_json::{Value, json};

use crate::{
    gateway::Event,
    ids::{ChannelId, InteractionId, MessageId, UserId},
    permissions::Permissions,
    state::{Interaction, InteractionKind, Phase, State},
};

/// What somebody did, ready to be told.
pub(crate) struct Deed {
    pub(crate) kind: InteractionKind,
    pub(crate) by: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) data: Value,
    /// The message whose component was used, now or to open the form that is sent.
    pub(crate) source: Option<MessageId>,
    pub(crate) command: Option<String>,
}

impl State {
    /// Makes an interaction of a deed, and tells the bot.
    pub(crate) fn interact(&mut self, deed: Deed) -> InteractionId {
        let id = InteractionId::new(self.mint());
        let token = format!("aW50ZXJhY3Rpb246{id}:{:016x}", id.get().rotate_left(29));
        let payload = self.payload(&deed, id, &token);
        let interaction = Interaction {
            id,
            token,
            kind: deed.kind,
            guild: self.guild_of(deed.channel),
            channel: deed.channel,
            user: deed.by,
            made_at: self.now(),
            phase: Phase::Fresh,
            original: None,
            source: deed.source,
            command: deed.command,
            followups: Vec::new(),
            payload,
            unanswered: None,
        };
        self.interactions.insert(id, interaction);
        self.forget_old_interactions();
        self.dispatch_interaction(id);
        id
    }

    /// Tells the bot of an interaction, for the first or a further time.
    pub(crate) fn dispatch_interaction(&mut self, id: InteractionId) {
        let Some(interaction) = self.interactions.get_mut(&id) else { return };
        interaction.unanswered = None;
        if let Some(endpoint) = &mut self.endpoint {
            return endpoint.send(id);
        }
        let (guild, data) = (interaction.guild, interaction.payload.clone());
        self.emit(&Event { name: "INTERACTION_CREATE", guild, channel: None, data });
    }

    /// Keeps the last two thousand: a demo may run for weeks.
    fn forget_old_interactions(&mut self) {
        while self.interactions.len() > 2000 {
            self.interactions.pop_first();
        }
    }

    fn payload(&self, deed: &Deed, id: InteractionId, token: &str) -> Value {
        let channel = self.channels.get(&deed.channel);
        let guild = channel.and_then(|channel| channel.guild).and_then(|guild| self.guilds.get(&guild));
        let mut shown_channel = channel.map_or(Value::Null, |channel| self.channel_json(channel));
        let mut payload = json!({
            "id": id,
            "application_id": self.application,
            "type": deed.kind as u8,
            "token": token,
            "version": 1,
            "channel_id": deed.channel,
            "locale": self.users.get(&deed.by).map_or("en-US", |user| &user.locale),
            "app_permissions": self.permissions_in(deed.channel, self.bot),
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
            "data": deed.data,
        });
        if let Some(guild) = guild {
            shown_channel["permissions"] = json!(self.permissions_in(deed.channel, deed.by));
            let member = guild.members.get(&deed.by);
            payload["guild_id"] = json!(guild.id);
            payload["guild_locale"] = json!(guild.locale);
            payload["guild"] = json!({ "id": guild.id, "locale": guild.locale, "features": [] });
            payload["member"] = member.map_or(Value::Null, |member| self.member_json(member));
            payload["member"]["permissions"] = json!(self.permissions_in(deed.channel, deed.by));
            payload["authorizing_integration_owners"] = json!({ "0": guild.id });
            payload["context"] = json!(0);
        } else {
            payload["user"] = self.user_json(deed.by);
            payload["authorizing_integration_owners"] = json!({ "0": "0" });
            payload["context"] = json!(1);
        }
        payload["channel"] = shown_channel;
        if let Some(message) = deed.source.and_then(|id| self.find_message(id)) {
            payload["message"] = self.message_json(message);
        }
        payload
    }

    /// Whether somebody may use commands in a channel.
    pub(crate) fn may_use_commands(&self, channel: ChannelId, user: UserId) -> bool {
        let needed = match self.guild_of(channel) {
            Some(_) => Permissions::VIEW_CHANNEL | Permissions::USE_APPLICATION_COMMANDS,
            None => Permissions::VIEW_CHANNEL,
        };
        self.permissions_in(channel, user).contains(needed)
    }
}
