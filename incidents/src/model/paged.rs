//! A page as it is kept: the call itself, what it is about, and who sent it to whom.

use chrono::{DateTime, Utc};

use super::escalation::Page;
use crate::ids::{GuildId, IncidentId, PageId, PolicyId, UserId};

/// A page with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged {
    /// Its row.
    pub id: PageId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// The incident it calls for; none when somebody tries out their ways.
    pub incident: Option<IncidentId>,
    /// Its number within the incident.
    pub number: i64,
    /// The name of the policy, schedule, contact, person or role it was sent to.
    pub sent_to: String,
    /// The policy it was sent to, if it was one.
    pub policy: Option<PolicyId>,
    /// What the sender added.
    pub message: Option<String>,
    /// Who sent it.
    pub sent_by: Option<UserId>,
    /// The name of who sent it.
    pub sent_by_name: String,
    /// The call.
    pub page: Page,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// What the incident is measured by.
    pub moments: Moments,
}

/// The instants of a page that an incident is measured by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moments {
    /// Somebody was told for the first time.
    pub sent: Option<DateTime<Utc>>,
    /// Somebody took it for the first time.
    pub acked: Option<DateTime<Utc>>,
    /// It went past its first level, or was escalated by hand.
    pub escalated: Option<DateTime<Utc>>,
}
