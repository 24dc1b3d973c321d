//! What Discord last said of somebody whom policies or schedules name.

use chrono::{DateTime, Utc};

use crate::ids::UserId;

/// Somebody, as Discord last told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// What they are called in the server; empty where nobody ever said.
    pub name: String,
    /// Whether they were in the server.
    pub is_here: bool,
    /// When that was asked.
    pub looked_at: DateTime<Utc>,
}
