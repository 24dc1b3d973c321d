//! The postmortem's own verbs: begun on resolve, corrected edition by edition, reviewed, published.

pub mod begin;
pub mod edition;
pub mod publish;
pub mod remind;
pub mod review;
pub(crate) mod scrub;
pub mod show_again;
pub mod templates;
pub mod withdraw;

use crate::change::View;
use crate::error::Result;
use crate::model::incident::Incident;
use crate::model::publication::Publication;
use crate::store;

/// Where the postmortem of an incident stands.
pub fn publication_of(view: &mut View<'_>, incident: &Incident) -> Result<Publication> {
    let found = store::postmortems::get(view, incident.id)?;
    Ok(found.unwrap_or_else(|| Publication::unbegun(incident.id, incident.guild)))
}
