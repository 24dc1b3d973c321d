//! The secret address under which a schedule is read as a calendar: given, changed, taken away. There is one at most.

use super::hold::hold;
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::event::Event;
use crate::model::named::{Deed, NamedSchedule, Noun};
use crate::model::token::Token;
use crate::store;

/// Opens the first address of a schedule.
pub fn open(change: &mut Change<'_>, id: ScheduleId, token: &Token) -> Result<NamedSchedule> {
    let schedule = hold(change, id)?;
    if store::schedules::has_feed(change, schedule.guild, id)? {
        return Err(RosterRefusal::FeedThere(schedule.name.to_string()).into());
    }
    set(change, schedule, Some(token))
}

/// Gives a schedule another address, whether it had one or not. The one before shows nothing any more.
pub fn renew(change: &mut Change<'_>, id: ScheduleId, token: &Token) -> Result<NamedSchedule> {
    let schedule = hold(change, id)?;
    set(change, schedule, Some(token))
}

/// Closes the address of a schedule.
pub fn close(change: &mut Change<'_>, id: ScheduleId) -> Result<NamedSchedule> {
    let schedule = hold(change, id)?;
    if !store::schedules::has_feed(change, schedule.guild, id)? {
        return Err(RosterRefusal::NoFeed(schedule.name.to_string()).into());
    }
    set(change, schedule, None)
}

fn set(change: &mut Change<'_>, schedule: NamedSchedule, token: Option<&Token>) -> Result<NamedSchedule> {
    store::schedules::set_feed(change, schedule.guild, schedule.id, token)?;
    let name = schedule.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Schedule, name, deed: Deed::Changed })?;
    Ok(schedule)
}
