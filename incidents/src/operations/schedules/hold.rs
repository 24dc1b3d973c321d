//! Loading a schedule to change it, and keeping what became of it: every change of one goes through here.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::event::Event;
use crate::model::named::{Deed, NamedSchedule, Noun};
use crate::operations::members;
use crate::store;

/// A schedule, held until the change is over.
pub(super) fn hold(change: &mut Change<'_>, id: ScheduleId) -> Result<NamedSchedule> {
    let guild = change.guild();
    let gone = || RosterRefusal::NoSuch(Noun::Schedule, id.to_string());
    Ok(store::schedules::get(change, guild, id)?.ok_or_else(gone)?)
}

/// Saves a changed schedule, watches its next handoff, and notes who changed it.
pub(super) fn keep(change: &mut Change<'_>, schedule: &NamedSchedule) -> Result<()> {
    store::schedules::save(change, schedule)?;
    super::watch::from_now(change, schedule)?;
    members::ask_soon(change)?;
    let name = schedule.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Schedule, name, deed: Deed::Changed })
}
