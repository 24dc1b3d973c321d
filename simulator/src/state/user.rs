//! People and bots.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::UserId;

/// Somebody with an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) is_bot: bool,
    pub(crate) blocks_direct_messages: bool,
    /// The language of the client in front of them.
    pub(crate) locale: String,
}

impl User {
    /// The user as every payload shows one.
    pub(crate) fn json(&self) -> Value {
        let mut user = json!({
            "id": self.id,
            "username": self.name,
            "discriminator": if self.is_bot { "1234" } else { "0" },
            "global_name": if self.is_bot { Value::Null } else { json!(self.name) },
            "avatar": null,
            "public_flags": 0,
            "flags": 0,
            "banner": null,
            "accent_color": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
        });
        if self.is_bot {
            user["bot"] = json!(true);
        }
        user
    }
}
