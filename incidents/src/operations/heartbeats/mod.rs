//! Jobs that say that they are alive: let in, heard, and missed.

pub mod add;
pub mod miss;
pub mod ping;
pub mod remove;
pub mod rotate;

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::entry::EntryKind;
use crate::model::heartbeat::Heartbeat;
use crate::model::notice::{Notice, Saying};
use crate::model::timer::Timer;
use crate::operations::add_entry::{self, add_entry};

/// Sets when a heartbeat would be missing, or takes that back.
fn listen(change: &mut Change<'_>, heartbeat: &Heartbeat) -> Result<()> {
    let timer = Timer::Heartbeat { heartbeat: heartbeat.id };
    match heartbeat.missing_from().filter(|_| heartbeat.missing_since.is_none()) {
        Some(at) => change.set_timer(&timer, at),
        None => change.clear_timer(&timer),
    }
}

/// Writes what became of a heartbeat on an incident's timeline, and says it in its channel.
fn tell(change: &mut Change<'_>, incident: IncidentId, kind: EntryKind, text: &str) -> Result<()> {
    let at = change.now;
    add_entry(change, incident, &add_entry::Wish { text: text.to_owned(), at, kind })?;
    let what = Saying::Done { by: change.by.name().to_owned(), sentence: text.to_owned() };
    change.send(&Notice::Say { incident, what })
}

/// A length of time as people say it, to the coarser of its units.
fn spoken(span: chrono::TimeDelta) -> String {
    let minutes = span.num_minutes();
    match (minutes / (24 * 60), minutes / 60, minutes) {
        (0, 0, 0) => format!("{} s", span.num_seconds().max(0)),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {} min", minutes % 60),
        (days, hours, _) => format!("{days} d {} h", hours % 24),
    }
}
