//! What has to be shown anew when something about an incident is no longer as it was.

use crate::change::Change;
use crate::error::Result;
use crate::model::incident::{Incident, State};
use crate::model::notice::Notice;
use crate::model::timer::Timer;
use crate::operations::postmortem::show_again::show_again;
use crate::store;

/// Shows a fact that was corrected: on the card, in the announcement, and in a postmortem that stands already.
pub fn corrected(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    let id = incident.id;
    change.send(&Notice::Card { incident: id })?;
    announced(change, incident)?;
    match incident.state {
        State::Resolved => show_again(change, id),
        State::Open | State::Cancelled | State::Merged => Ok(()),
    }
}

/// Shows that an incident is over, however it ended, and lets nothing nag about it any more.
pub fn ended(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    change.clear_timer(&Timer::update_due(incident.id))?;
    change.send(&Notice::Card { incident: incident.id })?;
    announced(change, incident)
}

/// Shows the present state in the announcement, where there is one.
pub fn announced(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    if !incident.private && store::places::get(change, incident.id, "announcement")?.is_some() {
        change.send(&Notice::Announcement { incident: incident.id })?;
    }
    Ok(())
}
