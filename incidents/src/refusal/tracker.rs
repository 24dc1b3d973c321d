//! What cannot be mirrored in an issue tracker, and what to do instead.

use thiserror::Error;

use super::Refusal;
use crate::error::Error;
use crate::ids::ActionNumber;
use crate::worded::Worded;

/// An action that is not mirrored, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum TrackerRefusal {
    /// The server has no tracker.
    #[error(
        "This server has no issue tracker yet. An admin sets one with `/settings set setting:tracker \
         value:github:owner/repository`."
    )]
    NoTracker,
    /// An issue would be read by others.
    #[error(
        "{0} belongs to a private incident, and an issue would tell others of it. It stays in `/action list`."
    )]
    Private(ActionNumber),
    /// An issue is closed once.
    #[error(
        "{0} comes round again, and an issue is closed once. Add what is to be done this time with `/action add`, and \
         mirror that."
    )]
    Repeats(ActionNumber),
    /// It has one.
    #[error("{0} has the issue {1} already. Use `/action unlink` first to give it another.")]
    LinkedAlready(ActionNumber, String),
    /// It has none.
    #[error("{0} has no issue. Give it one with `/action link`.")]
    NotLinked(ActionNumber),
    /// No issue of the server's project.
    #[error(
        "\"{0}\" is no issue of {1}. Give its number or its address, or leave `issue` out for a new one."
    )]
    NoSuchIssue(String, String),
}

impl From<TrackerRefusal> for Error {
    fn from(why: TrackerRefusal) -> Self {
        Refusal::Tracker(why).into()
    }
}
