//! What is said about a page in its incident's channel.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::escalation::Loss;
use crate::model::who::Who;

/// What is said about a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "saying", rename_all = "snake_case")]
pub enum PageSaying {
    /// Nobody answered.
    Exhausted {
        /// How often that has now been said.
        nth: u32,
    },
    /// The same, to those outside the incident's channel.
    ExhaustedOutside,
    /// No level of the policy has anybody.
    NobodyOnCall {
        /// Who was called instead.
        fallback: Option<Who>,
    },
    /// Is whoever has the page still at it?
    StillOnIt {
        /// Who.
        who: Who,
        /// When it is taken from them.
        by: DateTime<Utc>,
    },
    /// Somebody could not be reached.
    Unreachable {
        /// Who.
        who: Who,
        /// Why.
        why: Loss,
    },
    /// Somebody took it, from outside the channel.
    Taken {
        /// Who.
        who: Who,
    },
    /// Somebody escalated it, from outside the channel.
    Escalated {
        /// Their name.
        by: String,
        /// Why.
        reason: Option<String>,
    },
    /// Somebody cannot take it.
    Declined {
        /// Who.
        who: Who,
    },
}
