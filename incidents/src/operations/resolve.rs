//! Ends an incident. Its postmortem follows through the outbox, so that nothing outside can hold the end up.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::escalation::Ending;
use crate::model::event::Event;
use crate::model::incident::{Incident, Section};
use crate::operations::{paging, postmortem, refresh};
use crate::store;

/// What is known when an incident ends.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Why it happened; unset, what was written before stands.
    pub cause: Option<String>,
    /// What ended it; unset, what was written before stands.
    pub resolution: Option<String>,
    /// When it was over; unset, now.
    pub at: Option<DateTime<Utc>>,
}

/// Resolves an incident and asks for its postmortem.
pub fn resolve(change: &mut Change<'_>, id: IncidentId, wish: &Wish) -> Result<Incident> {
    let mut incident = store::incidents::get(change, id)?;
    incident.resolve(wish.at.unwrap_or(change.now), change.now)?;
    for (section, text) in [(Section::Cause, &wish.cause), (Section::Resolution, &wish.resolution)] {
        if let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) {
            incident.sections.set(section, Refusal::unless_fits(section.as_str(), text, Section::MOST)?);
        }
    }
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    change.record(id, &Event::Resolved)?;
    paging::end::end(change, id, Ending::Resolved)?;
    refresh::ended(change, &incident)?;
    postmortem::begin::begin(change, &incident)?;
    super::action::ask::ask(change, id, 1)?;
    Ok(incident)
}
