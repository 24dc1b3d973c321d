//! Joins a duplicate to the incident it is the same as. Both keep their histories, and each names the other.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::operations::action::move_along::move_along;
use crate::operations::{paging, postmortem, refresh};
use crate::store;

/// A duplicate, and the incident it lives on in.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The one that ended.
    pub duplicate: Incident,
    /// The one that goes on.
    pub into: Incident,
    /// How many entries came along.
    pub entries: u64,
    /// What the duplicate's timeline says.
    pub event: Event,
}

/// Merges one incident into another: what happened in it is told in the other too, and its number stays taken.
pub fn merge(change: &mut Change<'_>, duplicate: IncidentId, into: IncidentId) -> Result<Merged> {
    // The lower row first, so that two merges at once cannot wait for each other.
    store::incidents::get(change, duplicate.min(into))?;
    let mut into = store::incidents::get(change, into)?;
    let mut duplicate = store::incidents::get(change, duplicate)?;
    duplicate.merge_into(&into, change.now)?;
    let entries = store::entries::copy_all(change, duplicate.id, into.id)?;
    duplicate.active_at = change.now;
    into.active_at = change.now;
    store::incidents::save(change, &duplicate)?;
    store::incidents::save(change, &into)?;
    move_along(change, duplicate.id, into.id)?;
    let event = Event::MergedInto { into: into.number };
    change.record(duplicate.id, &event)?;
    change.record(into.id, &Event::Absorbed { from: duplicate.number, entries })?;
    paging::hand_over::hand_over(change, duplicate.id, into.id)?;
    postmortem::withdraw::withdraw(change, duplicate.id)?;
    refresh::ended(change, &duplicate)?;
    refresh::corrected(change, &into)?;
    Ok(Merged { duplicate, into, entries, event })
}
