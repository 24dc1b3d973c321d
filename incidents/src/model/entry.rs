//! What a timeline entry can be, and which of the two tiers it stands in.

use chrono::{DateTime, Utc};

use crate::ids::{ChannelId, EntryId, IncidentId, MessageId, UserId};

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A machine noticed.
    Alert,
    /// A person noticed.
    Report,
    /// Somebody looked into it.
    Investigation,
    /// What was thought to be the cause.
    Assumption,
    /// What turned out not to be the cause.
    RuledOut,
    /// What turned out to be the cause.
    Finding,
    /// More people were called.
    Escalation,
    /// Something was done about it.
    Mitigation,
    /// Users had the service back.
    Recovery,
    /// Somebody outside was told.
    Communication,
    /// Anything else.
    Note,
}

impl EntryKind {
    /// Every kind, in the order people are offered them.
    pub const ALL: [Self; 11] = [
        Self::Alert,
        Self::Report,
        Self::Investigation,
        Self::Assumption,
        Self::RuledOut,
        Self::Finding,
        Self::Escalation,
        Self::Mitigation,
        Self::Recovery,
        Self::Communication,
        Self::Note,
    ];

    /// The word people type and the database stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Report => "report",
            Self::Investigation => "investigation",
            Self::Assumption => "assumption",
            Self::RuledOut => "ruled-out",
            Self::Finding => "finding",
            Self::Escalation => "escalation",
            Self::Mitigation => "mitigation",
            Self::Recovery => "recovery",
            Self::Communication => "communication",
            Self::Note => "note",
        }
    }
}

impl std::fmt::Display for EntryKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for EntryKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no kind of entry"))
    }
}

/// Everything is in the log; what reads well afterwards is the narrative, and only that is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Told in the postmortem.
    Narrative,
    /// Kept, not told.
    Log,
}

impl Tier {
    /// The word the database stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Narrative => "narrative",
            Self::Log => "log",
        }
    }
}

impl std::str::FromStr for Tier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "narrative" => Ok(Self::Narrative),
            "log" => Ok(Self::Log),
            other => Err(format!("{other:?} is no tier")),
        }
    }
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// Its row.
    pub id: EntryId,
    /// The incident it belongs to.
    pub incident: IncidentId,
    /// Its number within the incident, in the order of typing.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When it was typed.
    pub typed_at: DateTime<Utc>,
    /// What kind of thing happened.
    pub kind: EntryKind,
    /// Told, or only kept.
    pub tier: Tier,
    /// What happened.
    pub text: String,
    /// Whose words these are.
    pub author: Option<UserId>,
    /// The name of whose words these are.
    pub author_name: String,
    /// The message it was taken from.
    pub source: Option<Source>,
    /// Whether a 📌 on its message put it here.
    pub pinned: bool,
    /// Whether somebody corrected its words, so that they follow the message no more.
    pub worded_by_hand: bool,
    /// When its message was deleted.
    pub source_gone_at: Option<DateTime<Utc>>,
    /// When it was last edited.
    pub edited_at: Option<DateTime<Utc>>,
    /// Its tombstone, once removed.
    pub removed: Option<Tombstone>,
    /// Whether Sitrep wrote it.
    pub by_sitrep: bool,
}

/// The message an entry was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Its channel.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

/// That an entry was removed; its row stays.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tombstone {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Why, if that was said.
    pub reason: Option<String>,
}
