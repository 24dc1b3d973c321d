//! What was explained in an incident, so that people are told once.

use super::connection::{Connection, args};
use crate::error::Fault;
use crate::ids::IncidentId;

/// Notes that something was explained. Says whether it is the first time.
pub fn put(connection: &mut Connection, incident: IncidentId, what: &str) -> Result<bool, Fault> {
    let sql = "insert into explained (incident_id, what) values ($1, $2) on conflict (incident_id, what) do nothing";
    Ok(connection.run(sql, args![incident, what])? == 1)
}
