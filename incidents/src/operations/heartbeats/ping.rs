//! A job says that it is alive. One that was missing is back: that is told, and ends nothing by itself.

use super::{listen, spoken, tell};
use crate::change::Change;
use crate::error::Result;
use crate::ids::HeartbeatId;
use crate::model::entry::EntryKind;
use crate::store;

/// Notes that a job was heard. One that was removed meanwhile is nobody's business.
pub fn ping(change: &mut Change<'_>, id: HeartbeatId) -> Result<()> {
    let Some(mut heartbeat) = store::heartbeats::get(change, id)? else { return Ok(()) };
    let was_missing_since = heartbeat.missing_since.take();
    heartbeat.last_at = Some(change.now);
    store::heartbeats::save(change, &heartbeat)?;
    listen(change, &heartbeat)?;
    let (Some(since), Some(incident)) = (was_missing_since, heartbeat.incident) else { return Ok(()) };
    let incident = store::incidents::look(change, incident)?;
    if !incident.is_open() {
        return Ok(());
    }
    let text = format!("{} is heard again, after {}.", heartbeat.name, spoken(change.now - since));
    tell(change, incident.id, EntryKind::Recovery, &text)
}
