//! Who can be called: one name for the three ways a team writes down a person.

use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, RoleId, UserId};

/// Somebody, or some group with one voice, that can be called for help.
///
/// One human may be known by several of these. Whoever fills rotations and resolves targets uses the same one for the
/// same human each time: equality is how a person who is due twice is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Somebody with ways of their own: mail, phone, webhook.
    Contact(ContactId),
    /// A Discord user without a contact: told by direct message and in the channel.
    User(UserId),
    /// Everybody with a Discord role: told in the channel.
    Role(RoleId),
}
