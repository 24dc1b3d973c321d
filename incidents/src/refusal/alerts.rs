//! What can be mended about sources of alerts.

use thiserror::Error;

use super::Refusal;
use crate::error::Error;
use crate::model::alert::UnreadableRule;
use crate::worded::Worded;

/// A wish about alerts that was not granted, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum AlertRefusal {
    /// There is one of that name.
    #[error(
        "There is already an alert source named \"{0}\" here. Choose another name, or get it a new address with \
         `/alerts rotate`."
    )]
    NameTaken(String),
    /// There is none of that name.
    #[error(
        "There is no alert source \"{0}\" here. Pick one from the list under `source`, or see `/alerts list`."
    )]
    NoSuch(String),
    /// No change was named.
    #[error(
        "Nothing to change was given. Add at least one of the other options, for example `severities: critical=SEV1`."
    )]
    NothingToChange,
    /// There are too many.
    #[error(
        "This server has {0} alert sources, and more are not kept. Take one out with `/alerts remove` first."
    )]
    TooMany(usize),
    /// The token in an address lets nobody in, or no longer.
    #[error("There is no such address here. `/alerts rotate` gives a source a new one.")]
    NoAddress,
    /// A rule that cannot be read.
    #[error(transparent)]
    Rule(#[from] UnreadableRule),
}

impl From<AlertRefusal> for Error {
    fn from(why: AlertRefusal) -> Self {
        Refusal::Alerts(why).into()
    }
}

impl From<UnreadableRule> for Error {
    fn from(why: UnreadableRule) -> Self {
        AlertRefusal::from(why).into()
    }
}
