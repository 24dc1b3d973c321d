//! Has a postmortem that is posted already shown as it is now, as a new edition.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::incident::{Incident, State};
use crate::model::notice::{Notice, PublishTo};
use crate::operations::postmortem::edition::cut;
use crate::postmortem::facts;
use crate::store;

/// Shows it again wherever it stands. While the incident goes on, the posts say so and wait for its end.
pub fn show_again(change: &mut Change<'_>, id: IncidentId) -> Result<()> {
    if !store::postmortems::is_begun(change, id)? {
        return Ok(());
    }
    let incident = store::incidents::look(change, id)?;
    if incident.state != State::Resolved {
        return Ok(());
    }
    let publication = cut(change, &incident)?;
    change.send(&Notice::Postmortem { incident: id })?;
    if store::places::get(change, id, "published")?.is_some() {
        change.send(&Notice::PublishedPostmortem { incident: id })?;
    }
    match publication.state {
        facts::State::Published => outside(change, &incident),
        facts::State::Draft | facts::State::InReview => Ok(()),
    }
}

/// Has the document kept wherever the operator collects published ones; a private one stays where it is.
pub(super) fn outside(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    if incident.private {
        return Ok(());
    }
    let id = incident.id;
    PublishTo::ALL.into_iter().try_for_each(|to| change.send(&Notice::Publish { incident: id, to }))
}
