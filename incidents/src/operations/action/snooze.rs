//! Silences an action until an instant.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::ids::ActionId;
use crate::model::action::Action;
use crate::model::action::deed::What;
use crate::operations::action::settle;
use crate::store;

/// Says nothing more about an action before `until`; it stays due when it was.
pub fn snooze(change: &mut Change<'_>, id: ActionId, until: DateTime<Utc>) -> Result<Action> {
    let mut action = store::actions::get(change, id)?;
    action.must_be_open()?;
    action.snoozed_until = Some(until);
    store::reminders::forget(change, id)?;
    let guild = change.guild();
    let zone = store::guilds::settings(change, guild)?.zone();
    let shown = format!("{} {}", zone.local(until).format("%Y-%m-%d %H:%M"), zone.label(until));
    settle(change, &action, What::Snoozed(shown))?;
    Ok(action)
}
