//! Changes a schedule from now on. Who was on call before stays on record.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::event::Event;
use crate::model::named::{Deed, Name, NamedSchedule, Noun};
use crate::model::rota::Edit;
use crate::store;

/// Changes the name of a schedule, its rotation, or both.
pub fn edit(
    change: &mut Change<'_>,
    id: ScheduleId,
    name: Option<&Name>,
    edit: &Edit,
) -> Result<NamedSchedule> {
    let (guild, now) = (change.guild(), change.now);
    let gone = || RosterRefusal::NoSuch(Noun::Schedule, id.to_string());
    let mut schedule = store::schedules::get(change, guild, id)?.ok_or_else(gone)?;
    if name.is_none() && *edit == Edit::default() {
        return Err(RosterRefusal::NothingToChange.into());
    }
    if let Some(name) = name {
        let other = store::schedules::named(change, guild, name.as_str())?;
        if other.is_some_and(|other| other.id != id) {
            return Err(RosterRefusal::NameTaken(Noun::Schedule, name.to_string(), "edit").into());
        }
        schedule.name = name.clone();
    }
    if *edit != Edit::default() {
        schedule.is.edit(0, edit, now)?;
    }
    store::schedules::save(change, &schedule)?;
    super::watch::from_now(change, &schedule)?;
    let name = schedule.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Schedule, name, deed: Deed::Changed })?;
    Ok(schedule)
}
