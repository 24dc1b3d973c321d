//! Has what shows the timeline show it as it is now: a postmortem that is posted already, and the card where it says something else
//! than before.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::entry::EntryKind;
use crate::model::milestones::may_imply;
use crate::model::notice::Notice;
use crate::operations::postmortem::show_again::show_again;

/// An entry of one of these kinds is new, gone, or not what it was. Of entries a card shows only when something was reached, which
/// most say nothing of: a note costs Discord nothing but its answer.
pub fn retell_entry(change: &mut Change<'_>, incident: IncidentId, kinds: &[EntryKind]) -> Result<()> {
    if kinds.iter().any(|kind| may_imply(*kind)) {
        retell(change, incident)
    } else {
        show_again(change, incident)
    }
}

/// Something is not what it was that a card shows as well.
pub fn retell(change: &mut Change<'_>, incident: IncidentId) -> Result<()> {
    change.send(&Notice::Card { incident })?;
    show_again(change, incident)
}
