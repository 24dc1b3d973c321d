//! Changes a schedule from now on. Who was on call before stays on record.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::named::{Name, NamedSchedule, Noun};
use crate::model::rota::Edit;
use crate::store;

/// Changes the name of a schedule, the rotation of one of its layers (counted from nought), or both.
pub fn edit(
    change: &mut Change<'_>,
    id: ScheduleId,
    name: Option<&Name>,
    (layer, edit): (usize, &Edit),
) -> Result<NamedSchedule> {
    let (mut schedule, guild, now) = (hold(change, id)?, change.guild(), change.now);
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
        schedule.is.edit(layer, edit, now)?;
    }
    keep(change, &schedule)?;
    Ok(schedule)
}
