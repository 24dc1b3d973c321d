//! What concerns the room an incident is worked on in: who may enter, what is said of it elsewhere, what is pinned there.

use crate::noted;
use serde::{Deserialize, Serialize};

use super::Saying;
use crate::ids::{IncidentId, UserId};
use crate::model::access::Guest;
use crate::model::entry::Source;

/// A wish that concerns an incident's channel and what happens in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "room", rename_all = "snake_case")]
pub enum RoomNotice {
    /// Somebody shall see the channel of a private incident.
    LetIn {
        /// Whose.
        incident: IncidentId,
        /// Who.
        guest: Guest,
    },
    /// Something shall be said outside the channel, because nobody could read it there.
    Aside {
        /// About which.
        incident: IncidentId,
        /// What.
        what: Saying,
    },
    /// What we said in the channel that quotes an entry shall be gone, for the entry was redacted.
    Unquote {
        /// Of which.
        incident: IncidentId,
        /// The entry's number.
        seq: i64,
    },
    /// The timeline shall follow whether a 📌 is on a message.
    FollowPin {
        /// Of which.
        incident: IncidentId,
        /// The message.
        source: Source,
        /// Who touched the 📌.
        by: UserId,
        /// Their name, where Discord told it.
        name: Option<String>,
    },
}

impl RoomNotice {
    /// The incident it is about.
    #[must_use]
    pub fn incident(&self) -> IncidentId {
        match self {
            Self::LetIn { incident, .. }
            | Self::Aside { incident, .. }
            | Self::Unquote { incident, .. }
            | Self::FollowPin { incident, .. } => *incident,
        }
    }

    /// Two waiting wishes with the same key are one wish.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::LetIn { incident, guest } => {
                Some(format!("let-in:{incident}:{}:{}", guest.kind.as_str(), guest.target))
            }
            Self::Aside { .. } => None,
            Self::Unquote { incident, seq } => Some(format!("unquote:{incident}:{seq}")),
            Self::FollowPin { source, .. } => Some(format!("pin-of:{}", source.message)),
        }
    }

    /// What people call it when it could not be delivered.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::LetIn { .. } => noted!("The invitation into this private channel"),
            Self::Unquote { .. } => noted!("The removal of messages that quote a redacted entry"),
            Self::Aside { .. } => noted!("A message about the incident channel"),
            Self::FollowPin { .. } => noted!("What a 📌 put on the timeline"),
        }
    }
}
