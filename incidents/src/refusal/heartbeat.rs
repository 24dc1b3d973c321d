//! What is wrong with a heartbeat, and what to do instead.

use thiserror::Error;

use super::Refusal;
use crate::error::Error;
use crate::model::heartbeat::NoRhythm;
use crate::worded::Worded;

/// A heartbeat that is not as it should be, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum HeartbeatRefusal {
    /// Not a time to listen in.
    #[error(transparent)]
    Rhythm(#[from] NoRhythm),
    /// There is one of that name.
    #[error("There is a heartbeat {0} already. Take another name, or `/heartbeat remove` that one first.")]
    NameTaken(String),
    /// There is none of that name.
    #[error(
        "There is no heartbeat \"{0}\" here. Pick one from the list under `heartbeat`, or see `/heartbeat list`."
    )]
    NoSuch(String),
    /// More than anybody can watch.
    #[error("There are {0} heartbeats already, and no more fit. Remove one with `/heartbeat remove`.")]
    TooMany(usize),
}

impl From<HeartbeatRefusal> for Error {
    fn from(why: HeartbeatRefusal) -> Self {
        Refusal::Heartbeat(why).into()
    }
}

impl From<NoRhythm> for Error {
    fn from(why: NoRhythm) -> Self {
        HeartbeatRefusal::from(why).into()
    }
}
