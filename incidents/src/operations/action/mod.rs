//! The verbs of corrective actions, and what follows from them by itself.

pub mod add;
pub mod alarm;
pub mod ask;
pub mod digest;
pub mod done;
pub mod drop;
pub mod edit;
pub mod fall_back;
pub mod mirror;
pub mod move_along;
pub mod reopen;
pub mod repeat;
pub mod roll_over;
pub mod schedule;
pub mod snooze;
pub mod tell;
pub mod turn;
pub mod zone;

use crate::change::Change;
use crate::error::Result;
use crate::model::action::Action;
use crate::model::action::deed::{Deed, What};
use crate::model::event::Event;
use crate::operations::retell::retell;
use crate::store;

/// Saves an action, tells its incident what happened to it, and sets when it is reminded of next.
fn settle(change: &mut Change<'_>, action: &Action, what: What) -> Result<()> {
    store::actions::save(change, action)?;
    record(change, action, what)?;
    mirror::follow(change, action)?;
    schedule::schedule(change, action, change.now)
}

/// Writes what happened to an action into the log of its incident.
fn record(change: &mut Change<'_>, action: &Action, what: What) -> Result<()> {
    let deed = Deed { action: action.number, title: action.title.clone(), what };
    change.record(action.incident, &Event::Action(deed))?;
    retell(change, action.incident)
}
