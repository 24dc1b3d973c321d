//! Removes a schedule that no policy calls.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::escalation::Target;
use crate::model::event::Event;
use crate::model::named::{Deed, NamedSchedule, Noun};
use crate::model::timer::Timer;
use crate::store;

/// Removes a schedule.
pub fn remove(change: &mut Change<'_>, id: ScheduleId) -> Result<NamedSchedule> {
    let (guild, now) = (change.guild(), change.now);
    let gone = || RosterRefusal::NoSuch(Noun::Schedule, id.to_string());
    let schedule = store::schedules::get(change, guild, id)?.ok_or_else(gone)?;
    let policies = store::policies::all(change, guild)?.into_iter();
    let calling = policies.filter(|policy| policy.is.targets().any(|target| target == Target::Schedule(id)));
    let names: Vec<_> = calling.map(|policy| policy.name.to_string()).collect();
    if !names.is_empty() {
        return Err(RosterRefusal::ScheduleInUse(names.join(", ")).into());
    }
    super::follow::forget(change, &schedule)?;
    store::schedules::remove(change, guild, id, now)?;
    change.clear_timer(&Timer::Handoff { schedule: id })?;
    change.clear_timer(&Timer::ShiftReminder { schedule: id })?;
    let name = schedule.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Schedule, name, deed: Deed::Removed })?;
    Ok(schedule)
}
