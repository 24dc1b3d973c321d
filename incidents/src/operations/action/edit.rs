//! Changes what is known of an action. Reassigning resets nothing, and tells whoever has it now.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::ActionId;
use crate::model::action::deed::What;
use crate::model::action::owner::Owner;
use crate::model::action::reminder::{Item, Recipient, Why};
use crate::model::action::{Action, Due, Kind, Priority, Repeat};
use crate::operations::action::{add, repeat, schedule, settle, turn};
use crate::store;

/// The fields to change; the others stay.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What will be done.
    pub title: Option<String>,
    /// What sort of measure it is.
    pub kind: Option<Kind>,
    /// More about it.
    pub detail: Option<String>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// By when.
    pub due: Option<Due>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// How it comes round again, or that it does no more.
    pub repeat: Option<Rhythm>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
}

/// What becomes of a repetition.
#[derive(Debug, Clone)]
pub enum Rhythm {
    /// It comes round like this.
    Set(Repeat),
    /// It is to be done once.
    Once,
}

/// Changes an open action.
pub fn edit(change: &mut Change<'_>, id: ActionId, wish: &Wish) -> Result<Action> {
    let mut action = store::actions::get(change, id)?;
    action.must_be_open()?;
    let before = action.clone();
    apply(&mut action, wish)?;
    let changed = changed(&before, &action);
    if changed.is_empty() {
        return Err(Refusal::NothingToChange.into());
    }
    if before.owner != action.owner {
        store::reminders::forget(change, id)?;
        tell_new_owner(change, &action)?;
    }
    if before.due != action.due || before.repeat != action.repeat {
        action.snoozed_until = None;
        repeat::begin(change, &mut action)?;
        repeat::note_open(change, &action)?;
    }
    settle(change, &action, What::Changed(changed))?;
    Ok(action)
}

/// Whoever was given an action by somebody else hears of it with their next message.
fn tell_new_owner(change: &mut Change<'_>, action: &Action) -> Result<()> {
    let me = change.by.user().map(Recipient::User);
    let owner = schedule::recipient(change, action)?;
    let Some(owner) = owner.filter(|owner| me != Some(*owner)) else { return Ok(()) };
    let item = Item { action: action.id, why: Why::Given, late_since: None };
    let from = change.now;
    turn::put(change, owner, &item, from)
}

fn apply(action: &mut Action, wish: &Wish) -> Result<(), Refusal> {
    if let Some(title) = &wish.title {
        action.title = add::title(title)?;
    }
    action.kind = wish.kind.unwrap_or(action.kind);
    action.detail = add::text("detail", wish.detail.as_deref())?.or(action.detail.take());
    action.done_when = add::text("done_when", wish.done_when.as_deref())?.or(action.done_when.take());
    action.owner = wish.owner.clone().map(add::owner).transpose()?.or(action.owner.take());
    action.priority = wish.priority.or(action.priority);
    match &wish.repeat {
        Some(Rhythm::Set(repeat)) => {
            action.repeat = Some(repeat.clone());
            action.due = None;
        }
        Some(Rhythm::Once) => action.repeat = None,
        None => {}
    }
    action.due = wish.due.or(action.due);
    Ok(())
}

fn changed(before: &Action, after: &Action) -> Vec<String> {
    [
        ("title", before.title != after.title),
        ("kind", before.kind != after.kind),
        ("detail", before.detail != after.detail),
        ("owner", before.owner != after.owner),
        ("due", before.due != after.due),
        ("priority", before.priority != after.priority),
        ("repeat", before.repeat != after.repeat),
        ("done_when", before.done_when != after.done_when),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(name, _)| name.to_owned())
    .collect()
}
