//! Has the timeline told again wherever it was told: on the card, and in a postmortem that is posted already.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::notice::Notice;
use crate::operations::postmortem::show_again::show_again;

/// Wishes for what shows the timeline to show it as it is now.
pub fn retell(change: &mut Change<'_>, incident: IncidentId) -> Result<()> {
    change.send(&Notice::Card { incident })?;
    show_again(change, incident)
}
