//! Takes a postmortem back to a draft when its incident turns out not to be over, or not to have been one.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::notice::Notice;
use crate::model::publication::{Alarm, Publication};
use crate::model::timer::Timer;
use crate::postmortem::facts;
use crate::store;

/// Nothing is asked after any more, a planned review is called off, and the posts say that the incident goes on.
pub fn withdraw(change: &mut Change<'_>, id: IncidentId) -> Result<()> {
    change.clear_timer(&Timer::Postmortem(Alarm::Unreviewed { incident: id, said: 0 }))?;
    change.clear_timer(&Timer::Postmortem(Alarm::ReviewSoon { incident: id }))?;
    let Some(before) = store::postmortems::get(change, id)? else { return Ok(()) };
    let had_event = before.event.is_some();
    let after = Publication { state: facts::State::Draft, review_at: None, ..before };
    store::postmortems::save(change, &after)?;
    if had_event {
        change.send(&Notice::ReviewEvent { incident: id })?;
    }
    if store::places::get(change, id, "postmortem")?.is_some() {
        change.send(&Notice::Postmortem { incident: id })?;
    }
    if store::places::get(change, id, "published")?.is_some() {
        change.send(&Notice::PublishedPostmortem { incident: id })?;
    }
    Ok(())
}
