//! How the issue of an action shall be. What people typed is quoted there, so that it pings nobody and starts nothing.

use incidents::ids::ActionId;
use incidents::model::action::{Action, State};
use incidents::model::tracker::{Issue, Project, There};
use incidents::{Result, View, store};

use crate::action::line;
use crate::parcels::Parcel;
use crate::tongues::word;

/// An issue as it shall be, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirror {
    /// The action it stands for.
    pub action: ActionId,
    /// Where it belongs.
    pub project: Project,
    /// By which it is known again after a crash.
    pub mark: String,
    /// What the tracker calls it, once it is there.
    pub key: Option<String>,
    /// Whether making it was begun before.
    pub begun: bool,
    /// Its title.
    pub title: String,
    /// The title it had when it was last sent.
    pub sent_title: String,
    /// What stands in it.
    pub parts: Vec<Part>,
    /// How it shall stand.
    pub shall: There,
    /// Whether it was open when it was last looked at.
    pub seen_open: bool,
}

/// A part of an issue's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: &'static str,
    /// What somebody typed.
    pub text: String,
}

/// The issue of an action as it shall be now; nothing where none stands for it any more.
pub fn parcel(view: &mut View<'_>, action: ActionId) -> Result<Parcel> {
    let action = store::actions::look(view, action)?;
    let Some(issue) = &action.issue else { return Ok(Parcel::Moot) };
    let incident = store::incidents::look(view, action.incident)?;
    if incident.private {
        return Ok(Parcel::Moot);
    }
    let follows = format!("{}: {}", incident.number, incident.title);
    Ok(Parcel::Mirror(Box::new(mirror(&action, issue, follows))))
}

fn mirror(action: &Action, issue: &Issue, follows: String) -> Mirror {
    let owner = action.owner.as_ref().map(|owner| owner.name().to_owned());
    let parts = [
        (word("Follows from"), Some(follows)),
        (word("More"), action.detail.clone()),
        (word("Done when"), action.done_when.clone()),
        (word("Owner"), owner),
        (word("Due"), action.due.map(line::due_date)),
    ];
    Mirror {
        action: action.id,
        project: issue.project.clone(),
        mark: format!("sitrep-{}-{}", action.guild, action.number),
        key: issue.key.clone(),
        begun: issue.begun,
        title: action.title.clone(),
        sent_title: issue.title.clone(),
        parts: parts.into_iter().filter_map(|(label, text)| Some(Part { label, text: text? })).collect(),
        shall: match action.state {
            State::Open => There::Open,
            State::Done => There::Done,
            State::Dropped => There::Declined,
        },
        seen_open: issue.is_open,
    }
}
