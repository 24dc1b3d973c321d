//! What happened to an incident, as facts: the log's sentences are made from these.

use serde::{Deserialize, Serialize};

use super::entry::{EntryKind, Tier};
use super::incident::Section;
use super::milestones::Milestone;
use super::named::{Deed, Noun};
use crate::ids::Number;

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
    /// An entry was corrected; what stood there is kept here.
    EntryEdited {
        /// Its number within the incident.
        seq: i64,
        /// What stood there.
        before: EntryVersion,
    },
    /// An entry was taken out of the timeline.
    EntryRemoved {
        /// Its number within the incident.
        seq: i64,
        /// Why, if that was said.
        reason: Option<String>,
    },
    /// The words of an entry were taken out of everything that is kept.
    EntryRedacted {
        /// Its number within the incident.
        seq: i64,
        /// Why.
        reason: String,
        /// The rows of the audit log that lost their words.
        rows: Vec<i64>,
    },
    /// What stands in the place of something whose words were taken out.
    Redacted,
    /// An entry that was taken out was put back.
    EntryRestored {
        /// Its number within the incident.
        seq: i64,
    },
    /// An entry was promoted to the narrative, or demoted to the log.
    TierSet {
        /// Its number within the incident.
        seq: i64,
        /// Where it stands now.
        tier: Tier,
    },
    /// The message an entry was taken from was deleted.
    SourceDeleted {
        /// The entry's number within the incident.
        seq: i64,
    },
    /// A file was copied.
    FileKept {
        /// Its name.
        name: String,
        /// The SHA-256 of its bytes.
        sha256: String,
    },
    /// A file could not be copied.
    FileLost {
        /// Its name.
        name: String,
        /// Why not.
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
    /// Something was done with its postmortem, or with how postmortems are worded.
    Postmortem(super::publication::Deed),
    /// Something was made on Discord, or taken away again, by a set-up.
    SetUp(super::set_up::Deed),
    /// Something happened to an action.
    Action(super::action::deed::Deed),
    /// It was found to be worse, or milder.
    SeveritySet {
        /// How bad it was thought to be.
        from: String,
        /// How bad it is thought to be now.
        to: String,
        /// Why.
        reason: Option<String>,
    },
    /// Those who wait were told something.
    UpdatePosted {
        /// What.
        text: String,
    },
    /// Somebody took a role, or was given it.
    RoleGiven {
        /// Which.
        role: String,
        /// Who had it.
        from: Option<String>,
        /// Who has it now.
        to: String,
    },
    /// It was given another title.
    TitleSet {
        /// What it was called.
        from: String,
        /// What it is called now.
        to: String,
    },
    /// A milestone set by hand was taken back.
    MilestoneCleared {
        /// Which.
        milestone: Milestone,
    },
    /// Its times are read, or its documents printed, in another zone.
    ZoneSet {
        /// Which of the two.
        field: String,
        /// What stood there.
        from: Option<String>,
        /// What stands there.
        to: Option<String>,
    },
    /// It was not over after all.
    Reopened {
        /// Why.
        reason: String,
    },
    /// It was a false alarm.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// It was the same as another, and lives on there.
    MergedInto {
        /// In which.
        into: Number,
    },
    /// Another was the same as this one.
    Absorbed {
        /// Which.
        from: Number,
        /// How many entries came with it.
        entries: u64,
    },
    /// Its channel became read-only.
    Archived,
    /// Its channel was deleted by hand.
    ChannelLost,
    /// Its live card was deleted by hand.
    CardLost,
    /// A page moved on.
    Paged {
        /// The page's number within the incident.
        page: i64,
        /// Whom it was sent to.
        to: String,
        /// The names of those it may speak of.
        names: Vec<(super::who::Who, String)>,
        /// What happened.
        what: Box<super::escalation::Event>,
        /// Whether it is a drill, which is marked wherever it is told.
        #[serde(default)]
        drill: bool,
    },
    /// Maintenance began or ended.
    MaintenanceChanged {
        /// Of which policy; of the whole server where none is named.
        policy: Option<crate::ids::PolicyId>,
        /// Which of both.
        deed: Deed,
    },
    /// It came in as a document of something past.
    Imported {
        /// The name of its file.
        name: String,
    },
    /// Something that says who is called was changed.
    RosterChanged {
        /// What it is.
        noun: Noun,
        /// What it is called.
        name: String,
        /// What was done to it.
        deed: Deed,
    },
}

/// An entry as it stood before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryVersion {
    /// What happened.
    pub text: String,
    /// When it happened.
    pub at: chrono::DateTime<chrono::Utc>,
    /// What kind of thing.
    pub kind: EntryKind,
}

impl Event {
    /// Which kind of timeline entry it is.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Resolved => EntryKind::Recovery,
            Self::UpdatePosted { .. } => EntryKind::Communication,
            Self::Paged { what, drill: false, .. } if what.escalates() => EntryKind::Escalation,
            _ => EntryKind::Note,
        }
    }

    /// Sitrep's own entries stand in the log until somebody promotes them; what people outside were told is told.
    #[must_use]
    pub fn tier(&self) -> Tier {
        match self {
            Self::UpdatePosted { .. } => Tier::Narrative,
            _ => Tier::Log,
        }
    }

    /// Whether it holds words that somebody may look for later.
    #[must_use]
    pub fn has_words(&self) -> bool {
        matches!(
            self,
            Self::StatusSet { note: Some(_), .. }
                | Self::SeveritySet { reason: Some(_), .. }
                | Self::UpdatePosted { .. }
                | Self::Reopened { .. }
                | Self::Cancelled { .. }
        )
    }

    /// Whether it stands on the timeline at all, or in the audit log alone.
    #[must_use]
    pub fn is_told(&self) -> bool {
        if let Self::Postmortem(deed) = self {
            return deed.is_told();
        }
        !matches!(
            self,
            Self::EntryAdded { .. }
                | Self::EntryEdited { .. }
                | Self::EntryRemoved { .. }
                | Self::EntryRedacted { .. }
                | Self::Redacted
                | Self::EntryRestored { .. }
                | Self::TierSet { .. }
                | Self::SourceDeleted { .. }
                | Self::CardLost
                | Self::FileKept { .. }
                | Self::Imported { .. }
                | Self::SettingChanged { .. }
                | Self::SetUp(_)
        )
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
            Self::EntryEdited { seq, .. } => format!("Entry {seq} edited."),
            Self::EntryRemoved { seq, .. } => format!("Entry {seq} removed."),
            Self::EntryRedacted { seq, reason, .. } => format!("Entry {seq} redacted: {reason}"),
            Self::Redacted => "Redacted.".into(),
            Self::EntryRestored { seq } => format!("Entry {seq} put back."),
            Self::TierSet { seq, tier } => format!("Entry {seq} moved to the {}.", tier.as_str()),
            Self::SourceDeleted { seq } => format!("The message of entry {seq} was deleted."),
            Self::FileKept { name, .. } => format!("File \"{name}\" copied."),
            Self::FileLost { name, why } => format!("File \"{name}\" could not be copied: {why}."),
            Self::SettingChanged { setting, before, after } => {
                format!("Setting {setting} changed from {before} to {after}.")
            }
            Self::Postmortem(deed) => deed.sentence(),
            Self::SetUp(deed) => deed.sentence(),
            Self::Action(deed) => deed.sentence(),
            Self::SeveritySet { from, to, reason: None } => {
                format!("Severity changed from {from} to {to}.")
            }
            Self::SeveritySet { from, to, reason: Some(reason) } => {
                format!("Severity changed from {from} to {to}: {reason}")
            }
            Self::UpdatePosted { text } => format!("Update posted: {text}"),
            Self::RoleGiven { role, from: None, to } => format!("{to} is {role}."),
            Self::RoleGiven { role, from: Some(from), to } => format!("{to} is {role}, in place of {from}."),
            Self::TitleSet { from, to } => format!("Title changed from \"{from}\" to \"{to}\"."),
            Self::MilestoneCleared { milestone } => {
                format!("The time of \"{}\" is taken from the timeline again.", milestone.words())
            }
            Self::ZoneSet { field, to: Some(to), .. } => format!("The {field} was set to {to}."),
            Self::ZoneSet { field, to: None, .. } => format!("The {field} is the server's again."),
            Self::Reopened { reason } => format!("Incident reopened: {reason}"),
            Self::Cancelled { reason } => format!("Incident cancelled as a false alarm: {reason}"),
            Self::MergedInto { into } => format!("Incident merged into {into}."),
            Self::Absorbed { from, entries } => {
                format!("{from} was the same incident; {entries} entries of its timeline came with it.")
            }
            Self::ChannelLost => "Incident channel deleted.".into(),
            Self::CardLost => "The live card was deleted.".into(),
            Self::Archived => "Incident channel archived: it can be read, not written in.".into(),
            Self::Paged { page, to, names, what, drill } => {
                let mark = if *drill { "DRILL: " } else { "" };
                format!("{mark}Page {page} ({to}): {}.", what.sentence(names))
            }
            Self::MaintenanceChanged { deed, .. } => format!("Maintenance was {}.", deed.as_str()),
            Self::Imported { name } => format!("Taken in from the document \"{name}\"."),
            Self::RosterChanged { noun, name, deed } => format!("The {noun} {name} was {}.", deed.as_str()),
        }
    }
}
