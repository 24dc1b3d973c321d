//! Gathers who was called for help in an incident, who answered, and how its severity went. Drills are no part of it.

use chrono::{DateTime, Utc};

use super::facts::{Acknowledgement, Page, SeverityChange};
use super::facts_of::severity;
use crate::change::{View, Who};
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::escalation;
use crate::model::event::Event;
use crate::model::paged::Paged;
use crate::model::settings::Settings;
use crate::store;

/// The pages of an incident that somebody was told of, oldest first.
pub(super) fn pages_of(view: &mut View<'_>, incident: IncidentId) -> Result<Vec<Page>> {
    let paged = store::pages::of_incident(view, incident)?;
    if paged.is_empty() {
        return Ok(Vec::new());
    }
    let steps = store::audit::of_kind(view, incident, "paged")?;
    let counted = paged.into_iter().filter(|paged| paged.page.kind().counts_in_metrics());
    Ok(counted.filter_map(|paged| told(&paged, &steps)).collect())
}

type Step = (DateTime<Utc>, Who, Event);

fn told(paged: &Paged, steps: &[Step]) -> Option<Page> {
    let moments = paged.moments;
    let step = |wanted: fn(&escalation::Event) -> bool| {
        steps.iter().filter_map(move |(at, by, event)| match event {
            Event::Paged { page, what, .. } if *page == paged.number && wanted(what) => Some((*at, by)),
            _ => None,
        })
    };
    let acknowledged = moments.acked.map(|at| {
        let by =
            step(|what| matches!(what, escalation::Event::Acknowledged { .. })).find(|(when, _)| *when == at);
        Acknowledgement { by: by.map_or("somebody", |(_, by)| by.name()).to_owned(), at }
    });
    Some(Page {
        id: paged.id,
        who: paged.sent_to.clone(),
        at: moments.sent.or(moments.acked)?,
        acknowledged,
        escalated: moments.escalated,
        exhausted: step(|what| matches!(what, escalation::Event::Exhausted)).map(|(at, _)| at).next_back(),
    })
}

/// How the severity of an incident went, oldest first.
pub(super) fn severity_changes_of(
    view: &mut View<'_>,
    incident: IncidentId,
    settings: &Settings,
) -> Result<Vec<SeverityChange>> {
    let changes = store::audit::of_kind(view, incident, "severity_set")?;
    let told = changes.into_iter().filter_map(|(at, _, event)| match event {
        Event::SeveritySet { from, to, reason } => Some(SeverityChange {
            at,
            from: severity(settings, &from),
            to: severity(settings, &to),
            reason: reason.unwrap_or_default(),
        }),
        _ => None,
    });
    Ok(told.collect())
}
