//! What the outbox holds about actions.

use crate::noted;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::reminder::{Item, Recipient};
use crate::ids::{ActionId, IncidentId};

/// A wish that somebody be told about actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tell", rename_all = "snake_case")]
pub enum Wish {
    /// Somebody shall be reminded: everything of one day in one message.
    Reminder {
        /// Whom.
        to: Recipient,
        /// The day, by their clock.
        day: NaiveDate,
        /// Of what.
        items: Vec<Item>,
    },
    /// The lead shall be asked what the actions of a resolved incident lack.
    Gaps {
        /// Of which incident.
        incident: IncidentId,
        /// Which time this is, from 1.
        round: u32,
    },
    /// The server shall read how its actions stand.
    Digest {
        /// The day, by the server's clock.
        day: NaiveDate,
        /// Whether the week that ended is summed up too.
        weekly: bool,
    },
    /// The issue of an action shall be there and show how the action stands.
    Mirror {
        /// Which action.
        action: ActionId,
    },
}

impl Wish {
    /// The incident it is about, if it is about one.
    #[must_use]
    pub fn incident(&self) -> Option<IncidentId> {
        match self {
            Self::Reminder { to: Recipient::Channel(incident), .. } | Self::Gaps { incident, .. } => {
                Some(*incident)
            }
            Self::Reminder { .. } | Self::Digest { .. } | Self::Mirror { .. } => None,
        }
    }

    /// Two waiting wishes with the same key are one wish.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Reminder { to, day, .. } => format!("reminder:{to}:{day}"),
            Self::Gaps { incident, .. } => format!("action-gaps:{incident}"),
            Self::Digest { .. } => "action-digest".into(),
            Self::Mirror { action } => format!("action-mirror:{action}"),
        }
    }

    /// What people call it when it could not be delivered.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Reminder { .. } => noted!("A reminder of actions"),
            Self::Gaps { .. } => noted!("The question what the actions lack"),
            Self::Digest { .. } => noted!("The digest of actions"),
            Self::Mirror { .. } => noted!("The issue of an action"),
        }
    }
}
