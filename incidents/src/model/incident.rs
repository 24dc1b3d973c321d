//! An incident: what it is called, how bad it is, where it stands, and what has been written about it.

mod lifecycle;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, GuildId, IncidentId, Number, UserId};
use crate::model::milestones::{Milestone, Milestones};

/// One incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Its row.
    pub id: IncidentId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// The number people say.
    pub number: Number,
    /// What it is called.
    pub title: String,
    /// How bad it is: one of the server's severities.
    pub severity: String,
    /// Whether it is still going on, and if not, how it ended.
    pub state: State,
    /// Where the work stands while it is open: one of the server's statuses.
    pub status: String,
    /// Whether it exists only for those who can see its channel.
    pub private: bool,
    /// What has been written about it.
    pub sections: Sections,
    /// Who holds which role.
    pub roles: Roles,
    /// The milestones that were set by hand; the others follow from the timeline.
    pub milestones: Milestones,
    /// How typed times are read, when not as the server's.
    pub zone: Option<String>,
    /// The zone or label that documents print, when not that of `zone`.
    pub document_zone: Option<String>,
    /// Who opened it.
    pub opened_by: Option<UserId>,
    /// The name of who opened it.
    pub opened_by_name: String,
    /// When it was declared.
    pub opened_at: DateTime<Utc>,
    /// When it ended, by resolve, cancel or merge.
    pub ended_at: Option<DateTime<Utc>>,
    /// Its own channel, once that is there.
    pub channel: Option<ChannelId>,
    /// The incident it was merged into.
    pub merged_into: Option<IncidentId>,
    /// The last stakeholder update.
    pub last_update: Option<Update>,
    /// When the next stakeholder update was promised.
    pub next_update_at: Option<DateTime<Utc>>,
    /// When something last happened in it.
    pub active_at: DateTime<Utc>,
}

/// A message to those who wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// What they were told.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Whether an incident goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It goes on.
    Open,
    /// It is over.
    Resolved,
    /// It was a false alarm.
    Cancelled,
    /// It was the same as another, which has its timeline now.
    Merged,
}

impl State {
    /// The word the database stores and people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Cancelled => "cancelled",
            Self::Merged => "merged",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Open, Self::Resolved, Self::Cancelled, Self::Merged]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no state of an incident"))
    }
}

/// Who holds which role, by the role's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(pub BTreeMap<String, Holder>);

/// Somebody who holds a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Their id.
    pub id: UserId,
    /// The name they went by when they were given it.
    pub name: String,
}

impl Roles {
    /// The role that leads.
    pub const LEAD: &'static str = "lead";

    /// Who leads.
    #[must_use]
    pub fn lead(&self) -> Option<&Holder> {
        self.0.get(Self::LEAD)
    }
}

/// A part of what is written about an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What happened, in a few sentences.
    Summary,
    /// What users noticed.
    Impact,
    /// How many were affected.
    Affected,
    /// How it was noticed.
    Detection,
    /// Why it happened.
    Cause,
    /// What ended it.
    Resolution,
    /// What was learnt.
    Lessons,
    /// The last word.
    Conclusion,
}

impl std::str::FromStr for Section {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|section| section.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no section"))
    }
}

impl Section {
    /// How many characters a section may have: what the five fields of a form take, with room to write more.
    pub const MOST: usize = 16_000;

    /// Every section, in the order of the document.
    pub const ALL: [Self; 8] = [
        Self::Summary,
        Self::Impact,
        Self::Affected,
        Self::Detection,
        Self::Cause,
        Self::Resolution,
        Self::Lessons,
        Self::Conclusion,
    ];

    /// The word people type.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Impact => "impact",
            Self::Affected => "affected",
            Self::Detection => "detection",
            Self::Cause => "cause",
            Self::Resolution => "resolution",
            Self::Lessons => "lessons",
            Self::Conclusion => "conclusion",
        }
    }
}

/// What has been written, section by section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sections(BTreeMap<Section, String>);

impl Sections {
    /// The text of a section, when it has one.
    #[must_use]
    pub fn get(&self, section: Section) -> Option<&str> {
        self.0.get(&section).map(String::as_str)
    }

    /// What is written, section by section.
    pub fn iter(&self) -> impl Iterator<Item = (Section, &str)> {
        self.0.iter().map(|(section, text)| (*section, text.as_str()))
    }

    /// Everything that is written, for looking in.
    #[must_use]
    pub fn all_text(&self) -> String {
        self.0.values().map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// Writes a section; nothing but white space empties it.
    pub fn set(&mut self, section: Section, text: &str) {
        match text.trim() {
            "" => self.0.remove(&section),
            text => self.0.insert(section, text.to_owned()),
        };
    }
}

impl Incident {
    /// Where the work stands, in a word: its status, or how it ended.
    #[must_use]
    pub fn stands(&self) -> &str {
        if self.is_open() { &self.status } else { self.state.as_str() }
    }

    /// Whether it goes on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// When users began to suffer: as set by hand, else when it was declared.
    #[must_use]
    pub fn started_at(&self) -> DateTime<Utc> {
        self.milestones.at(Milestone::ImpactStarted).unwrap_or(self.opened_at)
    }

    /// When it was over, as set by hand or by resolving.
    #[must_use]
    pub fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.milestones.at(Milestone::Resolved)
    }
}
