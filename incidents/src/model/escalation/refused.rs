//! Why a page will not do what was asked of it.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{Ending, Place};

use crate::worded::Worded;

/// A request that came too late, twice, or out of bounds. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum PageRefused {
    /// The page is over.
    #[error("This page is already over. Send a new one with /page send.")]
    Ended {
        /// How it ended.
        how: Ending,
        /// When.
        at: DateTime<Utc>,
    },
    /// Only a page that is over can begin anew.
    #[error("This page is still open. Use /page escalate to call the next level.")]
    StillOpen,
    /// Somebody else escalated a moment before.
    #[error("This page has already moved on, to level {}.", .to.level + 1)]
    MovedOn {
        /// Where it stands now.
        to: Place,
    },
    /// Nobody of that name is there any more.
    #[error("That person is no longer here. Name somebody else.")]
    NobodyThere,
    /// The snooze is too short or too long.
    #[error("A page can be snoozed for 1 minute to 4 days. Try `for:30m`.")]
    SnoozeLength,
}
