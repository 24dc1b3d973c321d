//! Who does an action: a person, everybody with a role, a contact, or somebody known by name only.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, RoleId, UserId};

/// Who does an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "owner", rename_all = "snake_case")]
pub enum Owner {
    /// Somebody on Discord.
    User {
        /// Their id.
        id: UserId,
        /// The name they went by when it was given to them.
        name: String,
    },
    /// Everybody with a role.
    Role {
        /// The role.
        id: RoleId,
        /// What it was called then.
        name: String,
    },
    /// One of the server's contacts; who that is on Discord, if anybody, is looked up each time.
    Contact {
        /// The contact.
        id: ContactId,
        /// What they were called then.
        name: String,
    },
    /// Somebody known by name only.
    Named {
        /// The name.
        name: String,
    },
}

/// How many characters a name may have.
pub const LONGEST_NAME: usize = 100;

impl Owner {
    /// The name people read.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::User { name, .. }
            | Self::Role { name, .. }
            | Self::Contact { name, .. }
            | Self::Named { name } => name,
        }
    }

    /// The person, when they were named as a user of Discord.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The key of a contact as an owner.
    #[must_use]
    pub fn key_of_contact(id: ContactId) -> String {
        format!("contact:{id}")
    }

    /// The same for the same owner, whatever they are called at the moment.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::User { id, .. } => format!("user:{id}"),
            Self::Role { id, .. } => format!("role:{id}"),
            Self::Contact { id, .. } => Self::key_of_contact(*id),
            Self::Named { name } => format!("named:{}", name.to_lowercase()),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
