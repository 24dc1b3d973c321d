//! What the timers hold about actions.

use serde::{Deserialize, Serialize};

use super::reminder::Recipient;
use crate::ids::{ActionId, IncidentId};

/// Something to be done about actions when its time comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "alarm", rename_all = "snake_case")]
pub enum Alarm {
    /// An action is to be reminded of, or comes round again.
    Turn {
        /// Which.
        action: ActionId,
    },
    /// What somebody is to be reminded of today is complete: it can be told.
    Tell {
        /// Whom.
        to: Recipient,
    },
    /// The lead is to be asked again what the actions of an incident lack.
    AskAgain {
        /// Of which incident.
        incident: IncidentId,
        /// Which time this is; the first was on resolve.
        round: u32,
    },
    /// The server's digest is due.
    Digest,
    /// The issues that stand for actions are to be looked at.
    Mirrors,
}

impl Alarm {
    /// Two alarms with the same key are one.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Turn { action } => format!("action-turn:{action}"),
            Self::Tell { to } => format!("action-tell:{to}"),
            Self::AskAgain { incident, .. } => format!("action-gaps:{incident}"),
            Self::Digest => "action-digest".into(),
            Self::Mirrors => "action-mirrors".into(),
        }
    }
}
