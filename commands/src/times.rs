//! Typed times, read as the person meant them: in the zone as written, else the incident's, else the server's.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::incident::Incident;
use incidents::model::moment::{self, Moment, Note, Reading, Tense};
use incidents::model::settings::Settings;
use incidents::model::span::{NoSpan, Span};
use incidents::model::zone::Zone;
use incidents::{Change, Refusal, Result, RosterRefusal, store};

use crate::tongues::worded;

/// Reads a time at which something happened.
pub fn past(
    typed: &str,
    now: DateTime<Utc>,
    settings: &Settings,
    incident: Option<&Incident>,
) -> Result<Moment, Refusal> {
    let mut reading = Reading::new(now, zone(settings, incident), Tense::Past);
    reading.start = incident.map(Incident::started_at);
    reading.order = settings.order();
    reading.calendar = settings.calendar();
    moment::read(typed, &reading).map_err(Refusal::Time)
}

/// Reads a time that is to come.
pub fn future(
    typed: &str,
    now: DateTime<Utc>,
    settings: &Settings,
    incident: Option<&Incident>,
) -> Result<Moment, Refusal> {
    let mut reading = Reading::new(now, zone(settings, incident), Tense::Future);
    reading.order = settings.order();
    reading.calendar = settings.calendar();
    moment::read(typed, &reading).map_err(Refusal::Time)
}

/// Reads a length of elapsed time: `30m`, `2h`.
pub fn elapsed(typed: &str) -> Result<TimeDelta, RosterRefusal> {
    Ok(typed.parse::<Span>()?.elapsed().ok_or(NoSpan::Unreadable)?)
}

/// The zone that times are read in: the incident's, else the server's.
#[must_use]
pub fn zone(settings: &Settings, incident: Option<&Incident>) -> Zone {
    let own = incident.and_then(|incident| incident.zone.as_deref()).and_then(|zone| zone.parse().ok());
    own.or_else(|| settings.zone.parse().ok()).unwrap_or(Zone::UTC)
}

/// What the person should be told about how their time was read, as lines under the answer.
#[must_use]
pub fn notes(moment: Option<&Moment>) -> String {
    let notes = moment.map(|moment| moment.notes.as_slice()).unwrap_or_default();
    notes.iter().map(|note| format!("\n-# {}", worded(note))).collect()
}

/// Like [`notes`], but what was explained in this incident before is not explained again.
pub fn explained(change: &mut Change<'_>, incident: &Incident, moment: Option<&Moment>) -> Result<String> {
    let mut lines = String::new();
    for note in moment.map(|moment| moment.notes.as_slice()).unwrap_or_default() {
        if is_fresh(change, incident, note)? {
            lines.push_str(&format!("\n-# {}", worded(note)));
        }
    }
    Ok(lines)
}

/// What letters mean is the same every time; how a date was taken is not, and is said each time.
fn is_fresh(change: &mut Change<'_>, incident: &Incident, note: &Note) -> Result<bool> {
    let letters = match note {
        Note::OtherClock { letters, .. } => letters.name(),
        Note::Letters { letters, .. } => letters,
        _ => return Ok(true),
    };
    Ok(store::explained::put(change, incident.id, &format!("letters {letters}"))?)
}
