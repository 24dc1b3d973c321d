//! Roles of a server.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{ids::RoleId, ids::UserId, permissions::Permissions};

/// A named set of permissions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
    pub(crate) position: u64,
    pub(crate) is_mentionable: bool,
    /// The bot the role came with, which nobody else can be given.
    pub(crate) belongs_to: Option<UserId>,
}

impl Role {
    /// The role as every payload shows one.
    pub(crate) fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id,
            "name": self.name,
            "description": null,
            "permissions": self.permissions,
            "position": self.position,
            "color": 0,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "hoist": false,
            "managed": self.belongs_to.is_some(),
            "mentionable": self.is_mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.belongs_to {
            role["tags"] = json!({ "bot_id": bot });
        }
        role
    }
}
