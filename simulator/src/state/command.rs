//! Registered commands.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{ApplicationId, CommandId, GuildId};

/// What is behind a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum CommandKind {
    /// Typed after a slash.
    Chat = 1,
    /// In the menu of a person.
    User = 2,
    /// In the menu of a message.
    Message = 3,
}

impl CommandKind {
    pub(crate) fn of(number: u64) -> Option<Self> {
        [Self::Chat, Self::User, Self::Message].into_iter().find(|kind| *kind as u64 == number)
    }

    /// How many of the kind an application may have in one scope.
    pub(crate) fn most(self) -> usize {
        if self == Self::Chat { 100 } else { 15 }
    }
}

/// A command the application registered, everywhere or in one server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Command {
    pub(crate) id: CommandId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) kind: CommandKind,
    pub(crate) name: String,
    /// The definition as sent, with the defaults filled in.
    pub(crate) definition: Value,
    pub(crate) version: u64,
}

impl Command {
    /// The command as payloads show it.
    pub(crate) fn json(&self, application: ApplicationId) -> Value {
        let mut shown = self.definition.clone();
        shown["id"] = json!(self.id);
        shown["application_id"] = json!(application);
        shown["version"] = json!(self.version.to_string());
        if let Some(guild) = self.guild {
            shown["guild_id"] = json!(guild);
        }
        shown
    }

    /// Its options, or subcommands; none for a menu.
    pub(crate) fn options(&self) -> &[Value] {
        self.definition["options"].as_array().map_or(&[], Vec::as_slice)
    }
}
