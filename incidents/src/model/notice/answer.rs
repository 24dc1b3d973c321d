//! Answers to commands that change once there is more to say.

use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, IncidentId};
use crate::model::tongue::Tongue;

/// An answer that somebody looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerTo {
    /// What Discord knows it by, for a quarter of an hour.
    pub token: String,
    /// The channel it stands in.
    pub channel: ChannelId,
    /// The language of whoever asked.
    #[serde(default)]
    pub tongue: Tongue,
}

/// A check-up that looks further than the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckUp {
    /// Where it is told.
    pub answer: AnswerTo,
    /// The incidents that whoever asked may not see.
    pub hidden: Vec<IncidentId>,
}
