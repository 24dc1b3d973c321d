//! Servers and who is in them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{event::ScheduledEvent, role::Role};
use crate::{
    ids::{EventId, GuildId, RoleId, UserId},
    permissions::Permissions,
    time::iso,
};

/// A server.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Guild {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) roles: BTreeMap<RoleId, Role>,
    pub(crate) members: BTreeMap<UserId, Member>,
    pub(crate) events: BTreeMap<EventId, ScheduledEvent>,
    /// When commands were made here, oldest first: Discord allows 200 in a day.
    pub(crate) command_creates: Vec<DateTime<Utc>>,
    /// The language its owner has chosen for it.
    pub(crate) locale: String,
}

/// Somebody's place in a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) user: UserId,
    pub(crate) roles: BTreeSet<RoleId>,
    pub(crate) joined_at: DateTime<Utc>,
}

impl Guild {
    /// The permissions somebody has before any channel is looked at; none for a stranger.
    pub(crate) fn permissions_of(&self, user: UserId) -> Permissions {
        let Some(member) = self.members.get(&user) else { return Permissions::NONE };
        if self.owner == user {
            return Permissions::ALL;
        }
        let everyone = self.id.everyone();
        let sum = std::iter::once(&everyone)
            .chain(&member.roles)
            .filter_map(|role| self.roles.get(role))
            .fold(Permissions::NONE, |sum, role| sum | role.permissions);
        if sum.contains(Permissions::ADMINISTRATOR) { Permissions::ALL } else { sum }
    }

    /// The position of somebody's highest role.
    pub(crate) fn rank_of(&self, user: UserId) -> u64 {
        if self.owner == user {
            return u64::MAX;
        }
        let roles = self.members.get(&user).map(|member| &member.roles);
        roles
            .into_iter()
            .flatten()
            .filter_map(|role| self.roles.get(role))
            .map(|role| role.position)
            .max()
            .unwrap_or(0)
    }

    /// What `GET /guilds/{id}` shows.
    pub(crate) fn json(&self) -> Value {
        let mut shown = settings();
        shown["id"] = json!(self.id);
        shown["name"] = json!(self.name);
        shown["owner_id"] = json!(self.owner);
        shown["preferred_locale"] = json!(self.locale);
        shown["roles"] = self.roles.values().map(Role::json).collect();
        shown
    }
}

/// What the simulator lets nobody set, and every client wants to read.
fn settings() -> Value {
    let mut settings = json!({
        "region": "us-east", "afk_timeout": 300, "features": [], "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "system_channel_flags": 0, "premium_tier": 0, "premium_subscription_count": 0,
        "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0,
        "widget_enabled": false, "max_members": 500_000, "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50, "owner_configured_content_level": 5,
        "emojis": [], "stickers": [],
    });
    for unset in [
        "icon",
        "home_header",
        "splash",
        "discovery_splash",
        "banner",
        "description",
        "afk_channel_id",
        "application_id",
        "system_channel_id",
        "rules_channel_id",
        "safety_alerts_channel_id",
        "public_updates_channel_id",
        "vanity_url_code",
        "premium_progress_bar_enabled_user_updated_at",
        "widget_channel_id",
        "max_presences",
        "hub_type",
        "incidents_data",
        "moderator_reporting",
    ] {
        settings[unset] = Value::Null;
    }
    settings
}

impl Member {
    /// The member as every payload shows one; message events leave the user out.
    pub(crate) fn json(&self, user: Option<Value>) -> Value {
        let mut member = json!({
            "roles": self.roles,
            "nick": null,
            "avatar": null,
            "banner": null,
            "joined_at": iso(self.joined_at),
            "premium_since": null,
            "communication_disabled_until": null,
            "pending": false,
            "deaf": false,
            "mute": false,
            "flags": 0,
            "collectibles": null,
        });
        if let Some(user) = user {
            member["user"] = user;
        }
        member
    }
}
