//! Whether those who are to be called are still in the server: Discord is asked once a day and before a shift, so that it is not a
//! page that finds it out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::{GuildId, UserId};
use crate::model::escalation::Target;
use crate::model::member::Member;
use crate::model::notice::{Notice, RotaNotice};
use crate::model::timer::Timer;
use crate::model::who::Who;
use crate::operations::{paging, roster};
use crate::store;

/// For so long an answer is good.
const FRESH: TimeDelta = TimeDelta::hours(20);
/// After this time all are asked after again.
const DAY: TimeDelta = TimeDelta::days(1);
/// So many are asked after at a time: nobody else's calls have to wait for these.
const MOST: usize = 50;
/// After this time the rest is.
const SOON: TimeDelta = TimeDelta::minutes(10);

/// Asks after those whom policies and schedules name and who were not asked after of late, the longest first.
pub fn call_roll(change: &mut Change<'_>) -> Result<()> {
    let now = change.now;
    let unsure = unsure(change)?;
    unsure.iter().take(MOST).try_for_each(|user| ask(change, *user))?;
    let pause = if unsure.len() > MOST { SOON } else { DAY };
    change.set_timer(&Timer::RollCall, now + pause)
}

/// Has the roll called now, if somebody is named who was not asked after of late.
pub fn ask_soon(change: &mut Change<'_>) -> Result<()> {
    let now = change.now;
    if unsure(change)?.is_empty() { Ok(()) } else { change.set_timer(&Timer::RollCall, now) }
}

/// Asks after somebody.
pub fn ask(change: &mut Change<'_>, user: UserId) -> Result<()> {
    change.send(&Notice::Rota(RotaNotice::Member { user }))
}

/// Somebody is in the server, under this name.
pub fn here(change: &mut Change<'_>, user: UserId, name: &str) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    if !named(change, guild)?.contains(&user) {
        return Ok(());
    }
    let member = Member { user, name: name.to_owned(), is_here: true, looked_at: now };
    Ok(store::members::put(change, guild, &member)?)
}

/// Somebody is not in the server. Running pages wait for them no longer, and where they are named nobody is called in their place:
/// people are told so, once.
pub fn left(change: &mut Change<'_>, user: UserId) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    if named(change, guild)?.contains(&user) {
        let known = store::members::get(change, guild, user)?;
        let was_here = known.as_ref().is_none_or(|member| member.is_here);
        let name = known.map_or_else(String::new, |member| member.name);
        store::members::put(change, guild, &Member { user, name, is_here: false, looked_at: now })?;
        if was_here {
            change.send(&Notice::Rota(RotaNotice::Left { user }))?;
        }
    }
    paging::gone::left(change, user)
}

/// The names of the policies and schedules that name somebody.
pub fn named_by(view: &mut View<'_>, guild: GuildId, user: UserId) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (name, users) in namings(view, guild)? {
        if users.contains(&user) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Everybody whom a policy or a schedule names.
fn named(view: &mut View<'_>, guild: GuildId) -> Result<BTreeSet<UserId>> {
    Ok(namings(view, guild)?.into_iter().flat_map(|(_, users)| users).collect())
}

fn namings(view: &mut View<'_>, guild: GuildId) -> Result<Vec<(String, Vec<UserId>)>> {
    let people = roster::everybody(view, guild)?;
    let user = |who: Who| match who {
        Who::User(user) => Some(user),
        other => people.contact(other).and_then(|contact| contact.user),
    };
    let mut namings = Vec::new();
    for schedule in store::schedules::all(view, guild)? {
        namings
            .push((schedule.name.to_string(), schedule.is.people().into_iter().filter_map(user).collect()));
    }
    for policy in store::policies::all(view, guild)? {
        let whos = policy.is.targets().filter_map(|target| match target {
            Target::Who(who) => Some(who),
            Target::Schedule(_) => None,
        });
        namings.push((policy.name.to_string(), whos.filter_map(user).collect()));
    }
    Ok(namings)
}

/// Those who are named and were not asked after of late, the longest first.
fn unsure(change: &mut Change<'_>) -> Result<Vec<UserId>> {
    let (guild, now) = (change.guild(), change.now);
    let known = store::members::all(change, guild)?.into_iter();
    let asked: BTreeMap<UserId, DateTime<Utc>> =
        known.map(|member| (member.user, member.looked_at)).collect();
    let mut unsure: Vec<_> = named(change, guild)?.into_iter().collect();
    unsure.retain(|user| asked.get(user).is_none_or(|at| now - *at >= FRESH));
    unsure.sort_by_key(|user| asked.get(user).copied());
    Ok(unsure)
}
