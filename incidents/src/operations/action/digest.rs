//! Posts the server's digest of actions by its cron line.

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::model::action::alarm::Alarm;
use crate::model::action::wish::Wish;
use crate::model::notice::Notice;
use crate::model::recurrence::Recurrence;
use crate::model::settings::Settings;
use crate::model::timer::Timer;
use crate::store;

const TIMER: Timer = Timer::Action(Alarm::Digest);

/// Makes sure that the next digest is on its way, without moving one that is.
pub fn ensure(change: &mut Change<'_>) -> Result<()> {
    let guild = change.guild();
    if store::timers::is_set(change, guild, &TIMER)? { Ok(()) } else { set(change) }
}

/// Sets the next digest by the settings as they are now. Call it when they have changed.
pub fn set(change: &mut Change<'_>) -> Result<()> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    match next(&settings, change.now) {
        Some(at) => change.set_timer(&TIMER, at),
        None => change.clear_timer(&TIMER),
    }
}

fn next(settings: &Settings, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let every = Recurrence::parse(&settings.digest).ok()?;
    every.next_after(after, settings.zone(), DateTime::UNIX_EPOCH)
}

/// Wishes for the digest that was due at `due`, and sets the next. Those missed meanwhile are one.
pub(super) fn post(change: &mut Change<'_>, due: DateTime<Utc>) -> Result<()> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    if let Some(at) = next(&settings, change.now.max(due)) {
        change.set_timer(&TIMER, at)?;
    }
    if !store::guilds::is_present(change, guild)? {
        return Ok(());
    }
    let zone = settings.zone();
    let day = zone.local(change.now).date();
    let weekly = is_first_of_week(&settings, due);
    change.send(&Notice::Action(Wish::Digest { day, weekly }))
}

/// Whether no other digest of this week came before: that one sums up the week that ended.
fn is_first_of_week(settings: &Settings, due: DateTime<Utc>) -> bool {
    let zone = settings.zone();
    let monday = zone.local(due).date()
        - TimeDelta::days(zone.local(due).date().weekday().num_days_from_monday().into());
    let week_began = zone.resolve(monday.and_time(chrono::NaiveTime::MIN)).first();
    next(settings, week_began - TimeDelta::seconds(1)).is_none_or(|first| first >= due)
}
