//! Runs what the timers hold about postmortems: a draft is asked after, a review is reminded of.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::incident::State;
use crate::model::notice::Notice;
use crate::model::publication::{ASKED, Alarm, Saying};
use crate::operations::postmortem::{begin, publication_of, review};
use crate::postmortem::facts;
use crate::store;

/// Runs one alarm.
pub(crate) fn run(change: &mut Change<'_>, alarm: &Alarm) -> Result<()> {
    match alarm {
        Alarm::Unreviewed { incident, said } => unreviewed(change, *incident, *said),
        Alarm::ReviewSoon { incident } => review_soon(change, *incident),
    }
}

fn unreviewed(change: &mut Change<'_>, id: IncidentId, said: u32) -> Result<()> {
    let incident = store::incidents::look(change, id)?;
    let publication = publication_of(change, &incident)?;
    if incident.state != State::Resolved || publication.state != facts::State::Draft || said >= ASKED {
        return Ok(());
    }
    change.send(&Notice::PostmortemSaid { incident: id, what: Saying::Unreviewed })?;
    begin::ask_after(change, &incident, said + 1)
}

fn review_soon(change: &mut Change<'_>, id: IncidentId) -> Result<()> {
    let incident = store::incidents::look(change, id)?;
    let publication = publication_of(change, &incident)?;
    let (State::Resolved, Some(at)) = (incident.state, publication.review_to_come(change.now)) else {
        return Ok(());
    };
    change.send(&Notice::PostmortemSaid { incident: id, what: Saying::ReviewSoon { at } })?;
    review::remind_next(change, id, at)
}
