//! Makes an incident's channel read-only some days after its postmortem was published.

use chrono::TimeDelta;

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::event::Event;
use crate::model::notice::{Notice, Stands};
use crate::model::timer::Timer;
use crate::store;

/// The place that says so.
const ARCHIVED: &str = "archived";

/// Plans it, when the postmortem is published. A later correction does not put it off.
pub fn plan(change: &mut Change<'_>, id: IncidentId) -> Result<()> {
    let guild = change.guild();
    let timer = Timer::Archive { incident: id };
    let settings = store::guilds::settings(change, guild)?;
    let Some(days) = settings.archive_after else { return Ok(()) };
    if store::timers::is_set(change, guild, &timer)? || is_archived(change, id)? {
        return Ok(());
    }
    let due = change.now + TimeDelta::days(days.into());
    change.set_timer(&timer, due)
}

/// Does it, unless the incident goes on again.
pub fn archive(change: &mut Change<'_>, id: IncidentId) -> Result<()> {
    let incident = store::incidents::get(change, id)?;
    let (false, Some(channel)) = (incident.is_open(), incident.channel) else { return Ok(()) };
    store::places::put(change, id, ARCHIVED, Stands { channel, message: None })?;
    change.record(id, &Event::Archived)?;
    change.send(&Notice::Archive { incident: id })
}

/// Takes it back: what was archived, or was about to be, can be written in again.
pub fn take_back(change: &mut Change<'_>, id: IncidentId) -> Result<()> {
    change.clear_timer(&Timer::Archive { incident: id })?;
    if is_archived(change, id)? {
        store::places::forget(change, id, ARCHIVED)?;
        change.send(&Notice::Archive { incident: id })?;
    }
    Ok(())
}

/// Whether an incident's channel is to be read-only.
pub fn is_archived(view: &mut View<'_>, id: IncidentId) -> Result<bool> {
    Ok(store::places::get(view, id, ARCHIVED)?.is_some())
}
