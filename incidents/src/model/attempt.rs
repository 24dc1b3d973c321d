//! One try to tell one person of a page by one way, and how far it got.

use chrono::{DateTime, Utc};

use super::contact::Kind;
use super::notice::Stands;
use super::who::Who;
use crate::ids::{AttemptId, GuildId, PageId};

/// One try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its row.
    pub id: AttemptId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// The page.
    pub page: PageId,
    /// The firing of the page's levels that it belongs to.
    pub firing: u32,
    /// Who is told.
    pub who: Who,
    /// By which way.
    pub way: Path,
    /// How far it got.
    pub state: State,
    /// Why it failed, or has not arrived yet.
    pub problem: Option<String>,
    /// The try in whose message this one is told too.
    pub bundled_in: Option<AttemptId>,
    /// When it was wished for.
    pub created_at: DateTime<Utc>,
    /// When its state last changed.
    pub changed_at: DateTime<Utc>,
    /// The message that it became.
    pub stands: Option<Stands>,
}

/// The way of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Path {
    /// A ping in the incident's channel: for those who have no way of their own, which is roles.
    Channel,
    /// One of the person's own ways.
    Own(Kind),
}

/// How far a try got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It waits to be sent.
    Pending,
    /// It is on its way out.
    Sending,
    /// The provider has it and will send it.
    QueuedRemotely,
    /// It was accepted. That proves no human.
    Sent,
    /// It has arrived.
    Delivered,
    /// It was seen.
    Read,
    /// It failed, and is tried again.
    FailedTemp,
    /// It failed for good.
    FailedPerm,
    /// It was taken back before it left.
    Stale,
    /// It is told in the message of another, for there were too many.
    Bundled,
}

impl Path {
    /// The word the database stores and people read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Own(kind) => kind.as_str(),
        }
    }
}

impl std::str::FromStr for Path {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::Channel.as_str() {
            return Ok(Self::Channel);
        }
        let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == text);
        kind.map(Self::Own).ok_or_else(|| format!("{text:?} is no way"))
    }
}

impl State {
    const ALL: [Self; 10] = [
        Self::Pending,
        Self::Sending,
        Self::QueuedRemotely,
        Self::Sent,
        Self::Delivered,
        Self::Read,
        Self::FailedTemp,
        Self::FailedPerm,
        Self::Stale,
        Self::Bundled,
    ];

    /// The word the database stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::QueuedRemotely => "queued_remotely",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::FailedTemp => "failed_temp",
            Self::FailedPerm => "failed_perm",
            Self::Stale => "stale",
            Self::Bundled => "bundled",
        }
    }

    /// Whether nothing has come of it, as far as is known.
    #[must_use]
    pub const fn has_failed(self) -> bool {
        matches!(self, Self::FailedTemp | Self::FailedPerm)
    }

    /// Whether it has left.
    #[must_use]
    pub const fn has_left(self) -> bool {
        matches!(self, Self::QueuedRemotely | Self::Sent | Self::Delivered | Self::Read)
    }
}

impl std::str::FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| format!("{text:?} is no state of a try"))
    }
}
