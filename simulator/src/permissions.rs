//! Permission bits, and Discord's algorithm over roles and a channel's overwrites.

use std::ops::{BitAnd, BitOr, Not};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    ids::{GuildId, UserId},
    state::{Channel, Guild, OverwriteOf},
};

/// A set of permission bits; written as a decimal string, as Discord does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Permissions(u64);

macro_rules! bits {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)+) => {
        impl Permissions {$(
            $(#[$doc])*
            pub const $name: Self = Self(1 << $bit);
        )+}
    };
}

bits! {
    /// Everything, whatever the channels say.
    ADMINISTRATOR = 3;
    /// Make, change and delete channels.
    MANAGE_CHANNELS = 4;
    /// Change the server, and by convention its bots' settings.
    MANAGE_GUILD = 5;
    /// React with an emoji nobody used yet.
    ADD_REACTIONS = 6;
    /// See the channel at all.
    VIEW_CHANNEL = 10;
    /// Write.
    SEND_MESSAGES = 11;
    /// Delete the messages of others.
    MANAGE_MESSAGES = 13;
    /// Send embeds.
    EMBED_LINKS = 14;
    /// Send files.
    ATTACH_FILES = 15;
    /// Read what was written before.
    READ_MESSAGE_HISTORY = 16;
    /// Ping everyone, here, and roles that are not mentionable.
    MENTION_EVERYONE = 17;
    /// Give roles and change overwrites.
    MANAGE_ROLES = 28;
    /// Use application commands.
    USE_APPLICATION_COMMANDS = 31;
    /// Change and delete scheduled events of others.
    MANAGE_EVENTS = 33;
    /// Lock, archive and delete threads.
    MANAGE_THREADS = 34;
    /// Start public threads.
    CREATE_PUBLIC_THREADS = 35;
    /// Start private threads.
    CREATE_PRIVATE_THREADS = 36;
    /// Write in threads.
    SEND_MESSAGES_IN_THREADS = 38;
    /// Make scheduled events.
    CREATE_EVENTS = 44;
    /// Pin messages; managing messages no longer suffices.
    PIN_MESSAGES = 51;
}

impl Permissions {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Every bit there is.
    pub const ALL: Self = Self((1 << 53) - 1);

    /// What a new server lets everybody do.
    #[must_use]
    pub fn everyone() -> Self {
        Self::VIEW_CHANNEL
            | Self::SEND_MESSAGES
            | Self::ADD_REACTIONS
            | Self::EMBED_LINKS
            | Self::ATTACH_FILES
            | Self::READ_MESSAGE_HISTORY
            | Self::USE_APPLICATION_COMMANDS
            | Self::CREATE_PUBLIC_THREADS
            | Self::SEND_MESSAGES_IN_THREADS
    }

    /// What an incident bot asks for when it is invited.
    #[must_use]
    pub fn of_a_bot() -> Self {
        Self::everyone()
            | Self::MANAGE_CHANNELS
            | Self::MANAGE_ROLES
            | Self::MANAGE_MESSAGES
            | Self::MANAGE_THREADS
            | Self::CREATE_PRIVATE_THREADS
            | Self::MENTION_EVERYONE
            | Self::PIN_MESSAGES
            | Self::CREATE_EVENTS
    }

    /// The bits as they are.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Whether all of `wanted` are here.
    #[must_use]
    pub const fn contains(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Whether any of `some` is here.
    #[must_use]
    pub const fn intersects(self, some: Self) -> bool {
        self.0 & some.0 != 0
    }
}

impl BitOr for Permissions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Permissions {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Permissions {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Permissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(de::Error::custom)
    }
}

/// What `user` may do in a channel of `guild`; a thread is judged by its parent, which the caller passes.
pub(crate) fn in_channel(guild: &Guild, channel: &Channel, user: UserId) -> Permissions {
    let base = guild.permissions_of(user);
    let Some(member) = guild.members.get(&user) else { return Permissions::NONE };
    if base.contains(Permissions::ADMINISTRATOR) {
        return Permissions::ALL;
    }
    let mut now = apply(base, channel, |of| of == OverwriteOf::Role(everyone(guild.id)));
    now = apply(
        now,
        channel,
        |of| matches!(of, OverwriteOf::Role(role) if role != everyone(guild.id) && member.roles.contains(&role)),
    );
    now = apply(now, channel, |of| of == OverwriteOf::Member(user));
    implied(now)
}

const fn everyone(guild: GuildId) -> crate::ids::RoleId {
    guild.everyone()
}

/// One step of the algorithm: all denials of the group first, then all of its grants.
fn apply(base: Permissions, channel: &Channel, is_meant: impl Fn(OverwriteOf) -> bool) -> Permissions {
    let (mut allow, mut deny) = (Permissions::NONE, Permissions::NONE);
    for overwrite in channel.overwrites.iter().filter(|overwrite| is_meant(overwrite.of)) {
        allow = allow | overwrite.allow;
        deny = deny | overwrite.deny;
    }
    (base & !deny) | allow
}

/// Who cannot see a channel can do nothing in it; who cannot write cannot ping, embed or attach.
fn implied(granted: Permissions) -> Permissions {
    if !granted.contains(Permissions::VIEW_CHANNEL) {
        return Permissions::NONE;
    }
    if granted.contains(Permissions::SEND_MESSAGES) {
        return granted;
    }
    granted & !(Permissions::MENTION_EVERYONE | Permissions::EMBED_LINKS | Permissions::ATTACH_FILES)
}
