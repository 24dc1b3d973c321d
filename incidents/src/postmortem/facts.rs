//! Everything a postmortem is made of, as plain data. The store fills it in one read; nothing else is asked for.

mod parts;

use serde::{Deserialize, Serialize};

pub use parts::{
    Acknowledgement, Action, ActionKind, ActionState, Entry, File, Page, Person, SeverityChange,
};

use super::stamp::Stamp;
use crate::ids::Number;
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
    /// Parts of an imported document that have no place of their own; told at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Further>,
}

fn first() -> u32 {
    1
}

fn yes() -> bool {
    true
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
            further: Vec::new(),
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

    /// The word the database stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Published => "published",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Draft, Self::InReview, Self::Published];
        all.into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no state of a postmortem"))
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

/// A part of a document under a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub text: String,
}
