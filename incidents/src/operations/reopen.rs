//! Takes an incident up again that was not over after all.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::model::notice::Notice;
use crate::operations::{archive, paging, postmortem, refresh};
use crate::store;

/// Reopens an incident; a channel that was archived, or was about to be, can be written in again.
pub fn reopen(change: &mut Change<'_>, id: IncidentId, reason: &str) -> Result<(Incident, Event)> {
    let reason = Refusal::unless_fits("reason", reason, 1_000)?.to_owned();
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let mut incident = store::incidents::get(change, id)?;
    incident.reopen(settings.first_status())?;
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    let event = Event::Reopened { reason };
    change.record(id, &event)?;
    paging::reopen::reopen(change, id)?;
    archive::take_back(change, id)?;
    postmortem::withdraw::withdraw(change, id)?;
    if incident.channel.is_none() {
        change.send(&Notice::Channel { incident: id })?;
    }
    change.send(&Notice::Card { incident: id })?;
    refresh::announced(change, &incident)?;
    Ok((incident, event))
}
