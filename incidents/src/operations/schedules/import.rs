//! Takes the days off of a calendar into a schedule, as overrides. Taken in again, they are there once.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ScheduleId;
use crate::model::named::NamedSchedule;
use crate::model::rota::ical::{self, Off};
use crate::model::rota::{self, Override};

/// How many overrides a schedule may have that are not over.
const MOST: usize = 1_000;

/// What came of it.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The schedule as it is now.
    pub schedule: NamedSchedule,
    /// What was added.
    pub added: Vec<Off>,
    /// How many were there already.
    pub known: usize,
    /// How many are over.
    pub past: usize,
    /// Those in whose time another override already names the same person.
    pub conflicting: Vec<Off>,
}

/// Reads a calendar in the zone of the schedule and makes each of its events an override: `what` happens in that time.
pub fn import(change: &mut Change<'_>, id: ScheduleId, text: &str, what: rota::Change) -> Result<Imported> {
    let (mut schedule, now) = (hold(change, id)?, change.now);
    let zone = schedule.is.layers.first().map_or(chrono_tz::UTC, |layer| layer.rotation.zone);
    let events = ical::read(text, zone)?;
    let (mut added, mut conflicting, mut known, mut past) = (Vec::new(), Vec::new(), 0, 0);
    for off in events {
        let same =
            |one: &Override| one.change == what && one.from == off.from.max(one.from) && one.to == off.to;
        if off.to <= now {
            past += 1;
        } else if schedule
            .is
            .overrides()
            .iter()
            .any(|one| same(one) && (one.from == off.from || off.from <= now))
        {
            known += 1;
        } else if schedule.is.add_override(what, (off.from, off.to), now).is_ok() {
            added.push(off);
        } else {
            conflicting.push(off);
        }
    }
    if schedule.is.overrides().iter().filter(|one| one.to > now).count() > MOST {
        return Err(RosterRefusal::TooManyOverrides(MOST).into());
    }
    keep(change, &schedule)?;
    Ok(Imported { schedule, added, known, past, conflicting })
}
