//! Who does an action: a person, everybody with a role, or somebody outside Discord.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{RoleId, UserId};

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
            Self::User { name, .. } | Self::Role { name, .. } | Self::Named { name } => name,
        }
    }

    /// The person, when it is one on Discord.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The same for the same owner, whatever they are called at the moment.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::User { id, .. } => format!("user:{id}"),
            Self::Role { id, .. } => format!("role:{id}"),
            Self::Named { name } => format!("named:{}", name.to_lowercase()),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
