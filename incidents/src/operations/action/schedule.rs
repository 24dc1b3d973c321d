//! Sets when an action is reminded of next.

use chrono::{DateTime, Utc};

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::{GuildId, UserId};
use crate::model::action::Action;
use crate::model::action::alarm::Alarm;
use crate::model::action::owner::Owner;
use crate::model::action::reminder::{COLLECT, Plan, Recipient};
use crate::model::settings::Settings;
use crate::model::timer::Timer;
use crate::model::zone::Zone;
use crate::operations::action::repeat;
use crate::store;

/// Sets the timer for the first thing to do about an action after an instant, or takes it back.
pub(super) fn schedule(change: &mut Change<'_>, action: &Action, after: DateTime<Utc>) -> Result<()> {
    let timer = Timer::Action(Alarm::Turn { action: action.id });
    let reminder = next_reminder(change, action, after)?.map(|at| at - COLLECT);
    let turn = repeat::turns_at(action).filter(|_| action.is_open());
    match reminder.into_iter().chain(turn).min() {
        Some(at) => change.set_timer(&timer, at),
        None => change.clear_timer(&timer),
    }
}

/// Sets the timer for the next reminder alone: while its incident is silent, nothing is missed.
pub(super) fn postpone(change: &mut Change<'_>, action: &Action, after: DateTime<Utc>) -> Result<()> {
    let timer = Timer::Action(Alarm::Turn { action: action.id });
    match next_reminder(change, action, after)? {
        Some(at) => change.set_timer(&timer, at - COLLECT),
        None => change.clear_timer(&timer),
    }
}

/// When an action is reminded of for the first time after an instant.
pub(super) fn next_reminder(
    view: &mut View<'_>,
    action: &Action,
    after: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    if !action.is_open() {
        return Ok(None);
    }
    let Some(due) = action.due else {
        return Ok(action.snoozed_until.filter(|until| *until > after));
    };
    let settings = store::guilds::settings(view, action.guild)?;
    let zone = owners_zone(view, &settings, action)?;
    let calendar = settings.calendar();
    let plan = Plan { due, zone, calendar: &calendar, snoozed_until: action.snoozed_until };
    Ok(Some(plan.next_after(after)))
}

/// How many days an action is overdue by its owner's clock; none when it has no due date.
pub fn days_overdue(view: &mut View<'_>, action: &Action) -> Result<Option<i64>> {
    let Some(due) = action.due else { return Ok(None) };
    let settings = store::guilds::settings(view, action.guild)?;
    let zone = owners_zone(view, &settings, action)?;
    let calendar = settings.calendar();
    let plan = Plan { due, zone, calendar: &calendar, snoozed_until: None };
    Ok(Some(plan.days_overdue(view.now + COLLECT)))
}

fn owners_zone(view: &mut View<'_>, settings: &Settings, action: &Action) -> Result<Zone> {
    match person(view, action)? {
        Some(user) => zone_of(view, action.guild, settings, Recipient::User(user)),
        None => Ok(settings.zone()),
    }
}

/// The person behind an action's owner: the one who was named, or whoever the contact is on Discord by now.
pub fn person(view: &mut View<'_>, action: &Action) -> Result<Option<UserId>> {
    match &action.owner {
        Some(Owner::User { id, .. }) => Ok(Some(*id)),
        Some(Owner::Contact { id, .. }) => {
            let contact = store::contacts::look(view, action.guild, *id)?;
            Ok(contact.filter(|contact| contact.removed_at.is_none()).and_then(|contact| contact.user))
        }
        Some(Owner::Role { .. } | Owner::Named { .. }) | None => Ok(None),
    }
}

/// The zone somebody lives by: as they said, else the server's.
pub fn zone_of(view: &mut View<'_>, guild: GuildId, settings: &Settings, who: Recipient) -> Result<Zone> {
    Ok(store::reminders::habits(view, guild, who)?.zone.unwrap_or(settings.zone()))
}
