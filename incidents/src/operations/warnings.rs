//! What is wrong about who is called, found before somebody has to be: policies that reach nobody, contacts that cannot be
//! reached, schedules with gaps, paging that is held.

use chrono::{DateTime, TimeDelta, Utc};

use super::policies::add_step::check_answered;
use super::roster;
use crate::change::View;
use crate::error::Result;
use crate::ids::GuildId;
use crate::model::maintenance::Maintenance;
use crate::model::rota::Shift;
use crate::store;

/// How far ahead gaps are looked for.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A policy would tell nobody, now or after any coming handoff.
    PolicyReachesNobody {
        /// Its name.
        policy: String,
    },
    /// A policy would tell nobody at this moment.
    PolicyReachesNobodyNow {
        /// Its name.
        policy: String,
    },
    /// A contact has no way by which they can be told.
    ContactWithoutWay {
        /// Their name.
        contact: String,
    },
    /// No way of a contact has ever been answered, though policies or schedules name them.
    ContactUnproven {
        /// Their name.
        contact: String,
    },
    /// Nobody is on call in a schedule for a part of the coming week.
    ScheduleGap {
        /// Its name.
        schedule: String,
        /// When the first gap begins.
        from: DateTime<Utc>,
        /// And ends.
        to: DateTime<Utc>,
        /// How many there are.
        gaps: usize,
    },
    /// Paging is held.
    Maintenance(Maintenance),
}

/// Everything that is wrong about who is called in a server.
pub fn warnings(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Warning>> {
    let mut found = Vec::new();
    policies(view, guild, &mut found)?;
    contacts(view, guild, &mut found)?;
    schedules(view, guild, &mut found)?;
    let now = view.now;
    found.extend(store::maintenances::going_on(view, guild, now)?.into_iter().map(Warning::Maintenance));
    Ok(found)
}

fn policies(view: &mut View<'_>, guild: GuildId, found: &mut Vec<Warning>) -> Result<()> {
    let (people, now) = (roster::all(view, guild)?, view.now);
    for policy in store::policies::all(view, guild)? {
        let name = policy.name.to_string();
        if check_answered(&policy.is, &people, now).is_err() {
            found.push(Warning::PolicyReachesNobody { policy: name });
        } else if policy.is.check_answered(&people, now).is_err() {
            found.push(Warning::PolicyReachesNobodyNow { policy: name });
        }
    }
    Ok(())
}

fn contacts(view: &mut View<'_>, guild: GuildId, found: &mut Vec<Warning>) -> Result<()> {
    let (policies, schedules) = (store::policies::all(view, guild)?, store::schedules::all(view, guild)?);
    for contact in store::contacts::all(view, guild)? {
        let (who, name) = (contact.who(), contact.name.to_string());
        let is_named =
            policies.iter().any(|one| one.is.names(who)) || schedules.iter().any(|one| one.is.names(who));
        if contact.ways.iter().next().is_none() {
            found.push(Warning::ContactWithoutWay { contact: name });
        } else if is_named && contact.ways.iter().all(|reach| reach.worked_at.is_none()) {
            found.push(Warning::ContactUnproven { contact: name });
        }
    }
    Ok(())
}

fn schedules(view: &mut View<'_>, guild: GuildId, found: &mut Vec<Warning>) -> Result<()> {
    let (people, now) = (roster::everybody(view, guild)?, view.now);
    for schedule in store::schedules::all(view, guild)? {
        let mut gaps: Vec<Shift> = Vec::new();
        for shift in schedule.is.shifts(now, now + AHEAD) {
            // Who was removed is nobody, so that their shift is a gap, and one with the gap before it.
            if people.each_once(&shift.who).is_empty() {
                match gaps.last_mut().filter(|last| last.to == shift.from) {
                    Some(last) => last.to = shift.to,
                    None => gaps.push(shift),
                }
            }
        }
        if let Some(first) = gaps.first() {
            let (from, to) = (first.from, first.to);
            let schedule = schedule.name.to_string();
            found.push(Warning::ScheduleGap { schedule, from, to, gaps: gaps.len() });
        }
    }
    Ok(())
}
