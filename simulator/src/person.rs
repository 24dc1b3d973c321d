//! People as actors: what somebody at a Discord client can do, and what they see.

pub(crate) mod forms;
pub(crate) mod interact;
pub(crate) mod menus;
pub(crate) mod options;
pub(crate) mod sight;
pub(crate) mod slash;
pub(crate) mod words;

use std::{collections::BTreeSet, sync::Arc};

use serde_json::json;

use crate::{
    ids::{GuildId, RoleId, UserId},
    shared::Shared,
};

/// Somebody in a server.
#[derive(Clone)]
pub struct Person {
    pub(crate) shared: Arc<Shared>,
    pub(crate) guild: GuildId,
    pub(crate) id: UserId,
}

/// A file somebody sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a Discord client would not even send it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientRefusal {
    /// No such command is registered.
    #[error("there is no command `{0}` here")]
    UnknownCommand(String),
    /// No such option, or a value without one.
    #[error("`{0}` is no option of this command")]
    UnknownOption(String),
    /// An option that must be given is not.
    #[error("`{0}` is required")]
    Missing(String),
    /// A value that does not fit its option or field.
    #[error("`{field}` cannot be `{value}`: {why}")]
    Unfit {
        /// The option or field.
        field: String,
        /// What was typed.
        value: String,
        /// Why it does not fit.
        why: String,
    },
    /// Nothing of this name is on the message or form.
    #[error("there is no `{0}` to use")]
    NothingThere(String),
    /// It is there and disabled, or leads elsewhere.
    #[error("`{0}` cannot be used")]
    Disabled(String),
    /// The person may not do that here.
    #[error("not allowed here")]
    NotAllowed,
}

impl Person {
    /// The person's number.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.id
    }

    /// The server the person acts in.
    #[must_use]
    pub fn guild(&self) -> crate::Guild {
        crate::Guild { shared: self.shared.clone(), id: self.guild }
    }

    /// How one mentions the person.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> String {
        self.shared.look(|state| state.users.get(&self.id).map(|user| user.name.clone()).unwrap_or_default())
    }

    /// Sits at a client in another language, as Discord names it: `de`, `pt-BR`.
    pub fn speaks(&self, locale: &str) {
        self.shared.with(|state| {
            if let Some(user) = state.users.get_mut(&self.id) {
                locale.clone_into(&mut user.locale);
            }
        });
    }

    /// Gives the person a role.
    pub fn give(&self, role: RoleId) {
        self.shared.with(|state| state.set_role(self.guild, self.id, role, true));
    }

    /// Takes a role from the person.
    pub fn take(&self, role: RoleId) {
        self.shared.with(|state| state.set_role(self.guild, self.id, role, false));
    }

    /// Leaves the server.
    pub fn leaves(&self) {
        self.shared.with(|state| {
            if let Some(guild) = state.guilds.get_mut(&self.guild) {
                guild.members.remove(&self.id);
            }
            let data = json!({ "guild_id": self.guild, "user": state.user_json(self.id) });
            state.emit_guild("GUILD_MEMBER_REMOVE", self.guild, data);
        });
    }

    /// Comes back to the server.
    pub fn joins(&self) {
        self.shared.with(|state| state.join(self.guild, self.id, BTreeSet::new()));
    }

    /// Takes no direct messages of bots from now on.
    pub fn blocks_direct_messages(&self) {
        self.set_blocking(true);
    }

    /// Takes direct messages again.
    pub fn allows_direct_messages(&self) {
        self.set_blocking(false);
    }

    fn set_blocking(&self, is_blocking: bool) {
        self.shared.with(|state| {
            if let Some(user) = state.users.get_mut(&self.id) {
                user.blocks_direct_messages = is_blocking;
            }
        });
    }
}
