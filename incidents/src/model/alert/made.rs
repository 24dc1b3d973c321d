//! What was made of an alert.

use serde::{Deserialize, Serialize};

use crate::ids::Number;

/// What was made of an alert, for whoever asks why nobody was called, or who was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "made", rename_all = "snake_case")]
pub enum Made {
    /// It opened an incident.
    Opened {
        /// Which.
        incident: Number,
        /// Why nobody was paged, where somebody should have been.
        unpaged: Option<String>,
    },
    /// It was gathered with others of a storm.
    Gathered {
        /// In which incident.
        incident: Number,
    },
    /// It was added to an incident.
    Added {
        /// To which.
        incident: Number,
        /// Whether it was counted, to be told with others within the minute.
        counted: bool,
    },
    /// It had become graver: added, and somebody was called again.
    Raised {
        /// In which.
        incident: Number,
    },
    /// Somebody was paged, without an incident.
    Paged,
    /// The same page goes on.
    PageGoesOn,
    /// It waits for the end of the source's quiet hours.
    Held,
    /// It was over, and that was noted.
    Recovered {
        /// In which incident; none where there was only a page.
        incident: Option<Number>,
    },
    /// It was the end of something unknown, or of what was over.
    NothingToEnd,
    /// The rules of its source say that nothing is done about this severity.
    Ignored,
    /// The same body had just arrived: its sender tried again.
    Repeated,
    /// The body could not be read.
    Unreadable {
        /// Why.
        why: String,
    },
    /// More came than a source may send.
    TooMany,
}

impl Made {
    /// The word it is counted by, and that the sender gets.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Gathered { .. } => "gathered",
            Self::Added { .. } => "added",
            Self::Raised { .. } => "raised",
            Self::Paged => "paged",
            Self::PageGoesOn => "page_goes_on",
            Self::Held => "held",
            Self::Recovered { .. } => "recovered",
            Self::NothingToEnd => "nothing_to_end",
            Self::Ignored => "ignored",
            Self::Repeated => "repeated",
            Self::Unreadable { .. } => "unreadable",
            Self::TooMany => "too_many",
        }
    }

    /// The incident it concerns.
    #[must_use]
    pub const fn incident(&self) -> Option<Number> {
        match self {
            Self::Opened { incident, .. }
            | Self::Gathered { incident }
            | Self::Added { incident, .. }
            | Self::Raised { incident } => Some(*incident),
            Self::Recovered { incident } => *incident,
            _ => None,
        }
    }
}
