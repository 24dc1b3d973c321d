//! How things look in payloads where that needs more than the thing itself.

use serde_json::{Value, json};

use super::{Channel, Guild, Interaction, InteractionKind, Member, Message, Reaction, Role, State, message};
use crate::{
    ids::{AttachmentId, GuildId, MessageId, UserId},
    time::iso,
};

impl State {
    /// A user; somebody deleted is still shown by number.
    pub(crate) fn user_json(&self, id: UserId) -> Value {
        self.users.get(&id).map_or(Value::Null, super::User::json)
    }

    /// A member with the user inside.
    pub(crate) fn member_json(&self, member: &Member) -> Value {
        member.json(Some(self.user_json(member.user)))
    }

    /// A channel of any kind.
    pub(crate) fn channel_json(&self, channel: &Channel) -> Value {
        if channel.guild.is_some() {
            return channel.json();
        }
        json!({
            "id": channel.id,
            "type": channel.kind as u8,
            "flags": 0,
            "last_message_id": channel.messages.keys().next_back(),
            "recipients": channel.recipients.iter().map(|&user| self.user_json(user)).collect::<Vec<_>>(),
        })
    }

    /// A message with the one it replies to.
    pub(crate) fn message_json(&self, message: &Message) -> Value {
        let mut shown = self.lone_message_json(message);
        if let Some(replied) = message.replies_to {
            let guild = self.channels.get(&message.channel).and_then(|channel| channel.guild);
            let mut reference = json!({ "type": 0, "channel_id": message.channel, "message_id": replied });
            if let Some(guild) = guild {
                reference["guild_id"] = json!(guild);
            }
            shown["message_reference"] = reference;
            if message.kind != 6 {
                let original = self.message(message.channel, replied).ok();
                shown["referenced_message"] =
                    original.map_or(Value::Null, |original| self.lone_message_json(original));
            }
        }
        shown
    }

    fn lone_message_json(&self, message: &Message) -> Value {
        let mut shown = json!({
            "id": message.id,
            "channel_id": message.channel,
            "type": message.kind,
            "author": self.user_json(message.author),
            "content": message.content,
            "timestamp": iso(message.sent_at),
            "edited_timestamp": message.edited_at.map(iso),
            "tts": false,
            "mention_everyone": message.pings.everyone,
            "mentions": message.pings.users.iter().map(|&user| self.user_json(user)).collect::<Vec<_>>(),
            "mention_roles": message.pings.roles,
            "attachments": self.attachments_json(&message.attachments),
            "embeds": message.embeds,
            "components": message.components,
            "pinned": message.pinned_at.is_some(),
            "flags": message.flags,
        });
        if !message.reactions.is_empty() {
            let reactions = message.reactions.iter().map(|reaction| self.reaction_json(reaction));
            shown["reactions"] = reactions.collect();
        }
        if let Some(nonce) = &message.nonce {
            shown["nonce"] = nonce.clone();
        }
        if let Some(thread) = message.thread.and_then(|thread| self.channels.get(&thread)) {
            shown["thread"] = thread.json();
        }
        if let Some(interaction) = message.answers.and_then(|id| self.interactions.get(&id)) {
            shown["webhook_id"] = json!(self.application);
            shown["application_id"] = json!(self.application);
            shown["interaction_metadata"] = self.interaction_metadata(interaction);
        }
        shown
    }

    fn interaction_metadata(&self, interaction: &Interaction) -> Value {
        let mut owners = json!({});
        if let Some(guild) = interaction.guild {
            owners["0"] = json!(guild);
        }
        let mut shown = json!({
            "id": interaction.id,
            "type": interaction.kind as u8,
            "user": self.user_json(interaction.user),
            "authorizing_integration_owners": owners,
        });
        match interaction.kind {
            InteractionKind::Component => shown["interacted_message_id"] = json!(interaction.source),
            InteractionKind::Form => {
                let opener = json!({
                    "id": interaction.id,
                    "type": 2,
                    "user": self.user_json(interaction.user),
                    "authorizing_integration_owners": shown["authorizing_integration_owners"],
                });
                shown["triggering_interaction_metadata"] = opener;
            }
            InteractionKind::Command | InteractionKind::Autocomplete => {}
        }
        shown
    }

    fn attachments_json(&self, ids: &[AttachmentId]) -> Vec<Value> {
        let now = self.now();
        let known = ids.iter().filter_map(|id| self.attachments.get(id));
        known.map(|attachment| attachment.json(&self.base, now)).collect()
    }

    fn reaction_json(&self, reaction: &Reaction) -> Value {
        json!({
            "emoji": { "id": null, "name": reaction.emoji },
            "count": reaction.by.len(),
            "count_details": { "burst": 0, "normal": reaction.by.len() },
            "burst_colors": [],
            "me_burst": false,
            "me": reaction.by.contains(&self.bot),
        })
    }

    /// A message as its gateway event shows it: with the server and the author's membership.
    pub(crate) fn message_event(&self, message: &Message) -> Value {
        let mut shown = self.message_json(message);
        let guild = self.channels.get(&message.channel).and_then(|channel| channel.guild);
        if let Some(guild) = guild.and_then(|guild| self.guilds.get(&guild)) {
            shown["guild_id"] = json!(guild.id);
            if let Some(member) = guild.members.get(&message.author) {
                shown["member"] = member.json(None);
            }
        }
        shown
    }

    /// What a bot is told of a server it is in, as GUILD_CREATE.
    pub(crate) fn guild_create(&self, guild: &Guild) -> Value {
        let mut shown = guild.json();
        let members: Vec<Value> = guild.members.values().map(|member| self.member_json(member)).collect();
        let joined = guild.members.get(&self.bot).map(|member| iso(member.joined_at));
        let visible = |channel: &&Channel| {
            self.permissions_in(channel.id, self.bot).contains(crate::permissions::Permissions::VIEW_CHANNEL)
        };
        let events = guild.events.values().map(|event| event.json(&self.user_json(event.creator)));
        for (key, value) in [
            ("joined_at", json!(joined)),
            ("large", json!(false)),
            ("unavailable", json!(false)),
            ("member_count", json!(members.len())),
            ("members", json!(members)),
            ("channels", self.channels_of(guild.id).map(Channel::json).collect()),
            ("threads", self.open_threads_of(guild.id).filter(visible).map(Channel::json).collect()),
            ("voice_states", json!([])),
            ("presences", json!([])),
            ("stage_instances", json!([])),
            ("soundboard_sounds", json!([])),
            ("guild_scheduled_events", events.collect()),
        ] {
            shown[key] = value;
        }
        shown
    }

    /// The roles of a server, as its own list shows them.
    pub(crate) fn roles_json(guild: &Guild) -> Value {
        guild.roles.values().map(Role::json).collect()
    }

    /// A loading message, shown while the bot thinks.
    pub(crate) fn thinking(&self, interaction: &Interaction, id: MessageId, is_ephemeral: bool) -> Message {
        let mut thinking = Message::new(id, interaction.channel, self.bot, self.now());
        thinking.kind = if interaction.kind == InteractionKind::Command { 20 } else { 0 };
        thinking.answers = Some(interaction.id);
        thinking.flags = message::LOADING | if is_ephemeral { message::EPHEMERAL } else { 0 };
        thinking.ephemeral_to = is_ephemeral.then_some(interaction.user);
        thinking
    }

    /// The server of a channel.
    pub(crate) fn guild_of(&self, channel: crate::ids::ChannelId) -> Option<GuildId> {
        self.channels.get(&channel).and_then(|channel| channel.guild)
    }
}
