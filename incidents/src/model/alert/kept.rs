//! An alert as it is kept: what was last heard of it, and what it belongs to.

use chrono::{DateTime, TimeDelta, Utc};

use super::State as Heard;
use crate::ids::{AlertId, GuildId, IncidentId, PageId, SourceId};

/// A body that arrives again within this long was sent again by somebody who missed our answer.
const RETRIED_WITHIN: TimeDelta = TimeDelta::minutes(1);
/// So often an alert is told each time it comes; after that once in a while, with how often it came.
const EACH_TOLD: i64 = 5;
const BETWEEN_TELLINGS: TimeDelta = TimeDelta::minutes(1);

/// An alert as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its row.
    pub id: AlertId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// Where it comes from.
    pub source: SourceId,
    /// By which it is known again, within its source.
    pub key: String,
    /// What it is.
    pub title: String,
    /// How bad it was last said to be, as the server spells it.
    pub severity: String,
    /// Whether it goes on.
    pub state: State,
    /// The incident it belongs to.
    pub incident: Option<IncidentId>,
    /// The page it sent, where it has no incident.
    pub page: Option<PageId>,
    /// Whether it was gathered with others of a storm.
    pub gathered: bool,
    /// How often it came.
    pub times: i64,
    /// How often it came since it was last told.
    pub untold: i64,
    /// When it last came.
    pub last_at: DateTime<Utc>,
    /// When it was last told.
    pub told_at: DateTime<Utc>,
    /// The digest of the body it last came in.
    pub body: String,
}

/// Whether it goes on, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It does.
    Firing,
    /// It waits for the end of quiet hours.
    Held,
    /// It is over.
    Resolved,
}

impl State {
    /// The word the database stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Firing => "firing",
            Self::Held => "held",
            Self::Resolved => "resolved",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Firing, Self::Held, Self::Resolved]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no state of an alert"))
    }
}

impl Kept {
    /// Whether this body is one that it has just come in.
    #[must_use]
    pub fn is_repeated(&self, body: &str, now: DateTime<Utc>) -> bool {
        self.body == body && now - self.last_at < RETRIED_WITHIN
    }

    /// Whether its coming again is told at once, or counted until the next telling.
    #[must_use]
    pub fn is_told_now(&self, heard: Heard, now: DateTime<Utc>) -> bool {
        let turned = (heard == Heard::Firing) != (self.state != State::Resolved);
        let rare = self.times < EACH_TOLD || now - self.told_at >= BETWEEN_TELLINGS;
        !self.gathered && rare && (self.untold == 0 || turned || now - self.told_at >= BETWEEN_TELLINGS)
    }
}
