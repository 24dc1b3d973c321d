//! Plans the review of a postmortem: an event of the server, and reminders for those who took part.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::{EventId, IncidentId, UserId};
use crate::model::action::owner::Owner;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::model::notice::Notice;
use crate::model::publication::{Alarm, Deed, Publication, next_reminder};
use crate::model::timer::Timer;
use crate::operations::postmortem::edition::cut;
use crate::operations::postmortem::publication_of;
use crate::operations::postmortem::publish::over;
use crate::postmortem::facts;
use crate::store;

/// Plans a review, or moves the one that was planned. The server's event follows; a private incident gets none, for
/// everybody would see it.
pub fn plan(change: &mut Change<'_>, id: IncidentId, at: DateTime<Utc>) -> Result<(Incident, Publication)> {
    let incident = over(change, id)?;
    let before = publication_of(change, &incident)?;
    let state = match before.state {
        facts::State::Published => facts::State::Published,
        facts::State::Draft | facts::State::InReview => facts::State::InReview,
    };
    store::postmortems::save(change, &Publication { state, review_at: Some(at), ..before })?;
    let publication = cut(change, &incident)?;
    change.record(id, &Event::Postmortem(Deed::ReviewPlanned { at }))?;
    change.clear_timer(&Timer::Postmortem(Alarm::Unreviewed { incident: id, said: 0 }))?;
    remind_next(change, id, at)?;
    if !incident.private {
        change.send(&Notice::ReviewEvent { incident: id })?;
    }
    change.send(&Notice::Postmortem { incident: id })?;
    if store::places::get(change, id, "published")?.is_some() {
        change.send(&Notice::PublishedPostmortem { incident: id })?;
    }
    Ok((incident, publication))
}

/// Sets the next reminder of a review, if one is still to come.
pub(super) fn remind_next(change: &mut Change<'_>, id: IncidentId, review: DateTime<Utc>) -> Result<()> {
    let timer = Timer::Postmortem(Alarm::ReviewSoon { incident: id });
    match next_reminder(review, change.now) {
        Some(at) => change.set_timer(&timer, at),
        None => change.clear_timer(&timer),
    }
}

/// Notes which event of the server a review is.
pub fn event_stands(change: &mut Change<'_>, id: IncidentId, event: Option<EventId>) -> Result<()> {
    Ok(store::postmortems::note_event(change, id, event)?)
}

/// Those who took part, as far as they are on Discord: who opened it, had a role, wrote its timeline, or owns an action.
pub fn took_part(view: &mut View<'_>, incident: &Incident) -> Result<BTreeSet<UserId>> {
    let mut people: BTreeSet<_> = incident.opened_by.into_iter().collect();
    people.extend(incident.roles.0.values().map(|holder| holder.id));
    people.extend(store::entries::authors(view, incident.id)?);
    let actions = store::actions::of_incident(view, incident.id)?;
    people.extend(actions.iter().filter_map(|action| action.owner.as_ref().and_then(Owner::user)));
    Ok(people)
}
