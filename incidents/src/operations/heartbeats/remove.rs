//! Listens for a job no more.

use super::add::audit;
use crate::change::Change;
use crate::error::Result;
use crate::model::heartbeat::Heartbeat;
use crate::model::named::Deed;
use crate::model::timer::Timer;
use crate::store;

/// Removes a heartbeat. An incident about it goes on until people end it.
pub fn remove(change: &mut Change<'_>, heartbeat: &Heartbeat) -> Result<()> {
    let now = change.now;
    store::heartbeats::remove(change, heartbeat.id, now)?;
    change.clear_timer(&Timer::Heartbeat { heartbeat: heartbeat.id })?;
    audit(change, &heartbeat.name, Deed::Removed)
}
