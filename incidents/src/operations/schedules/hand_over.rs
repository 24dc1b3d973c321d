//! What happens when a shift ends: both are told, once, however often the program was started meanwhile.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::ids::ScheduleId;
use crate::model::notice::{Notice, RotaNotice};
use crate::model::rota::{Handoff, Schedule};
use crate::operations::{members, roster};
use crate::store;

/// Announces the handoff that was due at `due`; of several that were slept through, the last.
pub fn hand_over(change: &mut Change<'_>, id: ScheduleId, due: DateTime<Utc>) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let Some(schedule) = store::schedules::get(change, guild, id)? else { return Ok(()) };
    if let Some(handoff) = last_between(&schedule.is, due, now) {
        change.send(&Notice::Rota(RotaNotice::Handoff { schedule: id, at: handoff.at }))?;
        for who in handoff.to {
            let people = roster::everybody(change, guild)?;
            if let Some(user) = people.user(who) {
                change.send(&Notice::Rota(RotaNotice::OnCallNow { schedule: id, at: handoff.at, user }))?;
            }
        }
    }
    super::watch::from_now(change, &schedule)
}

/// Reminds whoever comes on call next; a reminder that was slept through is for a shift that has begun, and is not given.
pub fn remind(change: &mut Change<'_>, id: ScheduleId) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let Some(schedule) = store::schedules::get(change, guild, id)? else { return Ok(()) };
    let Some(next) = schedule.is.next_handoff_after(now) else { return Ok(()) };
    if super::watch::reminded_at(&schedule, &next).is_none_or(|at| at > now) {
        return Ok(());
    }
    let people = roster::everybody(change, guild)?;
    for user in next.to.iter().filter_map(|who| people.user(*who)) {
        change.send(&Notice::Rota(RotaNotice::ShiftReminder { schedule: id, at: next.at, user }))?;
        members::ask(change, user)?;
    }
    Ok(())
}

/// The last handoff from `due` up to and including `now`.
fn last_between(schedule: &Schedule, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Handoff> {
    // A handoff at the instant it was due is the first one after the instant before.
    let mut last = None;
    let mut from = due - chrono::TimeDelta::milliseconds(1);
    while let Some(handoff) = schedule.next_handoff_after(from).filter(|handoff| handoff.at <= now) {
        from = handoff.at;
        last = Some(handoff);
    }
    last
}
