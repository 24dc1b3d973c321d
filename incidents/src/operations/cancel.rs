//! Ends an incident as a false alarm: no postmortem is owed, and nothing nags.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::escalation::Ending;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::operations::{paging, postmortem, refresh};
use crate::store;

/// Cancels an incident.
pub fn cancel(change: &mut Change<'_>, id: IncidentId, reason: &str) -> Result<(Incident, Event)> {
    let reason = Refusal::unless_fits("reason", reason, 1_000)?.to_owned();
    let mut incident = store::incidents::get(change, id)?;
    incident.cancel(change.now)?;
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    let event = Event::Cancelled { reason };
    change.record(id, &event)?;
    paging::end::end(change, id, Ending::Cancelled)?;
    postmortem::withdraw::withdraw(change, id)?;
    refresh::ended(change, &incident)?;
    Ok((incident, event))
}
