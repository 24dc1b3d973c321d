//! Tells when an incident reached what it is measured by: as set by hand, else as its timeline implies.

use crate::change::View;
use crate::error::Result;
use crate::model::incident::Incident;
use crate::model::milestones::{Happening, Mark, Milestone, Milestones, What, implied};
use crate::store;

/// Every milestone that is known. Metrics, card and documents all ask here, so that they cannot disagree.
///
/// What Sitrep wrote by itself implies nothing: its entries stand at the instant of typing. Users are taken to suffer
/// from the declaration on until somebody says otherwise.
pub fn milestones_of(view: &mut View<'_>, incident: &Incident) -> Result<Milestones> {
    let entries = store::entries::implying(view, incident.id)?;
    let happened = entries.iter().map(|entry| Happening {
        at: entry.at,
        what: What::Entry(entry.kind),
        text: &entry.text,
        entry: Some(entry.id),
    });
    let moments = store::pages::moments(view, incident.id)?;
    let paged = [
        (moments.sent, What::PageSent, "first page sent"),
        (moments.acked, What::PageAcknowledged, "page acknowledged"),
        (moments.escalated, What::PageEscalated, "page escalated"),
    ];
    let paged =
        paged.into_iter().filter_map(|(at, what, text)| Some(Happening { at: at?, what, text, entry: None }));
    let mut implied = implied(happened.chain(paged));
    implied.set(Milestone::Declared, Mark::at(incident.opened_at));
    let start = Mark { event: "declared".into(), ..Mark::at(incident.opened_at) };
    implied.set(Milestone::ImpactStarted, start);
    Ok(incident.milestones.clone().or(implied))
}
