//! Sets when an action is reminded of next.

use chrono::{DateTime, Utc};

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::{GuildId, UserId};
use crate::model::action::alarm::Alarm;
use crate::model::action::owner::Owner;
use crate::model::action::reminder::{COLLECT, Plan, Recipient};
use crate::model::action::{Action, Due};
use crate::model::calendar::Calendar;
use crate::model::settings::Settings;
use crate::model::timer::Timer;
use crate::model::zone::Zone;
use crate::operations::action::repeat;
use crate::store;

/// What the reminders of an action go by.
pub(super) struct Pace {
    /// The person behind its owner, and how they are told; nothing where there is none.
    pub owner: Option<Recipient>,
    zone: Zone,
    calendar: Calendar,
}

/// Reads what the reminders of an action go by.
pub(super) fn pace(view: &mut View<'_>, action: &Action) -> Result<Pace> {
    let settings = store::guilds::settings(view, action.guild)?;
    let owner = recipient(view, action)?;
    let zone = match owner {
        Some(to) => zone_of(view, action.guild, &settings, to)?,
        None => settings.zone(),
    };
    Ok(Pace { owner, zone, calendar: settings.calendar() })
}

impl Pace {
    /// When an action is reminded of for the first time after an instant.
    pub(super) fn next_after(&self, action: &Action, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if !action.is_open() {
            return None;
        }
        match action.due {
            Some(due) => Some(self.plan(due, action.snoozed_until).next_after(after)),
            None => action.snoozed_until.filter(|until| *until > after),
        }
    }

    /// How many days an action is overdue by its owner's clock; none when it has no due date.
    pub(super) fn days_overdue(&self, action: &Action, now: DateTime<Utc>) -> Option<i64> {
        action.due.map(|due| self.plan(due, None).days_overdue(now + COLLECT))
    }

    fn plan(&self, due: Due, snoozed_until: Option<DateTime<Utc>>) -> Plan<'_> {
        Plan { due, zone: self.zone, calendar: &self.calendar, snoozed_until }
    }

    /// Sets the timer for the first thing to do about an action after an instant, or takes it back.
    pub(super) fn schedule(
        &self,
        change: &mut Change<'_>,
        action: &Action,
        after: DateTime<Utc>,
    ) -> Result<()> {
        let reminder = self.next_after(action, after).map(|at| at - COLLECT);
        let turn = repeat::turns_at(action).filter(|_| action.is_open());
        set(change, action, reminder.into_iter().chain(turn).min())
    }
}

/// Sets the timer for the first thing to do about an action after an instant, or takes it back.
pub(super) fn schedule(change: &mut Change<'_>, action: &Action, after: DateTime<Utc>) -> Result<()> {
    if !action.is_open() {
        return set(change, action, None);
    }
    pace(change, action)?.schedule(change, action, after)
}

/// Sets the timer for the next reminder alone: while its incident is silent, nothing is missed.
pub(super) fn postpone(change: &mut Change<'_>, action: &Action, after: DateTime<Utc>) -> Result<()> {
    let next = pace(change, action)?.next_after(action, after);
    set(change, action, next.map(|at| at - COLLECT))
}

fn set(change: &mut Change<'_>, action: &Action, at: Option<DateTime<Utc>>) -> Result<()> {
    let timer = Timer::Action(Alarm::Turn { action: action.id });
    match at {
        Some(at) => change.set_timer(&timer, at),
        None => change.clear_timer(&timer),
    }
}

/// How many days an action is overdue by its owner's clock; none when it has no due date.
pub fn days_overdue(view: &mut View<'_>, action: &Action) -> Result<Option<i64>> {
    if action.due.is_none() {
        return Ok(None);
    }
    Ok(pace(view, action)?.days_overdue(action, view.now))
}

/// How the person behind an action's owner is told of it: on Discord, else by a way of their own. None: there is no person,
/// or no way to them.
pub fn recipient(view: &mut View<'_>, action: &Action) -> Result<Option<Recipient>> {
    match &action.owner {
        Some(Owner::User { id, .. }) => Ok(Some(Recipient::User(*id))),
        Some(Owner::Contact { id, .. }) => {
            let contact = store::contacts::look(view, action.guild, *id)?;
            let contact = contact.filter(|contact| contact.removed_at.is_none());
            Ok(contact.and_then(|contact| match contact.user {
                Some(user) => Some(Recipient::User(user)),
                None => contact.ways.for_what_can_wait().map(|_| Recipient::Contact(*id)),
            }))
        }
        Some(Owner::Role { .. } | Owner::Named { .. }) | None => Ok(None),
    }
}

/// The person behind an action's owner: the one who was named, or whoever the contact is on Discord by now.
pub fn person(view: &mut View<'_>, action: &Action) -> Result<Option<UserId>> {
    Ok(match recipient(view, action)? {
        Some(Recipient::User(user)) => Some(user),
        Some(Recipient::Contact(_) | Recipient::Channel(_)) | None => None,
    })
}

/// The zone somebody lives by: as they said, else the server's.
pub fn zone_of(view: &mut View<'_>, guild: GuildId, settings: &Settings, who: Recipient) -> Result<Zone> {
    Ok(store::reminders::habits(view, guild, who)?.zone.unwrap_or(settings.zone()))
}
