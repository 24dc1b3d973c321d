//! Makes a schedule of one rotation.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::model::event::Event;
use crate::model::named::{Deed, Name, Named, NamedSchedule, Noun};
use crate::model::rota::{Layer, Rotation, Schedule};
use crate::operations::members;
use crate::store;

/// Makes a schedule, and watches its handoffs from then on.
pub fn create(change: &mut Change<'_>, name: &Name, rotation: Rotation) -> Result<NamedSchedule> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let schedule = Schedule::new(vec![Layer::always(rotation)]);
    let taken = || RosterRefusal::NameTaken(Noun::Schedule, name.to_string(), "edit");
    let id = store::schedules::insert(change, guild, name, &schedule)?.ok_or_else(taken)?;
    let schedule = Named { id, guild, name: name.clone(), is: schedule };
    super::watch::from_now(change, &schedule)?;
    members::ask_soon(change)?;
    let event = Event::RosterChanged { noun: Noun::Schedule, name: name.to_string(), deed: Deed::Added };
    change.audit(None, &event)?;
    Ok(schedule)
}
