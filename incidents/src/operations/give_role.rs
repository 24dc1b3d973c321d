//! Gives somebody a role in an incident, in place of whoever had it.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::access::Guest;
use crate::model::event::Event;
use crate::model::incident::{Holder, Incident};
use crate::model::notice::Notice;
use crate::model::settings::Settings;
use crate::operations::let_in::let_in;
use crate::store;

/// Gives a role. Whoever takes it by themselves knows; anybody else is told.
pub fn give_role(
    change: &mut Change<'_>,
    id: IncidentId,
    role: &str,
    to: &Holder,
) -> Result<(Incident, Event)> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let role = Settings::spelled(&settings.roles, role).ok_or_else(|| Refusal::NotOneOf {
        what: "role",
        typed: role.to_owned(),
        known: settings.roles.join(", "),
    })?;
    let mut incident = store::incidents::get(change, id)?;
    incident.must_be_real()?;
    let before = incident.roles.0.insert(role.to_owned(), to.clone());
    if before.as_ref().is_some_and(|before| before.id == to.id) {
        let (number, holder) = (incident.number, to.name.clone());
        return Err(Refusal::SameHolder { number, role: role.to_owned(), holder }.into());
    }
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    let from = before.map(|before| before.name);
    let event = Event::RoleGiven { role: role.to_owned(), from, to: to.name.clone() };
    change.record(id, &event)?;
    change.send(&Notice::Card { incident: id })?;
    let_in(change, &incident, Guest::person(to.id))?;
    if change.by.user() != Some(to.id) {
        change.send(&Notice::RoleGiven { incident: id, role: role.to_owned(), to: to.id })?;
    }
    Ok((incident, event))
}
