//! What happened to an action, as facts on its incident's timeline.

use serde::{Deserialize, Serialize};

use crate::ids::ActionNumber;

/// Something that happened to an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Which action.
    pub action: ActionNumber,
    /// What it was called then.
    pub title: String,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It was written down.
    Added,
    /// These fields were changed.
    Changed(Vec<String>),
    /// It was done, and how that was verified.
    Done(Option<String>),
    /// It was decided against.
    Dropped(String),
    /// It is to be done after all.
    Reopened,
    /// It shall be silent until then, as people read it.
    Snoozed(String),
    /// One time of a repeating one was done, and how that was verified.
    DoneOnce(Option<String>),
    /// One time of a repeating one was decided against.
    Skipped(String),
    /// So many times of a repeating one went by undone.
    Missed(u32),
    /// Somebody could not be reminded of it.
    Unreachable {
        /// Who.
        who: String,
        /// Why not.
        why: String,
    },
    /// An issue stands for it, or shall.
    Mirrored(String),
    /// That issue stands for it no more.
    Unmirrored(String),
    /// Its issue does not show how it stands, and why.
    NotMirrored(String),
    /// It came along when its incident was merged into this one.
    Moved,
}

impl Deed {
    /// The sentence on the timeline, without who and when.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (number, title) = (self.action, &self.title);
        match &self.what {
            What::Added => format!("Action {number} added: {title}"),
            What::Changed(fields) => format!("Action {number} changed ({}): {title}", fields.join(", ")),
            What::Done(note) => format!("Action {number} done: {title}{}", after(note.as_deref())),
            What::Dropped(reason) => format!("Action {number} decided against: {title} ({reason})"),
            What::Reopened => format!("Action {number} reopened: {title}"),
            What::Snoozed(until) => format!("Action {number} snoozed until {until}: {title}"),
            What::DoneOnce(note) => {
                format!("Action {number} done this time: {title}{}", after(note.as_deref()))
            }
            What::Skipped(reason) => format!("Action {number} skipped this time: {title} ({reason})"),
            What::Missed(1) => format!("Action {number} missed this time: {title}"),
            What::Missed(times) => format!("Action {number} missed {times} times: {title}"),
            What::Unreachable { who, why } => {
                format!("{who} could not be reminded of action {number}: {why}")
            }
            What::Mirrored(issue) => format!("Action {number} is mirrored in {issue}: {title}"),
            What::Unmirrored(issue) => format!("Action {number} is no longer mirrored in {issue}: {title}"),
            What::NotMirrored(why) => format!("Action {number} could not be mirrored: {why}"),
            What::Moved => format!("Action {number} came along from a merged incident: {title}"),
        }
    }
}

fn after(note: Option<&str>) -> String {
    note.map(|note| format!(" ({note})")).unwrap_or_default()
}
