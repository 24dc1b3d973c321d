//! Moves an open incident's work on: investigating, identified, fixing, monitoring, or the server's own words.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::model::notice::Notice;
use crate::model::settings::Settings;
use crate::store;

/// Sets the status, with a note on what it means.
pub fn set_status(
    change: &mut Change<'_>,
    id: IncidentId,
    status: &str,
    note: Option<&str>,
) -> Result<(Incident, Event)> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let to = Settings::spelled(&settings.statuses, status).ok_or_else(|| Refusal::NotOneOf {
        what: "status",
        typed: status.to_owned(),
        known: settings.statuses.join(", "),
    })?;
    let note = note.map(|note| Refusal::unless_fits("note", note, 1_900)).transpose()?;
    let mut incident = store::incidents::get(change, id)?;
    incident.must_be_open()?;
    let from = std::mem::replace(&mut incident.status, to.to_owned());
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    let event = Event::StatusSet { from, to: to.to_owned(), note: note.map(str::to_owned) };
    change.record(id, &event)?;
    change.send(&Notice::Card { incident: id })?;
    Ok((incident, event))
}
