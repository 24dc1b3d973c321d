//! What people, roles and channels are called where Discord is not there to say it.

use std::collections::HashMap;

use incidents::ids::{GuildId, RoleId, UserId};
use incidents::postmortem::escaped;
use incidents::{Result, View, store};

use super::marked::Mention;

/// Names that were looked up, as HTML, each once for a page.
#[derive(Debug, Default)]
pub struct Names(HashMap<(u8, i64), String>);

impl Names {
    /// What is shown for a mention.
    pub fn of(&mut self, view: &mut View<'_>, guild: GuildId, mention: Mention) -> Result<String> {
        let key = match mention {
            Mention::User(id) => (0, id),
            Mention::Role(id) => (1, id),
            Mention::Channel(id) => (2, id),
        };
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let shown = match mention {
            Mention::User(id) => format!("@{}", escaped(&user(view, guild, UserId(id))?)),
            Mention::Role(id) => {
                let name =
                    store::roles::name(view, guild, RoleId(id))?.unwrap_or_else(|| "a role".to_owned());
                format!("@{}", escaped(name.trim_start_matches('@')))
            }
            Mention::Channel(id) => {
                format!("<a href=\"https://discord.com/channels/{guild}/{id}\">channel on Discord</a>")
            }
        };
        self.0.insert(key, shown.clone());
        Ok(shown)
    }
}

/// The name of a person: that of their contact, else the one they last wrote under.
fn user(view: &mut View<'_>, guild: GuildId, user: UserId) -> Result<String> {
    if let Some(contact) = store::contacts::of_user(view, guild, user)? {
        return Ok(contact.name.to_string());
    }
    let name = store::entries::name_of(view, guild, user)?;
    Ok(name.unwrap_or_else(|| format!("user {user}")))
}
