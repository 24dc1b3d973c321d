//! What Discord said, as far as it concerns us.

use incidents::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};
use serde_json::Value;

use super::fields::{id, ids, items};
use super::guild::{Channel, GuildHere, Role};
use super::interaction::{Interaction, Member};
use super::message::{Message, Reaction};
use crate::discord::ApplicationId;

/// One thing that Discord said.
#[derive(Debug, Clone)]
pub enum Heard {
    /// A new session: what happened since the last one was not heard and must be asked for.
    Ready(Ready),
    /// The session goes on; nothing was missed.
    Resumed,
    /// Somebody wants something.
    Interaction(Box<Interaction>),
    /// A server is there.
    GuildHere(Box<GuildHere>),
    /// A server is gone.
    GuildGone(GuildId, Gone),
    /// A role was made or changed.
    RoleChanged(GuildId, Role),
    /// A role was deleted.
    RoleDeleted(GuildId, RoleId),
    /// A channel or thread was made or changed.
    ChannelChanged(GuildId, Channel),
    /// A channel or thread was deleted.
    ChannelDeleted(GuildId, ChannelId),
    /// Somebody wrote in a channel, of a server or of direct messages. What programs write is not told.
    Written(Option<GuildId>, ChannelId),
    /// A message was changed; what was not touched may be missing.
    MessageEdited(Box<Message>),
    /// Messages were deleted.
    MessagesDeleted(ChannelId, Vec<MessageId>),
    /// A reaction was put on.
    ReactionAdded(Reaction),
    /// A reaction was taken off.
    ReactionRemoved(Reaction),
    /// Somebody came to a server.
    MemberCame(GuildId, Member),
    /// Somebody left a server.
    MemberLeft(GuildId, UserId),
    /// An event that concerns us and that could not be understood. An interaction among them still wants an answer.
    Unparsed {
        /// Discord's name for the event.
        kind: String,
        /// Its data.
        value: Value,
    },
}

/// What a new session begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Our application.
    pub application: ApplicationId,
    /// Our user.
    pub me: UserId,
    /// The servers we are in; each is then told of by `GuildHere`.
    pub guilds: Vec<GuildId>,
}

/// Why a server is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// Discord has an outage there; it will come back.
    Unavailable,
    /// We were removed, or the server was deleted.
    Removed,
}

impl Heard {
    /// Reads an event; none if it does not concern us.
    #[must_use]
    pub fn read(kind: &str, mut data: Value) -> Option<Self> {
        if kind == "RESUMED" {
            return Some(Self::Resumed);
        }
        let heard = match kind {
            "READY" => ready(&data).map(Self::Ready),
            "INTERACTION_CREATE" => Interaction::read(&mut data).map(|it| Self::Interaction(Box::new(it))),
            "GUILD_CREATE" if data["unavailable"] == true => return None,
            "GUILD_CREATE" => GuildHere::read(&data).map(|it| Self::GuildHere(Box::new(it))),
            "GUILD_DELETE" => id(&data, "id").map(|guild| Self::GuildGone(guild, gone(&data))),
            "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" => role_changed(&data),
            "GUILD_ROLE_DELETE" => id(&data, "guild_id")
                .zip(id(&data, "role_id"))
                .map(|(guild, role)| Self::RoleDeleted(guild, role)),
            "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "THREAD_CREATE" | "THREAD_UPDATE" => channel_changed(&data),
            "CHANNEL_DELETE" | "THREAD_DELETE" => {
                id(&data, "guild_id").zip(id(&data, "id")).map(|(guild, it)| Self::ChannelDeleted(guild, it))
            }
            "GUILD_MEMBER_ADD" => id(&data, "guild_id")
                .zip(Member::read(&data))
                .map(|(guild, member)| Self::MemberCame(guild, member)),
            "GUILD_MEMBER_REMOVE" => id(&data, "guild_id")
                .zip(id(&data["user"], "id"))
                .map(|(guild, user)| Self::MemberLeft(guild, user)),
            _ => return Self::read_message(kind, data),
        };
        Some(heard.unwrap_or_else(|| Self::Unparsed { kind: kind.to_owned(), value: data }))
    }

    fn read_message(kind: &str, mut data: Value) -> Option<Self> {
        let heard = match kind {
            "MESSAGE_CREATE" if data["author"]["bot"] == true => return None,
            "MESSAGE_CREATE" => {
                id(&data, "channel_id").map(|channel| Self::Written(id(&data, "guild_id"), channel))
            }
            "MESSAGE_UPDATE" => Message::read(&mut data).map(|it| Self::MessageEdited(Box::new(it))),
            "MESSAGE_DELETE" => id(&data, "channel_id")
                .zip(id(&data, "id"))
                .map(|(channel, message)| Self::MessagesDeleted(channel, vec![message])),
            "MESSAGE_DELETE_BULK" => {
                id(&data, "channel_id").map(|channel| Self::MessagesDeleted(channel, ids(&data, "ids")))
            }
            "MESSAGE_REACTION_ADD" => Reaction::read(&data).map(Self::ReactionAdded),
            "MESSAGE_REACTION_REMOVE" => Reaction::read(&data).map(Self::ReactionRemoved),
            _ => return None,
        };
        Some(heard.unwrap_or_else(|| Self::Unparsed { kind: kind.to_owned(), value: data }))
    }
}

fn ready(data: &Value) -> Option<Ready> {
    Some(Ready {
        application: ApplicationId(id(&data["application"], "id")?),
        me: id(&data["user"], "id")?,
        guilds: items(&data["guilds"]).filter_map(|guild| id(guild, "id")).collect(),
    })
}

fn gone(data: &Value) -> Gone {
    if data["unavailable"] == true { Gone::Unavailable } else { Gone::Removed }
}

fn role_changed(data: &Value) -> Option<Heard> {
    // Serenity writes the server's id into the role.
    let guild = id(data, "guild_id").or_else(|| id(&data["role"], "guild_id"))?;
    Some(Heard::RoleChanged(guild, Role::read(&data["role"])?))
}

fn channel_changed(data: &Value) -> Option<Heard> {
    Some(Heard::ChannelChanged(id(data, "guild_id")?, Channel::read(data)?))
}
