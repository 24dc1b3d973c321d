//! Maintenance: a time in which paging waits, for the whole server or for one policy.

use chrono::{DateTime, Utc};

use crate::ids::PolicyId;

/// A time in which no new level is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maintenance {
    /// For which pages.
    pub scope: Scope,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The instant at which it ends by itself.
    pub until: DateTime<Utc>,
    /// Who began it.
    pub by: String,
}

/// Which pages wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of the server.
    Everything,
    /// Those that were sent to one policy.
    Policy(PolicyId),
}

impl Scope {
    /// Whether a page that was sent to this policy, or to none, waits.
    #[must_use]
    pub fn holds(self, policy: Option<PolicyId>) -> bool {
        match self {
            Self::Everything => true,
            Self::Policy(own) => policy == Some(own),
        }
    }

    /// The policy, if it is one.
    #[must_use]
    pub const fn policy(self) -> Option<PolicyId> {
        match self {
            Self::Everything => None,
            Self::Policy(policy) => Some(policy),
        }
    }
}

impl From<Option<PolicyId>> for Scope {
    fn from(policy: Option<PolicyId>) -> Self {
        policy.map_or(Self::Everything, Self::Policy)
    }
}
