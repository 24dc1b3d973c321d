//! Everything a postmortem is made of, as plain data. The store fills it in one read; nothing else is asked for.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::stamp::Stamp;
use crate::ids::{ActionId, AttachmentId, EntryId, Number, PageId};
use crate::model::entry::EntryKind;
use crate::model::milestones::Milestones;
use crate::model::moment::Hours;
use crate::model::zone::Zone;

/// One incident, as far as its postmortem tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The number people say.
    pub number: Number,
    /// What it is called.
    pub title: String,
    /// How bad it was.
    pub severity: Severity,
    /// How far the document has come.
    #[serde(default)]
    pub state: State,
    /// Which edition this is, from 1.
    #[serde(default = "first")]
    pub version: u32,
    /// Whether it was only an exercise.
    #[serde(default)]
    pub drill: bool,
    /// Whether only those in its channel may know of it.
    #[serde(default)]
    pub private: bool,
    /// Where times are told.
    #[serde(default = "utc")]
    pub zone: Zone,
    /// Whether somebody chose the zone; else it is the one the program begins with.
    #[serde(default = "yes")]
    pub zone_chosen: bool,
    /// What that is called, where the team has its own word; else the zone's own name of the day is printed.
    #[serde(default)]
    pub zone_label: Option<String>,
    /// How hours are told.
    #[serde(default)]
    pub hours: Hours,
    /// The texts people wrote.
    #[serde(default)]
    pub texts: Texts,
    /// How many suffered.
    #[serde(default)]
    pub affected: Option<Affected>,
    /// When what happened.
    #[serde(default)]
    pub milestones: Milestones,
    /// What happened, ordered by when it happened and then as recorded; removed entries are not here.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// What will be done about it, in the order it was written down.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Who held which role.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Who was called for help.
    #[serde(default)]
    pub pages: Vec<Page>,
    /// How the severity changed.
    #[serde(default)]
    pub severity_changes: Vec<SeverityChange>,
    /// The files copied at capture. Their names are unique within the incident.
    #[serde(default)]
    pub files: Vec<File>,
}

fn first() -> u32 {
    1
}

fn utc() -> Zone {
    Zone::UTC
}

impl Facts {
    /// An incident of which nothing is known but what it is called.
    #[must_use]
    pub fn new(number: Number, title: &str, severity: Severity) -> Self {
        Self {
            number,
            title: title.to_owned(),
            severity,
            state: State::default(),
            version: first(),
            drill: false,
            private: false,
            zone: Zone::UTC,
            zone_chosen: true,
            zone_label: None,
            hours: Hours::default(),
            texts: Texts::default(),
            affected: None,
            milestones: Milestones::default(),
            entries: Vec::new(),
            actions: Vec::new(),
            people: Vec::new(),
            pages: Vec::new(),
            severity_changes: Vec::new(),
            files: Vec::new(),
        }
    }

    /// How this document prints instants.
    #[must_use]
    pub fn stamp(&self) -> Stamp<'_> {
        Stamp { zone: self.zone, label: self.zone_label.as_deref(), hours: self.hours }
    }

    /// The entries that the document tells, oldest first.
    pub fn narrative(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.narrative)
    }

    /// What was believed or tried and led nowhere.
    pub fn dead_ends(&self) -> impl Iterator<Item = &Entry> {
        self.narrative().filter(|entry| entry.kind == EntryKind::RuledOut)
    }
}

/// A severity by the name the server gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Severity {
    /// Its name.
    pub label: String,
    /// Its place among the server's severities; the gravest is 1.
    pub rank: u8,
}

/// How far a document has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Being written: what is missing is marked.
    #[default]
    Draft,
    /// Being read by the others: what is missing is marked.
    InReview,
    /// Final: what is missing is left out.
    Published,
}

impl State {
    /// The words readers see.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Published => "Published",
        }
    }
}

/// The texts people wrote; an empty one was not written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    /// What happened, in a few sentences.
    pub summary: String,
    /// What users noticed.
    pub impact: String,
    /// How it was noticed.
    pub detection: String,
    /// Why it happened, in one sentence; empty when `cause` is short enough by itself.
    pub cause_in_short: String,
    /// Why it happened.
    pub cause: String,
    /// What ended it.
    pub resolution: String,
    /// What was learnt.
    pub lessons: String,
    /// The last word.
    pub conclusion: String,
}

/// How many suffered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Affected {
    /// The share, where one was given.
    #[serde(default)]
    pub percent: Option<f64>,
    /// As typed: `68% of active users`.
    pub text: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its row.
    pub id: EntryId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What kind of thing it was.
    pub kind: EntryKind,
    /// As typed.
    pub text: String,
    /// Who recorded it.
    #[serde(default)]
    pub author: String,
    /// Whether the document tells it.
    #[serde(default = "yes")]
    pub narrative: bool,
    /// The files that came with it.
    #[serde(default)]
    pub files: Vec<AttachmentId>,
}

fn yes() -> bool {
    true
}

/// A measure that follows from the incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its row.
    pub id: ActionId,
    /// What will be done.
    pub title: String,
    /// What sort of measure it is.
    #[serde(default)]
    pub kind: ActionKind,
    /// Where it stands.
    #[serde(default)]
    pub state: ActionState,
    /// More about it.
    #[serde(default)]
    pub detail: String,
    /// Who does it.
    #[serde(default)]
    pub owner: String,
    /// By when.
    #[serde(default)]
    pub due: Option<DateTime<Utc>>,
    /// How urgent it is: `high`, `medium`, `low`.
    #[serde(default)]
    pub priority: String,
    /// How often it comes round: `every quarter`.
    #[serde(default)]
    pub repeat: String,
    /// How one can tell that it is done.
    #[serde(default)]
    pub done_when: String,
    /// Where it is tracked elsewhere.
    #[serde(default)]
    pub link: String,
    /// The team's own heading it stands under.
    #[serde(default)]
    pub group: String,
}

/// What sort of measure an action is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// Mends what broke.
    #[default]
    Corrective,
    /// Keeps it from breaking again.
    Preventative,
    /// Makes things better at large.
    Improvement,
    /// A single thing to do.
    Task,
}

/// Where an action stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionState {
    /// To be done.
    #[default]
    Open,
    /// Done, with a note on how.
    Done(String),
    /// Decided against, with the reason.
    Dropped(String),
}

/// Somebody who held a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The role.
    pub role: String,
    /// Their name.
    pub name: String,
}

/// A call for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its row.
    pub id: PageId,
    /// Who was called.
    pub who: String,
    /// When the first message left.
    pub at: DateTime<Utc>,
    /// Who took it on, and when.
    #[serde(default)]
    pub acknowledged: Option<Acknowledgement>,
}

/// Who took a page on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Their name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A change of severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityChange {
    /// When.
    pub at: DateTime<Utc>,
    /// What it was before.
    pub from: Severity,
    /// What it became.
    pub to: Severity,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A file copied at capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its row.
    pub id: AttachmentId,
    /// The name it is posted under.
    pub name: String,
    /// Its media type: `image/png`.
    pub mime: String,
    /// Its bytes.
    #[serde(default, with = "super::base64")]
    pub bytes: Arc<[u8]>,
}

impl File {
    /// Whether readers can see it in the document. SVG is left out: it can hold scripts.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(self.mime.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp")
    }
}
