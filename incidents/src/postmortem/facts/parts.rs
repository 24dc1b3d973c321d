//! The records a postmortem is made of: entries, actions, people, pages, files.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Severity;
use crate::ids::{ActionId, AttachmentId, EntryId, PageId};
use crate::model::entry::EntryKind;

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
    /// Who recorded it; all entries of one person share the name.
    #[serde(default)]
    pub author: Arc<str>,
    /// Whether the document tells it.
    #[serde(default = "super::yes")]
    pub narrative: bool,
    /// The files that came with it.
    #[serde(default)]
    pub files: Vec<AttachmentId>,
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
    /// When it went past those who were called first.
    #[serde(default)]
    pub escalated: Option<DateTime<Utc>>,
    /// When everybody had been called, and nobody had answered.
    #[serde(default)]
    pub exhausted: Option<DateTime<Utc>>,
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
    #[serde(default, with = "crate::postmortem::base64")]
    pub bytes: Arc<[u8]>,
}

impl File {
    /// Whether readers can see it in the document. SVG is left out: it can hold scripts.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(self.mime.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp")
    }
}
