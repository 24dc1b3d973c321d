//! Sets the timers of a schedule: one for its next handoff, one to remind whoever comes on call then.

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::model::named::NamedSchedule;
use crate::model::rota::Handoff;
use crate::model::timer::Timer;

/// When to look again at a schedule in which nothing is to change within a year.
const LOOK_AGAIN: TimeDelta = TimeDelta::weeks(26);
/// A shift at least this long is announced a day before, a shorter one an hour before.
const LONG_SHIFT: TimeDelta = TimeDelta::days(3);

/// Watches the first handoff after now.
pub(super) fn from_now(change: &mut Change<'_>, schedule: &NamedSchedule) -> Result<()> {
    super::follow::follow(change, schedule)?;
    let now = change.now;
    let (handoff, reminder) =
        (Timer::Handoff { schedule: schedule.id }, Timer::ShiftReminder { schedule: schedule.id });
    let Some(next) = schedule.is.next_handoff_after(now) else {
        change.clear_timer(&reminder)?;
        return change.set_timer(&handoff, now + LOOK_AGAIN);
    };
    change.set_timer(&handoff, next.at)?;
    match reminded_at(schedule, &next).filter(|at| *at > now) {
        Some(at) => change.set_timer(&reminder, at),
        None => change.clear_timer(&reminder),
    }
}

/// When whoever comes on call at a handoff is reminded of it; never, where a gap begins.
pub(super) fn reminded_at(schedule: &NamedSchedule, next: &Handoff) -> Option<DateTime<Utc>> {
    if next.to.is_empty() {
        return None;
    }
    let ends = schedule.is.next_handoff_after(next.at).map_or(DateTime::<Utc>::MAX_UTC, |after| after.at);
    let ahead = if ends - next.at >= LONG_SHIFT { TimeDelta::days(1) } else { TimeDelta::hours(1) };
    Some(next.at - ahead)
}
