//! Has the timeline told again wherever it was told: on the card, and in a postmortem that is posted already.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::notice::Notice;
use crate::store;

/// Wishes for what shows the timeline to show it as it is now.
pub fn retell(change: &mut Change<'_>, incident: IncidentId) -> Result<()> {
    change.send(&Notice::Card { incident })?;
    if store::places::get(change, incident, "postmortem")?.is_some() {
        change.send(&Notice::Postmortem { incident })?;
    }
    if store::places::get(change, incident, "published")?.is_some() {
        change.send(&Notice::PublishedPostmortem { incident })?;
    }
    Ok(())
}
