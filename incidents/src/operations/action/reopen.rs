//! Takes up an action again that was done or decided against.

use crate::change::Change;
use crate::error::Result;
use crate::ids::ActionId;
use crate::model::action::Action;
use crate::model::action::deed::What;
use crate::operations::action::{repeat, settle};
use crate::store;

/// Opens an action again; a repeating one goes on with the time that stood, or the next.
pub fn reopen(change: &mut Change<'_>, id: ActionId) -> Result<Action> {
    let mut action = store::actions::get(change, id)?;
    action.reopen()?;
    if action.repeat.is_some() && action.due.is_some_and(|due| due.at < change.now) {
        action.due = None;
    }
    repeat::begin(change, &mut action)?;
    settle(change, &action, What::Reopened)?;
    Ok(action)
}
