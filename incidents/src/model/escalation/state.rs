//! Where a page stands, and what kind of page it is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Ending;
use crate::model::who::Who;

/// Where a page stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The first level has not fired.
    Pending {
        /// When it will.
        due: DateTime<Utc>,
    },
    /// A level was called and has not answered.
    Notifying(Notifying),
    /// Somebody has it.
    Acked(Acked),
    /// Somebody has put it off.
    Snoozed(Snoozed),
    /// Every level and repeat is through, and nobody answered.
    Exhausted(Exhausted),
    /// It is over.
    Ended {
        /// When it ended.
        at: DateTime<Utc>,
        /// How.
        how: Ending,
    },
}

/// A level that was called and has not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notifying {
    /// Which level, in which round.
    pub place: Place,
    /// Who was called.
    pub called: Vec<Who>,
    /// Those of them who cannot be reached or cannot take it.
    pub lost: Vec<Who>,
    /// When the next step is due; none for a page that does not escalate.
    pub due: Option<DateTime<Utc>>,
}

/// Somebody has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acked {
    /// Who.
    pub by: Who,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Where the page stood then.
    pub place: Place,
    /// Who else said so.
    pub also: Vec<Who>,
    /// The last sign of life.
    pub quiet_since: DateTime<Utc>,
    /// When `by` was asked, since then, whether they still have it.
    pub asked: Option<DateTime<Utc>>,
}

/// Somebody has put it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snoozed {
    /// Who.
    pub by: Who,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Where the page stood then.
    pub place: Place,
    /// Who else has said that they have it.
    pub also: Vec<Who>,
}

/// Every level and repeat is through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhausted {
    /// Since when.
    pub at: DateTime<Utc>,
    /// The last place that was called.
    pub place: Place,
    /// How often that was said.
    pub posts: u32,
    /// When it is said again, for the gravest.
    pub post_due: Option<DateTime<Utc>>,
}

/// A level of a policy, in a round through it; both count from nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The level.
    pub level: usize,
    /// The round.
    pub round: u32,
}

impl Place {
    /// Where every run begins.
    pub const START: Self = Self { level: 0, round: 0 };
}

/// Whether a page escalates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// The first level is told, and that is all.
    Low,
    /// Level after level, until somebody answers.
    High,
}

/// How loud a page stays when nobody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// It is said once.
    Ordinary,
    /// It is said every 15 minutes: the gravest severity.
    Critical,
}

/// What a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Help is needed.
    Real,
    /// An exercise: the real policy, marked everywhere.
    Drill {
        /// How many times faster than the policy says.
        speed: u32,
    },
    /// Somebody tries out their ways of being told.
    Test,
}

impl Kind {
    /// Whether it says anything about how well the team responds.
    #[must_use]
    pub const fn counts_in_metrics(self) -> bool {
        matches!(self, Self::Real)
    }
}

/// Maintenance: nothing new is escalated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when, if that was said.
    pub until: Option<DateTime<Utc>>,
}
