//! Tells those who wait how it stands, promises when they hear more, and reminds the lead of the promise.

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::cadence;
use crate::model::event::Event;
use crate::model::incident::{Incident, Update};
use crate::model::notice::{Notice, Saying};
use crate::model::timer::Timer;
use crate::store;

/// How many characters an update may have.
pub const MOST: usize = 1_800;
/// How long people may be kept waiting for the next one.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(30);

/// When those who wait hear more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// As soon as the severity asks for.
    BySeverity,
    /// After this long.
    After(TimeDelta),
    /// Nothing is promised.
    Unpromised,
}

/// Posts an update. One after the end is the last: nothing more is promised.
pub fn post_update(
    change: &mut Change<'_>,
    id: IncidentId,
    message: &str,
    next: Next,
) -> Result<(Incident, Event)> {
    let text = Refusal::unless_fits("message", message, MOST)?.to_owned();
    let mut incident = store::incidents::get(change, id)?;
    incident.must_be_real()?;
    let next = promised(change, &incident, next)?;
    let update = Update { text: text.clone(), at: change.now, by: change.by.name().to_owned() };
    incident.last_update = Some(update.clone());
    incident.next_update_at = next;
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    match next {
        Some(due) => change.set_timer(&Timer::update_due(id), due)?,
        None => change.clear_timer(&Timer::update_due(id))?,
    }
    let event = Event::UpdatePosted { text };
    change.record(id, &event)?;
    if !incident.private {
        change.send(&Notice::Update { incident: id, update })?;
    }
    change.send(&Notice::Card { incident: id })?;
    Ok((incident, event))
}

fn promised(change: &mut Change<'_>, incident: &Incident, next: Next) -> Result<Option<DateTime<Utc>>> {
    let wait = match next {
        Next::Unpromised => return Ok(None),
        Next::BySeverity if !incident.is_open() => return Ok(None),
        Next::BySeverity => {
            let settings = store::guilds::settings(change, incident.guild)?;
            cadence::of(&settings, &incident.severity)
        }
        Next::After(wait) => wait,
    };
    incident.must_be_open()?;
    if !(TimeDelta::minutes(1)..=LONGEST_WAIT).contains(&wait) {
        return Err(Refusal::NextUpdate("Nobody can be promised that.").into());
    }
    Ok(Some(change.now + wait))
}

/// Reminds the lead of an update that is late: a few times, then never again for this one.
pub fn remind(change: &mut Change<'_>, id: IncidentId, nudges: u32) -> Result<()> {
    let incident = store::incidents::get(change, id)?;
    let is_late = incident.next_update_at.is_some_and(|due| due <= change.now);
    if !incident.is_open() || !is_late {
        return Ok(());
    }
    change.send(&Notice::Say { incident: id, what: Saying::UpdateDue })?;
    change.send(&Notice::Card { incident: id })?;
    let nudges = nudges + 1;
    if nudges < cadence::MOST_NUDGES {
        let again = change.now + cadence::BETWEEN_NUDGES;
        change.set_timer(&Timer::UpdateDue { incident: id, nudges }, again)?;
    }
    Ok(())
}
