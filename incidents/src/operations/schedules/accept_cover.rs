//! Takes what somebody asked to be covered, or a part of it. The first to accept has it.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::CoverId;
use crate::model::cover::{Cover, Stretch};
use crate::model::named::NamedSchedule;
use crate::model::notice::{Notice, RotaNotice};
use crate::model::rota;
use crate::model::who::Who;
use crate::operations::roster;
use crate::store;

/// What came of accepting.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The schedule as it is now.
    pub schedule: NamedSchedule,
    /// The request as it is now.
    pub cover: Cover,
    /// What was accepted just now.
    pub parts: Vec<Stretch>,
}

/// Accepts a request for cover: all of what is open, or a part.
pub fn accept_cover(
    change: &mut Change<'_>,
    id: CoverId,
    by: Who,
    part: Option<Stretch>,
) -> Result<Accepted> {
    let (guild, now) = (change.guild(), change.now);
    let (schedule, mut cover) = store::covers::get(change, guild, id)?.ok_or(Refusal::StaleButton)?;
    let mut schedule = store::schedules::get(change, guild, schedule)?.ok_or(Refusal::StaleButton)?;
    let parts = cover.accept(by, part, now)?;
    for part in &parts {
        let replace = rota::Change::Replace { who: cover.asker, by };
        schedule.is.add_override(replace, (part.from, part.to), now)?;
    }
    store::covers::save(change, guild, id, &cover)?;
    store::schedules::save(change, &schedule)?;
    super::watch::from_now(change, &schedule)?;
    let people = roster::everybody(change, guild)?;
    if let Some(user) = people.user(cover.asker) {
        change.send(&Notice::Rota(RotaNotice::CoverTaken { cover: id, user }))?;
    }
    Ok(Accepted { schedule, cover, parts })
}
