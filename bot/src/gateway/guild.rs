//! A server with its roles and channels.

use incidents::ids::{ChannelId, GuildId, RoleId, UserId};
use incidents::model::access::{Overwrite, OverwriteKind};
use serde_json::Value;

use super::fields::{as_id, bits, id, items, text};

/// A server that is there: we joined it, it came back, or it was named after READY.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuildHere {
    /// The server.
    pub id: GuildId,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner: Option<UserId>,
    /// Its language.
    pub locale: Option<String>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Its channels and those threads that are active.
    pub channels: Vec<Channel>,
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// Higher ones stand above lower ones.
    pub position: i64,
    /// What it allows. Without bits 51 and 52 when it came through serenity's types; ask over REST where they matter.
    pub permissions: u64,
    /// Whether a program or a subscription gives it, so that nobody can.
    pub is_managed: bool,
}

/// A channel or thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// The channel.
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// Discord's number for its type: 0 text, 4 category, 11 thread, 15 forum …
    pub kind: u64,
    /// Its category, or a thread's channel.
    pub parent: Option<ChannelId>,
    /// Its topic.
    pub topic: Option<String>,
    /// What it allows or denies roles and people.
    pub overwrites: Vec<Overwrite>,
}

impl GuildHere {
    /// Reads the data of GUILD_CREATE.
    #[must_use]
    pub fn read(data: &Value) -> Option<Self> {
        let channels = items(&data["channels"]).chain(items(&data["threads"]));
        Some(Self {
            id: id(data, "id")?,
            name: text(data, "name")?,
            owner: id(data, "owner_id"),
            locale: text(data, "preferred_locale"),
            roles: items(&data["roles"]).filter_map(Role::read).collect(),
            channels: channels.filter_map(Channel::read).collect(),
        })
    }
}

impl Role {
    /// Reads a role.
    #[must_use]
    pub fn read(role: &Value) -> Option<Self> {
        Some(Self {
            id: id(role, "id")?,
            name: text(role, "name")?,
            position: role["position"].as_i64().unwrap_or(0),
            permissions: bits(role, "permissions"),
            is_managed: role["managed"] == true,
        })
    }
}

impl Channel {
    /// Reads a channel or thread.
    #[must_use]
    pub fn read(channel: &Value) -> Option<Self> {
        Some(Self {
            id: id(channel, "id")?,
            name: text(channel, "name").unwrap_or_default(),
            kind: channel["type"].as_u64()?,
            parent: id(channel, "parent_id"),
            topic: text(channel, "topic"),
            overwrites: items(&channel["permission_overwrites"]).filter_map(overwrite).collect(),
        })
    }
}

fn overwrite(one: &Value) -> Option<Overwrite> {
    let kind = match as_id::<i64>(&one["type"])? {
        0 => OverwriteKind::Role,
        1 => OverwriteKind::Member,
        _ => return None,
    };
    let bits = |name: &str| bits(one, name).cast_signed();
    Some(Overwrite { target: id(one, "id")?, kind, allow: bits("allow"), deny: bits("deny") })
}
