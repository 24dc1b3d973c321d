//! What happened to an incident, as facts: the log's sentences are made from these.

use serde::{Deserialize, Serialize};

use super::entry::{EntryKind, Tier};
use super::incident::Section;
use super::milestones::Milestone;

/// Something that happened through Sitrep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The incident was opened.
    Opened {
        /// How bad it was thought to be.
        severity: String,
    },
    /// The work moved on.
    StatusSet {
        /// Where it stood.
        from: String,
        /// Where it stands.
        to: String,
        /// What was said about it.
        note: Option<String>,
    },
    /// An entry was typed, or taken from a message.
    EntryAdded {
        /// Its number within the incident.
        seq: i64,
    },
    /// A section was written.
    SectionWritten {
        /// Which.
        section: Section,
        /// What stood there.
        before: Option<String>,
    },
    /// A milestone was set by hand.
    MilestoneSet {
        /// Which.
        milestone: Milestone,
        /// When it was.
        at: chrono::DateTime<chrono::Utc>,
    },
    /// It was over.
    Resolved,
    /// Its channel was made, or found again.
    ChannelOpened,
    /// Something could not be delivered.
    NotDelivered {
        /// What it was.
        what: String,
        /// Why not, and what would mend it.
        why: String,
    },
    /// The server's settings were changed.
    SettingChanged {
        /// Which.
        setting: String,
        /// What stood there.
        before: String,
        /// What stands there.
        after: String,
    },
}

impl Event {
    /// Which kind of timeline entry it is.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Resolved => EntryKind::Recovery,
            _ => EntryKind::Note,
        }
    }

    /// Sitrep's own entries stand in the log until somebody promotes them.
    #[must_use]
    pub fn tier(&self) -> Tier {
        Tier::Log
    }

    /// Whether it stands on the timeline at all, or in the audit log alone.
    #[must_use]
    pub fn is_told(&self) -> bool {
        !matches!(self, Self::EntryAdded { .. } | Self::SettingChanged { .. })
    }

    /// The sentence on the timeline, without who and when.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Opened { severity } => format!("Incident declared as {severity}."),
            Self::StatusSet { from, to, note: None } => format!("Status changed from {from} to {to}."),
            Self::StatusSet { from, to, note: Some(note) } => {
                format!("Status changed from {from} to {to}: {note}")
            }
            Self::EntryAdded { seq } => format!("Entry {seq} added."),
            Self::SectionWritten { section, .. } => format!("The {} was written.", section.as_str()),
            Self::MilestoneSet { milestone, .. } => format!("The time of \"{}\" was set.", milestone.words()),
            Self::Resolved => "Incident resolved.".into(),
            Self::ChannelOpened => "Incident channel opened.".into(),
            Self::NotDelivered { what, why } => format!("{what} could not be delivered: {why}"),
            Self::SettingChanged { setting, before, after } => {
                format!("Setting {setting} changed from {before} to {after}.")
            }
        }
    }
}
