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
use crate::model::zone::Zone;
use crate::operations::action::schedule::{self, Pace};
use crate::operations::action::{move_along, repeat};
use crate::store;
use crate::store::reminders::Habits;

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
    let pace = schedule::pace(change, &action)?;
    let planned = pace.next_after(&action, due);
    let Some(planned) = planned.filter(|planned| *planned - COLLECT <= change.now) else {
        return pace.schedule(change, &action, due);
    };
    collect(change, &action, &incident, (&pace, planned))?;
    let from = planned.max(change.now);
    pace.schedule(change, &action, from)
}

fn collect(
    change: &mut Change<'_>,
    action: &Action,
    incident: &Incident,
    (pace, planned): (&Pace, DateTime<Utc>),
) -> Result<()> {
    let late_since = (change.now - planned >= LATE).then_some(planned);
    let overdue = pace.days_overdue(action, change.now).unwrap_or(0);
    let lead = incident.roles.lead().map(|lead| lead.id);
    for (to, why) in audience(action, pace.owner, lead, overdue) {
        let from = change.now.max(planned);
        put(change, to, &Item { action: action.id, why, late_since }, from)?;
    }
    Ok(())
}

/// Puts an item among those a recipient hears of next, and sets when that is.
pub(super) fn put(change: &mut Change<'_>, to: Recipient, item: &Item, from: DateTime<Utc>) -> Result<()> {
    let guild = change.guild();
    store::reminders::put(change, guild, to, item)?;
    let at = slot_of(change, to, from)?.at;
    change.set_timer(&Timer::Action(Alarm::Tell { to }), at)
}

/// When a recipient may be told, and what is known of them.
pub(super) struct Slot {
    pub at: DateTime<Utc>,
    pub zone: Zone,
    pub habits: Habits,
}

/// The first instant from `from` on at which a recipient may be told.
pub(super) fn slot_of(change: &mut Change<'_>, to: Recipient, from: DateTime<Utc>) -> Result<Slot> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let habits = store::reminders::habits(change, guild, to)?;
    let zone = habits.zone.unwrap_or(settings.zone());
    Ok(Slot { at: slot(from, zone, settings.quiet_hours, habits.told_on), zone, habits })
}
