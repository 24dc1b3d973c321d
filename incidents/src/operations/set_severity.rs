//! Says that an incident is worse, or milder, than was thought.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::cadence;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::model::timer::Timer;
use crate::operations::{open, paging, refresh};
use crate::store;

/// Sets the severity. One that is worse brings the next update forward.
pub fn set_severity(
    change: &mut Change<'_>,
    id: IncidentId,
    level: &str,
    reason: Option<&str>,
) -> Result<(Incident, Event)> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let to = open::severity(&settings, level)?.to_owned();
    let reason = reason.map(|reason| Refusal::unless_fits("reason", reason, 1_000)).transpose()?;
    let mut incident = store::incidents::get(change, id)?;
    incident.must_be_real()?;
    if incident.severity == to {
        return Err(Refusal::SameSeverity(incident.number, to).into());
    }
    let from = std::mem::replace(&mut incident.severity, to.clone());
    incident.active_at = change.now;
    let sooner = change.now + cadence::of(&settings, &to);
    if incident.next_update_at.is_some_and(|due| due > sooner) {
        incident.next_update_at = Some(sooner);
        change.set_timer(&Timer::update_due(id), sooner)?;
    }
    store::incidents::save(change, &incident)?;
    let event = Event::SeveritySet { from, to, reason: reason.map(str::to_owned) };
    change.record(id, &event)?;
    paging::regrade::regrade(change, &incident)?;
    refresh::corrected(change, &incident)?;
    Ok((incident, event))
}
