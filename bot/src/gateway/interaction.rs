//! Somebody ran a command, pressed a button, chose from a menu, types into an option or sent a form.

use incidents::ids::{ChannelId, GuildId, InteractionId, RoleId, UserId};
use secrecy::SecretString;
use serde_json::Value;

use super::fields::{bits, id, ids, text};
use crate::discord::ApplicationId;

/// What somebody did, with all that is needed to answer.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// Unique for ever; a second delivery carries the same.
    pub id: InteractionId,
    /// The application it was meant for: ours.
    pub application: ApplicationId,
    /// What sort it is.
    pub kind: Kind,
    /// What lets us answer, for fifteen minutes.
    pub token: SecretString,
    /// The server; none in a direct message.
    pub guild: Option<GuildId>,
    /// The channel or thread.
    pub channel: Option<ChannelId>,
    /// Who did it.
    pub member: Member,
    /// What the bot may do in that channel. Without bits 51 and 52 when it came through serenity's types.
    pub app_permissions: u64,
    /// The person's language.
    pub locale: Option<String>,
    /// The server's language.
    pub guild_locale: Option<String>,
    /// The command with its options, the button's `custom_id`, the form's fields; as Discord writes it.
    pub data: Value,
    /// The message whose button or menu it was.
    pub message: Option<Value>,
}

/// The sorts of interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A slash command or an entry of a context menu.
    Command,
    /// A button or a menu.
    Component,
    /// Somebody is still typing an option.
    Autocomplete,
    /// A form.
    Form,
}

/// A person in a server, or in direct messages, where there is neither nick nor role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub user: UserId,
    /// The account's name.
    pub username: String,
    /// The name shown: the server's nick, else the account's display name, else its name.
    pub display_name: String,
    /// The roles in the server.
    pub roles: Vec<RoleId>,
    /// What the person may do in the channel. Without bits 51 and 52 when it came through serenity's types.
    pub permissions: u64,
    /// Whether it is a program.
    pub is_bot: bool,
}

impl Interaction {
    /// Reads the data of INTERACTION_CREATE, and takes what is kept as it is; none, and nothing taken, if what is needed to
    /// answer is missing.
    #[must_use]
    pub fn read(data: &mut Value) -> Option<Self> {
        let person = if data["member"].is_object() { &data["member"] } else { &*data };
        Some(Self {
            id: id(data, "id")?,
            application: ApplicationId(id(data, "application_id")?),
            kind: kind(data["type"].as_u64()?)?,
            token: text(data, "token")?.into(),
            guild: id(data, "guild_id"),
            channel: id(data, "channel_id"),
            member: Member::read(person)?,
            app_permissions: bits(data, "app_permissions"),
            locale: text(data, "locale"),
            guild_locale: text(data, "guild_locale"),
            data: data["data"].take(),
            message: data.get_mut("message").filter(|message| message.is_object()).map(Value::take),
        })
    }
}

fn kind(number: u64) -> Option<Kind> {
    match number {
        2 => Some(Kind::Command),
        3 => Some(Kind::Component),
        4 => Some(Kind::Autocomplete),
        5 => Some(Kind::Form),
        _ => None,
    }
}

impl Member {
    /// Reads a member, or anything that has a `user`.
    #[must_use]
    pub fn read(member: &Value) -> Option<Self> {
        let user = &member["user"];
        let username = text(user, "username")?;
        Some(Self {
            user: id(user, "id")?,
            display_name: text(member, "nick")
                .or_else(|| text(user, "global_name"))
                .unwrap_or_else(|| username.clone()),
            username,
            roles: ids(member, "roles"),
            permissions: bits(member, "permissions"),
            is_bot: user["bot"] == true,
        })
    }
}
