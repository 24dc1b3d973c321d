//! What a monitoring system had to say, for those in an incident's channel.

use serde::{Deserialize, Serialize};

/// What a monitoring system had to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertNews {
    /// The source's name.
    pub source: String,
    /// What became of the alert.
    pub turn: AlertTurn,
    /// What it is.
    pub title: String,
    /// What is known about it.
    pub text: String,
    /// Where to look.
    pub url: Option<String>,
    /// The number of the entry that tells it on the timeline, by which what was said is found again.
    #[serde(default)]
    pub entry: Option<i64>,
}

/// What became of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertTurn {
    /// It fires.
    Fires,
    /// It came again.
    Again {
        /// How often it has come by now.
        times: i64,
    },
    /// It is graver than it was.
    Graver {
        /// How bad it is now.
        severity: String,
    },
    /// It is over.
    Over {
        /// Whether nothing in the incident fires any more.
        last: bool,
    },
    /// Several came that were only counted.
    Counted,
}
