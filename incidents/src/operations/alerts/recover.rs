//! An alert is over. That is noted and said, and nothing else: an incident ends when people say so, and a page that
//! nobody has answered is never ended by a machine.

use super::standing::standing;
use super::take_in::At;
use super::tell::{self, Telling};
use crate::change::Change;
use crate::error::Result;
use crate::model::alert::{Alert, Kept, KeptState, Made};
use crate::model::entry::EntryKind;
use crate::model::escalation::{AlertMeans, Ending, Known};
use crate::model::incident::Incident;
use crate::model::notice::AlertTurn;
use crate::model::timer::Timer;
use crate::operations::paging;
use crate::store;

/// Does what the end of an alert asks for.
pub(super) fn recover(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    kept: Option<Kept>,
    alert: &Alert,
) -> Result<Made> {
    let (known, incident) = standing(change, at, kept.as_ref())?;
    let means = AlertMeans::resolved(known);
    let Some(mut kept) = kept.filter(|kept| kept.state != KeptState::Resolved) else {
        return Ok(Made::NothingToEnd);
    };
    let told = kept.is_told_now(alert.state, change.now);
    kept.state = KeptState::Resolved;
    kept.times += 1;
    kept.last_at = change.now;
    kept.body = at.body.to_owned();
    change.clear_timer(&Timer::AlertHeld { alert: kept.id })?;
    store::alerts::put(change, &mut kept)?;
    match (means, incident) {
        (AlertMeans::Recover, Some(incident)) => in_incident(change, at, kept, alert, (&incident, told)),
        (AlertMeans::Recover, None) => {
            if let Some(page) = kept.page.filter(|_| known == Known::Acked) {
                at.seen = None;
                paging::end::one(change, page, Ending::Resolved)?;
            }
            Ok(Made::Recovered { incident: None })
        }
        _ => Ok(Made::NothingToEnd),
    }
}

fn in_incident(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    mut kept: Kept,
    alert: &Alert,
    (incident, told): (&Incident, bool),
) -> Result<Made> {
    let last = store::alerts::firing_in(change, incident.id)? == 0;
    if told || last {
        let kind = if last { EntryKind::Recovery } else { EntryKind::Note };
        let telling = Telling { alert, kind, turn: AlertTurn::Over { last } };
        tell::tell(change, at.source.name.as_str(), incident.id, &telling)?;
        (kept.untold, kept.told_at) = (0, change.now);
    } else {
        kept.untold += 1;
        at.counted = true;
    }
    store::alerts::put(change, &mut kept)?;
    Ok(Made::Recovered { incident: Some(incident.number) })
}
