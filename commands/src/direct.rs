//! Buttons in direct messages, where Discord names no server: the server follows from what the button is about.

use incidents::ids::{GuildId, UserId};
use incidents::{Result, View};

use crate::{oncall, page};

/// The server in which a button that was pressed in a direct message counts: only what was sent to this very person.
pub fn home(view: &mut View<'_>, id: &str, user: UserId) -> Result<Option<GuildId>> {
    match page::home(view, id, user)? {
        Some(guild) => Ok(Some(guild)),
        None => oncall::cover::home(view, id, user),
    }
}
