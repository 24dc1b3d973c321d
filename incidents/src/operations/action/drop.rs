//! Decides against an action, and keeps the decision on record.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::ActionId;
use crate::model::action::deed::What;
use crate::model::action::occurrence::Outcome;
use crate::model::action::{Action, Closed, State};
use crate::operations::action::{add, repeat, settle};
use crate::store;

/// Closes an action as decided against; a repeating one comes round no more.
pub fn drop_action(change: &mut Change<'_>, id: ActionId, reason: &str) -> Result<Action> {
    let reason = Refusal::unless_fits("reason", reason, add::MOST)?.to_owned();
    let mut action = store::actions::get(change, id)?;
    action.must_be_open()?;
    let closed = Closed { at: change.now, by: change.by.name().to_owned(), note: Some(reason.clone()) };
    action.close(State::Dropped, closed);
    store::reminders::forget(change, id)?;
    store::occurrences::forget_open(change, id)?;
    settle(change, &action, What::Dropped(reason))?;
    Ok(action)
}

/// Decides against a repeating action this time; it comes round again.
pub fn skip(change: &mut Change<'_>, id: ActionId, reason: &str) -> Result<Action> {
    let reason = Refusal::unless_fits("reason", reason, add::MOST)?.to_owned();
    let mut action = store::actions::get(change, id)?;
    action.must_be_open()?;
    if action.repeat.is_none() {
        return Err(Refusal::NotRepeating(action.number).into());
    }
    repeat::next(change, &mut action, Outcome::Skipped, Some(&reason))?;
    settle(change, &action, What::Skipped(reason))?;
    Ok(action)
}
