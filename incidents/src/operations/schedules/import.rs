//! Takes the days off of a calendar into a schedule, as overrides: first shown, then taken in. Taken in again, they are there
//! once.

use chrono::{DateTime, Utc};

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::{OfferId, ScheduleId};
use crate::model::named::NamedSchedule;
use crate::model::notice::{AnswerTo, CalendarFile, Notice, RotaNotice};
use crate::model::rota::ical::{self, Off, Offer};
use crate::model::rota::{self, Override};
use crate::refusal::Refusal;
use crate::store;

/// How many overrides a schedule may have that are not over.
const MOST: usize = 1_000;

/// What came of it, or would.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The schedule as it is then.
    pub schedule: NamedSchedule,
    /// What happens in the time of each event.
    pub what: rota::Change,
    /// What was added.
    pub added: Vec<Off>,
    /// How many were there already.
    pub known: usize,
    /// How many are over.
    pub past: usize,
    /// Those in whose time another override already names the same person.
    pub conflicting: Vec<Off>,
}

/// Where a file lies that is to be offered, and where its sender waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The file's address at Discord.
    pub url: String,
    /// How many bytes it claims to have.
    pub bytes: usize,
    /// Where its sender waits for an answer.
    pub answer: AnswerTo,
}

/// Wishes for a file to be fetched and offered.
pub fn fetch(change: &mut Change<'_>, id: ScheduleId, what: rota::Change, sent: Sent) -> Result<()> {
    if sent.bytes > ical::MOST_BYTES {
        return Err(RosterRefusal::from(ical::NoCalendar::TooLarge).into());
    }
    hold(change, id)?;
    let Sent { url, answer, .. } = sent;
    let by = change.by.clone();
    change.send(&Notice::Rota(RotaNotice::Calendar(CalendarFile { schedule: id, what, url, by, answer })))
}

/// Reads a calendar in the zone of the schedule, and says what taking it in would do: `what` would happen in the time of each
/// of its events. Nothing happens until it is taken in.
pub fn offer(
    change: &mut Change<'_>,
    id: ScheduleId,
    bytes: &[u8],
    what: rota::Change,
) -> Result<(OfferId, Imported)> {
    let (schedule, guild, now) = (hold(change, id)?, change.guild(), change.now);
    let zone = schedule.is.layers.first().map_or(chrono_tz::UTC, |layer| layer.rotation.zone);
    let events = ical::read(bytes, zone, now).map_err(RosterRefusal::from)?;
    let offer = Offer { events, what };
    let offered = store::offered_calendars::put(change, (guild, id), &offer, now)?;
    Ok((offered, imported(schedule, offer, now)?))
}

/// Takes in what was offered, and forgets the offer.
pub fn take(change: &mut Change<'_>, id: OfferId) -> Result<Imported> {
    let (guild, now) = (change.guild(), change.now);
    let (schedule, offer) = store::offered_calendars::get(change, guild, id)?.ok_or(Refusal::StaleButton)?;
    store::offered_calendars::remove(change, guild, schedule)?;
    let imported = imported(hold(change, schedule)?, offer, now)?;
    keep(change, &imported.schedule)?;
    Ok(imported)
}

fn imported(mut schedule: NamedSchedule, offer: Offer, now: DateTime<Utc>) -> Result<Imported> {
    let Offer { events, what } = offer;
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
    Ok(Imported { schedule, what, added, known, past, conflicting })
}
