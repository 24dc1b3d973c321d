//! Asks the others of a schedule to take a shift, or a part of one.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::{ChannelId, CoverId, ScheduleId, UserId};
use crate::model::cover::{Cover, CoverRefused, Stretch};
use crate::model::named::Noun;
use crate::model::notice::{Notice, RotaNotice};
use crate::model::rota::OverrideRefused;
use crate::model::who::Who;
use crate::operations::roster;
use crate::store;

/// A request for cover, and who was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its row.
    pub id: CoverId,
    /// What was asked for: the part that is still to come.
    pub cover: Cover,
    /// Those who were asked and are on Discord.
    pub users: Vec<UserId>,
}

/// What somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// In which schedule.
    pub schedule: ScheduleId,
    /// Who asks.
    pub asker: Who,
    /// For which time.
    pub when: Stretch,
    /// Where they ask.
    pub channel: ChannelId,
}

/// Asks for cover, and tells each of the others in a direct message.
pub fn ask_cover(change: &mut Change<'_>, wish: &Wish) -> Result<Asked> {
    let (guild, now) = (change.guild(), change.now);
    let Wish { schedule: id, asker, when, .. } = *wish;
    let gone = || RosterRefusal::NoSuch(Noun::Schedule, id.to_string());
    let schedule = store::schedules::get(change, guild, id)?.ok_or_else(gone)?;
    if when.to <= when.from {
        return Err(OverrideRefused::Empty.into());
    }
    if when.to <= now {
        return Err(CoverRefused::Past.into());
    }
    let when = Stretch { from: when.from.max(now), to: when.to };
    let people = roster::everybody(change, guild)?;
    let shifts = schedule.is.shifts(when.from, when.to);
    if !shifts.iter().any(|shift| people.each_once(&shift.who).contains(&asker)) {
        return Err(RosterRefusal::NotOnCall(schedule.name.to_string()).into());
    }
    let others = people.each_once(&schedule.is.people()).into_iter().filter(|who| *who != asker);
    let users: Vec<_> = others.filter_map(|who| people.user(who)).collect();
    if users.is_empty() {
        return Err(RosterRefusal::NobodyElse(schedule.name.to_string()).into());
    }
    let cover = Cover::ask(asker, when);
    let id = store::covers::insert(change, guild, id, &cover, now)?;
    for user in &users {
        change.send(&Notice::Rota(RotaNotice::CoverAsked {
            cover: id,
            user: *user,
            channel: wish.channel,
        }))?;
    }
    Ok(Asked { id, cover, users })
}
