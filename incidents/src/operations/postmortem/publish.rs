//! Publishes a postmortem: it is final, nobody is asked after it any more, and its channel may be archived in time.

use crate::change::Change;
use crate::error::{PostmortemRefusal, Result};
use crate::ids::IncidentId;
use crate::model::event::Event;
use crate::model::incident::{Incident, State};
use crate::model::notice::Notice;
use crate::model::publication::{Alarm, Deed, Publication};
use crate::model::timer::Timer;
use crate::operations::archive;
use crate::operations::postmortem::edition::cut;
use crate::operations::postmortem::publication_of;
use crate::operations::postmortem::show_again::outside;
use crate::postmortem::facts;
use crate::store;

/// A postmortem that was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// Whose it is.
    pub incident: Incident,
    /// Where it stands now.
    pub publication: Publication,
    /// Whether it was published before.
    pub again: bool,
}

/// Publishes it. One that is published already is posted again wherever it should stand.
pub fn publish(change: &mut Change<'_>, id: IncidentId) -> Result<Published> {
    let incident = over(change, id)?;
    let before = publication_of(change, &incident)?;
    let again = before.state == facts::State::Published;
    let now = change.now;
    let published_at = before.published_at.or(Some(now));
    store::postmortems::save(
        change,
        &Publication { state: facts::State::Published, published_at, ..before },
    )?;
    let publication = cut(change, &incident)?;
    if !again {
        let deed = Deed::Published { edition: publication.edition };
        change.record(id, &Event::Postmortem(deed))?;
    }
    change.clear_timer(&Timer::Postmortem(Alarm::Unreviewed { incident: id, said: 0 }))?;
    archive::plan(change, id)?;
    change.send(&Notice::Postmortem { incident: id })?;
    change.send(&Notice::PublishedPostmortem { incident: id })?;
    outside(change, &incident)?;
    Ok(Published { incident, publication, again })
}

/// An incident that is over, and really was one.
pub(super) fn over(change: &mut Change<'_>, id: IncidentId) -> Result<Incident> {
    let incident = store::incidents::get(change, id)?;
    incident.must_be_real()?;
    match incident.state {
        State::Open => Err(PostmortemRefusal::StillOpen(incident.number).into()),
        _ => Ok(incident),
    }
}
