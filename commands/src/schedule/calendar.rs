//! A schedule as a calendar that people subscribe to: the same shifts that paging goes by, and gaps as what they are.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use incidents::model::named::NamedSchedule;
use incidents::model::rota::Shift;
use incidents::model::rota::ical::{Calendar, Event};
use incidents::operations::roster::{self, People};
use incidents::{Result, View};

use super::shifts;
use crate::people;

/// How much of the past is in it.
const PAST: TimeDelta = TimeDelta::weeks(4);
/// How much of the time to come.
const AHEAD: TimeDelta = TimeDelta::weeks(12);

/// The calendar of a schedule, in iCalendar's form.
pub fn calendar(view: &mut View<'_>, schedule: &NamedSchedule) -> Result<String> {
    let (people, now) = (roster::everybody(view, schedule.guild)?, view.now);
    let (from, to) = (floor(now - PAST, TimeDelta::days(1)), floor(now + AHEAD, TimeDelta::days(1)));
    let shifts = shifts::between(schedule, &people, (from, to));
    let zone = schedule.is.layers.first().map_or(chrono_tz::UTC, |layer| layer.rotation.zone);
    let calendar = Calendar {
        name: format!("On call: {}", schedule.name),
        zone: zone.to_string(),
        // Within an hour the same is told in the same bytes.
        stamp: floor(now, TimeDelta::hours(1)),
        events: shifts.iter().map(|shift| event(schedule, &people, shift, to)).collect(),
    };
    Ok(calendar.to_ics())
}

fn floor(at: DateTime<Utc>, to: TimeDelta) -> DateTime<Utc> {
    at.duration_trunc(to).unwrap_or(at)
}

/// A shift as an event. It is known by its end, for the beginning of the first is where the calendar's is.
fn event(schedule: &NamedSchedule, people: &People, shift: &Shift, horizon: DateTime<Utc>) -> Event {
    let end = if shift.to < horizon { Some(shift.to) } else { schedule.is.on_call(shift.from).until };
    let last = end.map_or_else(|| "open".to_owned(), |end| end.timestamp().to_string());
    let title = match shift.is_gap() {
        true => format!("⚠️ Nobody is on call · {}", schedule.name),
        false => format!("{} · {}", people::names(people, &shift.who), schedule.name),
    };
    Event {
        uid: format!("{}-{last}@sitrep", schedule.id),
        from: shift.from,
        to: end.unwrap_or(shift.to).max(shift.to),
        title,
    }
}
