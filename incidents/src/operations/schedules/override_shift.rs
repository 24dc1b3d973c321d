//! Puts somebody on call for a while, whoever would be otherwise.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::cover::Stretch;
use crate::model::event::Event;
use crate::model::named::{Deed, NamedSchedule, Noun};
use crate::model::rota;
use crate::store;

/// Adds an override to a schedule.
pub fn override_shift(
    change: &mut Change<'_>,
    id: ScheduleId,
    what: rota::Change,
    when: Stretch,
) -> Result<NamedSchedule> {
    let (guild, now) = (change.guild(), change.now);
    let gone = || RosterRefusal::NoSuch(Noun::Schedule, id.to_string());
    let mut schedule = store::schedules::get(change, guild, id)?.ok_or_else(gone)?;
    schedule.is.add_override(what, (when.from, when.to), now)?;
    store::schedules::save(change, &schedule)?;
    super::watch::from_now(change, &schedule)?;
    let name = schedule.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Schedule, name, deed: Deed::Changed })?;
    Ok(schedule)
}
