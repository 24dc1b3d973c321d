//! The audit log: every change, by whom and when. Nothing is ever taken out of it.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::json;
use crate::change::Actor;
use crate::error::Fault;
use crate::ids::IncidentId;
use crate::model::event::Event;

/// Writes one line.
pub fn append(
    connection: &mut Connection,
    incident: Option<IncidentId>,
    event: &Event,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "insert into audit (guild_id, incident_id, at, actor, event) values ($1, $2, $3, $4, $5)";
    connection.run(sql, args![by.guild, incident, now, json(&by.who), json(event)]).map(drop)
}
