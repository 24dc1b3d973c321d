//! A role on Discord that whoever is on call has, and nobody else by us: `@oncall` then always means the right person.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{RoleId, ScheduleId, UserId};
use crate::model::named::NamedSchedule;
use crate::model::notice::{Notice, RotaNotice};
use crate::model::rota::Follower;
use crate::operations::roster;
use crate::operations::schedules::hold::hold;
use crate::store;

/// Gives a schedule a role that follows its shifts, or takes it away.
pub fn set_role(change: &mut Change<'_>, id: ScheduleId, role: Option<RoleId>) -> Result<NamedSchedule> {
    let mut schedule = hold(change, id)?;
    let before = schedule.is.follower.take();
    if let Some(role) = role {
        let kept = before.as_ref().filter(|before| before.role == role).cloned();
        schedule.is.follower = Some(kept.unwrap_or(Follower { role, holders: Vec::new() }));
    }
    store::schedules::save(change, &schedule)?;
    if let Some(before) = before.filter(|before| Some(before.role) != role) {
        wish(change, before.role, &before.holders)?;
    }
    follow(change, &schedule)?;
    Ok(schedule)
}

/// Wishes for the role to be with those who are on call now, and with nobody who no longer is.
pub(super) fn follow(change: &mut Change<'_>, schedule: &NamedSchedule) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let Some(Follower { role, holders: before }) = schedule.is.follower.clone() else { return Ok(()) };
    let people = roster::everybody(change, guild)?;
    let on_call = schedule.is.on_call(now).who;
    let on_call: Vec<UserId> = on_call.into_iter().filter_map(|who| people.user(who)).collect();
    let came = on_call.iter().filter(|user| !before.contains(user));
    let went = before.iter().filter(|user| !on_call.contains(user));
    let changed: Vec<UserId> = came.chain(went).copied().collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut schedule = schedule.clone();
    schedule.is.follower = Some(Follower { role, holders: on_call });
    store::schedules::save(change, &schedule)?;
    wish(change, role, &changed)
}

/// A schedule is removed: nobody has its role by us any more.
pub(super) fn forget(change: &mut Change<'_>, schedule: &NamedSchedule) -> Result<()> {
    let Some(Follower { role, holders }) = &schedule.is.follower else { return Ok(()) };
    wish(change, *role, holders)
}

fn wish(change: &mut Change<'_>, role: RoleId, users: &[UserId]) -> Result<()> {
    users.iter().try_for_each(|user| change.send(&Notice::Rota(RotaNotice::Role { role, user: *user })))
}
