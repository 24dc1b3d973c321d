//! Somebody is out of reach: the lead is told in their place, else the incident's channel. A tracker is: its action shows it.

use crate::change::Change;
use crate::error::Result;
use crate::model::action::deed::What;
use crate::model::action::reminder::{Item, Recipient, Why, instead_of};
use crate::model::action::wish::Wish;
use crate::operations::action::{mirror, move_along, record, schedule, turn};
use crate::store;

/// Passes on what a reminder that could not be delivered was about, and says so on the timelines.
pub fn fall_back(change: &mut Change<'_>, wish: &Wish, why: &str) -> Result<()> {
    if let Wish::Mirror { action } = wish {
        return mirror::failed(change, *action, why);
    }
    let Wish::Reminder { to, items, .. } = wish else { return Ok(()) };
    if matches!(to, Recipient::Channel(_)) {
        return Ok(());
    }
    for item in items {
        let mut action = store::actions::get(change, item.action)?;
        if !action.is_open() {
            continue;
        }
        let incident = move_along::home(change, &mut action)?;
        let lead = incident.roles.lead().map(|lead| lead.id);
        let is_theirs = schedule::recipient(change, &action)? == Some(*to);
        let owner = action.owner.as_ref().filter(|_| is_theirs);
        let who = owner.map_or("The lead", |owner| owner.name()).to_owned();
        record(change, &action, What::Unreachable { who, why: why.to_owned() })?;
        if item.why == Why::Lead {
            continue;
        }
        let other = instead_of(*to, incident.id, lead);
        let from = change.now;
        turn::put(change, other, &Item { why: Why::Stranded, ..*item }, from)?;
    }
    Ok(())
}
