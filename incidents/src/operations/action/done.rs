//! Closes an action as done; a repeating one goes on to its next time.

use crate::change::Change;
use crate::error::Result;
use crate::ids::ActionId;
use crate::model::action::deed::What;
use crate::model::action::occurrence::Outcome;
use crate::model::action::{Action, Closed, State};
use crate::operations::action::{add, repeat, settle};
use crate::store;

/// Notes that an action was done, and how that was verified.
pub fn done(change: &mut Change<'_>, id: ActionId, note: Option<&str>) -> Result<Action> {
    let note = add::text("note", note)?;
    let mut action = store::actions::get(change, id)?;
    action.must_be_open()?;
    let what = if action.repeat.is_some() {
        repeat::next(change, &mut action, Outcome::Done, note.as_deref())?;
        What::DoneOnce(note)
    } else {
        let closed = Closed { at: change.now, by: change.by.name().to_owned(), note: note.clone() };
        action.close(State::Done, closed);
        store::reminders::forget(change, id)?;
        What::Done(note)
    };
    settle(change, &action, what)?;
    Ok(action)
}
