//! Maintenance: while it lasts no new level is called. What was already sent goes on, people may answer and escalate by
//! hand, and at its end the latest level that is due is called.

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::{Change, View};
use crate::error::{Refusal, Result};
use crate::ids::{GuildId, PageId, PolicyId};
use crate::model::escalation::{Kind, Suspension};
use crate::model::event::Event;
use crate::model::maintenance::{Maintenance, Scope};
use crate::model::named::Deed;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::store;

/// Maintenance always ends by itself: paging that nobody remembers to switch on again is the worst of both.
const LONGEST: TimeDelta = TimeDelta::days(7);

/// Begins maintenance, or moves the end of one that goes on. Says how many open pages wait for it.
pub fn start(change: &mut Change<'_>, scope: Scope, span: TimeDelta) -> Result<(Maintenance, usize)> {
    if span < TimeDelta::minutes(1) || span > LONGEST {
        return Err(Refusal::MaintenanceLength.into());
    }
    let (guild, now) = (change.guild(), change.now);
    store::guilds::ensure(change, guild)?;
    let by = change.by.name().to_owned();
    let maintenance = Maintenance { scope, since: now, until: now + span, by };
    store::maintenances::put(change, guild, &maintenance)?;
    let held = open_pages(change, guild, scope)?;
    for id in &held {
        let (mut paged, people) = hold(change, *id)?;
        let turn = paged.page.suspend(Some(maintenance.until), now);
        carry_out(change, &mut paged, &turn, &people)?;
    }
    change.audit(None, &Event::MaintenanceChanged { policy: scope.policy(), deed: Deed::Added })?;
    Ok((maintenance, held.len()))
}

/// Ends maintenance before its time. Says how many pages go on.
pub fn end(change: &mut Change<'_>, scope: Scope) -> Result<usize> {
    let (guild, now) = (change.guild(), change.now);
    if !store::maintenances::remove(change, guild, scope, now)? {
        return Err(Refusal::NoMaintenance.into());
    }
    let mut resumed = 0;
    for id in open_pages(change, guild, scope)? {
        let (mut paged, people) = hold(change, id)?;
        // The rest of the server may still be in maintenance when one policy no longer is, and the other way round.
        if suspension(change, guild, (paged.policy, paged.page.kind()))?.is_none() {
            let turn = paged.page.resume(now, &people);
            carry_out(change, &mut paged, &turn, &people)?;
            resumed += 1;
        }
    }
    change.audit(None, &Event::MaintenanceChanged { policy: scope.policy(), deed: Deed::Removed })?;
    Ok(resumed)
}

/// What a page to this policy, or to none, has to wait for; drills and tests wait for nothing.
pub(super) fn suspension(
    view: &mut View<'_>,
    guild: GuildId,
    (policy, kind): (Option<PolicyId>, Kind),
) -> Result<Option<Suspension>> {
    if kind != Kind::Real {
        return Ok(None);
    }
    let now = view.now;
    let going_on = store::maintenances::going_on(view, guild, now)?.into_iter();
    let last = going_on.filter(|one| one.scope.holds(policy)).max_by_key(|one| one.until);
    Ok(last.map(|one| Suspension { since: one.since, until: Some::<DateTime<Utc>>(one.until) }))
}

fn open_pages(change: &mut Change<'_>, guild: GuildId, scope: Scope) -> Result<Vec<PageId>> {
    let open = store::pages::open(change, guild)?.into_iter();
    let meant = open.filter(|paged| paged.page.kind() == Kind::Real && scope.holds(paged.policy));
    Ok(meant.map(|paged| paged.id).collect())
}
