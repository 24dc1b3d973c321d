//! Gathers what will be done about an incident, as its documents tell it.

use super::facts::{Action, ActionKind, ActionState};
use crate::change::View;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::action;
use crate::store;

/// The actions of an incident, in the order they were written down.
pub(super) fn measures_of(view: &mut View<'_>, incident: IncidentId) -> Result<Vec<Action>> {
    Ok(store::actions::of_incident(view, incident)?.into_iter().map(told).collect())
}

fn told(action: action::Action) -> Action {
    Action {
        id: action.id,
        kind: match action.kind {
            action::Kind::Corrective => ActionKind::Corrective,
            action::Kind::Preventative => ActionKind::Preventative,
            action::Kind::Improvement => ActionKind::Improvement,
            action::Kind::Task => ActionKind::Task,
        },
        state: state(action.state, action.closed),
        title: action.title,
        detail: action.detail.unwrap_or_default(),
        owner: action.owner.map_or_else(String::new, |owner| owner.name().to_owned()),
        due: action.due.map(|due| due.at),
        priority: action.priority.map_or_else(String::new, |priority| priority.as_str().to_owned()),
        repeat: action.repeat.map_or_else(String::new, |repeat| repeat.every.to_string()),
        done_when: action.done_when.unwrap_or_default(),
        link: String::new(),
        group: String::new(),
    }
}

fn state(state: action::State, closed: Option<action::Closed>) -> ActionState {
    let note = closed.and_then(|closed| closed.note).unwrap_or_default();
    match state {
        action::State::Open => ActionState::Open,
        action::State::Done => ActionState::Done(note),
        action::State::Dropped => ActionState::Dropped(note),
    }
}
