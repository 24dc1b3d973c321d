//! Lets people into a private incident, once its work concerns them.

use crate::change::Change;
use crate::error::Result;
use crate::model::access::{Guest, OverwriteKind};
use crate::model::incident::Incident;
use crate::model::notice::{Notice, RoomNotice};
use crate::store;

/// Lets somebody in, unless the incident is open to all or they are in already.
pub fn let_in(change: &mut Change<'_>, incident: &Incident, guest: Guest) -> Result<()> {
    let opened_it = incident.opened_by.map(Guest::person) == Some(guest);
    let is_everybody = guest.kind == OverwriteKind::Role && guest.target == incident.guild.0;
    if !incident.private || opened_it || is_everybody || !store::guests::put(change, incident.id, guest)? {
        return Ok(());
    }
    change.send(&Notice::Room(RoomNotice::LetIn { incident: incident.id, guest }))
}

/// Everybody who may see a private incident.
pub fn all(connection: &mut store::Connection, incident: &Incident) -> Result<Vec<Guest>> {
    let mut guests: Vec<_> = incident.opened_by.map(Guest::person).into_iter().collect();
    guests.extend(store::guests::of(connection, incident.id)?);
    Ok(guests)
}
