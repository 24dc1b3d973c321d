//! Takes an entry out of the timeline. Its row stays, under a tombstone.

use super::edit_entry::standing;
use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::entry::{Entry, Tombstone};
use crate::model::event::Event;
use crate::operations::retell::retell_entry;
use crate::store;

/// How many characters a reason may have.
pub const MOST: usize = 300;

/// Removes an entry by its number.
pub fn remove_entry(
    change: &mut Change<'_>,
    incident: IncidentId,
    seq: i64,
    reason: Option<&str>,
) -> Result<Entry> {
    let reason = reason.map(|reason| Refusal::unless_fits("reason", reason, MOST)).transpose()?;
    let mut entry = standing(change, incident, seq)?;
    let reason = reason.map(str::to_owned);
    entry.removed =
        Some(Tombstone { at: change.now, by: change.by.name().to_owned(), reason: reason.clone() });
    store::entries::save(change, &entry)?;
    change.audit(Some(incident), &Event::EntryRemoved { seq, reason })?;
    retell_entry(change, incident, &[entry.kind])?;
    Ok(entry)
}
