//! Promotes an entry to the narrative that the postmortem tells, or demotes it to the log that is only kept.

use super::edit_entry::standing;
use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::entry::{Entry, Tier};
use crate::model::event::Event;
use crate::operations::postmortem::show_again::show_again;
use crate::store;

/// Puts an entry in a tier. Where it stands there already, nothing happens.
pub fn set_tier(change: &mut Change<'_>, incident: IncidentId, seq: i64, tier: Tier) -> Result<Entry> {
    let mut entry = standing(change, incident, seq)?;
    if entry.tier != tier {
        entry.tier = tier;
        store::entries::save(change, &entry)?;
        change.audit(Some(incident), &Event::TierSet { seq, tier })?;
        show_again(change, incident)?;
    }
    Ok(entry)
}
