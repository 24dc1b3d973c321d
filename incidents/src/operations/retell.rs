//! Has the timeline told again wherever it was told: on the card, and in a postmortem that is posted already.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::notice::Notice;
use crate::store;

/// Wishes for what shows the timeline to show it as it is now.
pub fn retell(change: &mut Change<'_>, incident: IncidentId) -> Result<()> {
    change.send(&Notice::Card { incident })?;
    let standing = store::places::standing(change, incident)?;
    let stands = |what: &str| standing.iter().any(|standing| standing == what);
    if stands("postmortem") {
        change.send(&Notice::Postmortem { incident })?;
    }
    if stands("published") {
        change.send(&Notice::PublishedPostmortem { incident })?;
    }
    Ok(())
}
