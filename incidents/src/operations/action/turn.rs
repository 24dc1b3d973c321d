//! An action's time has come: it comes round again, or somebody is to be reminded of it.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::ids::ActionId;
use crate::model::action::Action;
use crate::model::action::alarm::Alarm;
use crate::model::action::hours::slot;
use crate::model::action::reminder::{COLLECT, Item, LATE, Recipient, audience};
use crate::model::incident::{Incident, State};
use crate::model::timer::Timer;
use crate::operations::action::{move_along, repeat, schedule};
use crate::store;

/// Does what an action's timer was set for at `due`. However much was missed meanwhile, it is told once.
pub(super) fn turn(change: &mut Change<'_>, id: ActionId, due: DateTime<Utc>) -> Result<()> {
    let mut action = store::actions::get(change, id)?;
    if !action.is_open() {
        return Ok(());
    }
    let incident = move_along::home(change, &mut action)?;
    let guild = change.guild();
    if incident.state == State::Cancelled || !store::guilds::is_present(change, guild)? {
        return schedule::postpone(change, &action, due.max(change.now) + COLLECT);
    }
    repeat::catch_up(change, &mut action)?;
    let planned = schedule::next_reminder(change, &action, due)?;
    let Some(planned) = planned.filter(|planned| *planned - COLLECT <= change.now) else {
        return schedule::schedule(change, &action, due);
    };
    collect(change, &action, &incident, planned)?;
    schedule::schedule(change, &action, planned.max(change.now))
}

fn collect(
    change: &mut Change<'_>,
    action: &Action,
    incident: &Incident,
    planned: DateTime<Utc>,
) -> Result<()> {
    let late_since = (change.now - planned >= LATE).then_some(planned);
    let overdue = schedule::days_overdue(change, action)?.unwrap_or(0);
    let lead = incident.roles.lead().map(|lead| lead.id);
    let owner = schedule::person(change, action)?;
    for (to, why) in audience(action, owner, lead, overdue) {
        let from = change.now.max(planned);
        put(change, to, &Item { action: action.id, why, late_since }, from)?;
    }
    Ok(())
}

/// Puts an item among those a recipient hears of next, and sets when that is.
pub(super) fn put(change: &mut Change<'_>, to: Recipient, item: &Item, from: DateTime<Utc>) -> Result<()> {
    let guild = change.guild();
    store::reminders::put(change, guild, to, item)?;
    let at = next_slot(change, to, from)?;
    change.set_timer(&Timer::Action(Alarm::Tell { to }), at)
}

/// The first instant from `from` on at which a recipient may be told.
pub(super) fn next_slot(
    change: &mut Change<'_>,
    to: Recipient,
    from: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let zone = schedule::zone_of(change, guild, &settings, to)?;
    let habits = store::reminders::habits(change, guild, to)?;
    Ok(slot(from, zone, settings.quiet_hours, habits.told_on))
}
