//! Tells when an incident reached what it is measured by: as set by hand, else as its timeline implies.

use crate::change::View;
use crate::error::Result;
use crate::model::incident::Incident;
use crate::model::milestones::{Happening, Mark, Milestone, Milestones, What, implied};
use crate::model::paged::Moments;
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
    Ok(known(incident, happened.chain(from_pages(&moments))))
}

/// What the pages of an incident say happened.
pub(crate) fn from_pages<'h>(moments: &Moments) -> impl Iterator<Item = Happening<'h>> + use<'h> {
    let paged = [
        (moments.sent, What::PageSent, "first page sent"),
        (moments.acked, What::PageAcknowledged, "page acknowledged"),
        (moments.escalated, What::PageEscalated, "page escalated"),
    ];
    paged.into_iter().filter_map(|(at, what, text)| Some(Happening { at: at?, what, text, entry: None }))
}

/// The milestones of an incident in which this happened.
pub(crate) fn known<'h>(
    incident: &Incident,
    happened: impl IntoIterator<Item = Happening<'h>>,
) -> Milestones {
    let mut implied = implied(happened);
    implied.set(Milestone::Declared, Mark::at(incident.opened_at));
    let start = Mark { event: "declared".into(), ..Mark::at(incident.opened_at) };
    implied.set(Milestone::ImpactStarted, start);
    incident.milestones.clone().or(implied)
}
