//! How what an alert belongs to stands now.

use super::take_in::At;
use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::alert::{Kept, KeptState};
use crate::model::escalation::{Known, State};
use crate::model::incident::Incident;
use crate::model::paged::Paged;
use crate::store;

/// How many mergers are followed: more than anybody makes.
const MERGERS: usize = 20;

/// How what an alert belongs to stands now, with the incident, if there is one.
pub(super) fn standing(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    kept: Option<&Kept>,
) -> Result<(Known, Option<Incident>)> {
    let Some(kept) = kept else { return Ok((Known::Nothing, None)) };
    if let Some(incident) = kept.incident {
        let (known, incident) = of_incident(change, at, incident)?;
        return Ok((known, Some(incident)));
    }
    if let Some(page) = kept.page {
        let known = store::pages::look(change, page)?.map_or(Known::Nothing, |paged| of_page(&paged));
        return Ok((known, None));
    }
    Ok((if kept.state == KeptState::Held { Known::Acked } else { Known::Nothing }, None))
}

/// How an incident stands, or the one it lives on in. The thousands of a storm all ask for the same one.
pub(super) fn of_incident(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    id: IncidentId,
) -> Result<(Known, Incident)> {
    if let Some((_, known, incident)) = at.seen.as_ref().filter(|(seen, ..)| *seen == id) {
        return Ok((*known, incident.clone()));
    }
    let incident = living(change, id)?;
    let known = if incident.is_open() { of_pages(change, &incident)? } else { Known::Over };
    at.seen = Some((id, known, incident.clone()));
    Ok((known, incident))
}

/// The incident, or the one that it lives on in.
pub(super) fn living(change: &mut Change<'_>, id: IncidentId) -> Result<Incident> {
    let mut incident = store::incidents::look(change, id)?;
    for _ in 0..MERGERS {
        let Some(into) = incident.merged_into else { break };
        incident = store::incidents::look(change, into)?;
    }
    Ok(incident)
}

fn of_pages(change: &mut Change<'_>, incident: &Incident) -> Result<Known> {
    let pages = store::pages::of_incident(change, incident.id)?;
    Ok(if pages.iter().any(|paged| of_page(paged) == Known::Acked) { Known::Acked } else { Known::Open })
}

fn of_page(paged: &Paged) -> Known {
    match paged.page.state() {
        State::Acked(_) | State::Snoozed(_) => Known::Acked,
        State::Ended { .. } => Known::Over,
        State::Pending { .. } | State::Notifying(_) | State::Exhausted(_) => Known::Open,
    }
}
