//! Somebody who is signed in at our pages.

use crate::ids::{GuildId, UserId};

/// Who sits at a browser, as Discord said when they signed in. It says nothing about what they may do: that is asked of
/// Discord each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Their id.
    pub user: UserId,
    /// The name they went by.
    pub name: String,
    /// The servers they were in: those that are offered to them.
    pub servers: Vec<GuildId>,
}
