//! What is wrong with a step of a set-up, and what to do instead.

use thiserror::Error;

use super::Refusal;
use crate::error::Error;
use crate::worded::Worded;

/// A step of a set-up that was not taken, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum SetUpRefusal {
    /// Something is being made or taken away just now.
    #[error("What was chosen is being carried out just now. `/setup` shows how far it is.")]
    UnderWay,
    /// Somebody chose otherwise since this was seen.
    #[error("{0} has chosen otherwise since you saw this, so nothing was made. Run `/setup` and look again.")]
    ChangedMeanwhile(String),
    /// What was chosen is not there, or not of the right kind.
    #[error(
        "That cannot be used for {0}: it was deleted, or is of another kind. Run `/setup` and choose again."
    )]
    NotThere(&'static str),
    /// There is nothing to take away.
    #[error("Nothing that the set-up made is left. `/setup` shows what this server uses.")]
    NothingMade,
    /// Nobody on Discord asked.
    #[error("A rehearsal pages whoever asks for it. Run `/setup` on Discord.")]
    NobodyToPage,
}

impl From<SetUpRefusal> for Error {
    fn from(why: SetUpRefusal) -> Self {
        Refusal::SetUp(why).into()
    }
}
