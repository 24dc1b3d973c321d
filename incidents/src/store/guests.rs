//! Those who were let into a private incident, besides whoever opened it.

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::IncidentId;
use crate::model::access::Guest;

/// Notes that somebody may see the incident. Says whether that is new.
pub fn put(connection: &mut Connection, incident: IncidentId, guest: Guest) -> Result<bool, Fault> {
    let sql = "insert into guests (incident_id, kind, target_id) values ($1, $2, $3)
               on conflict (incident_id, kind, target_id) do nothing";
    Ok(connection.run(sql, args![incident, guest.kind.as_str(), guest.target])? == 1)
}

/// Those who were let in.
pub fn of(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Guest>, Fault> {
    let sql = "select kind, target_id from guests where incident_id = $1 order by kind, target_id";
    connection.all(sql, args![incident], |row| Ok(Guest { kind: row.take_parsed()?, target: row.take()? }))
}
