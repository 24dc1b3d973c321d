//! The audit log: every change, by whom and when. Nothing is ever taken out of it.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::change::{Actor, Who};
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

/// The corrections of one entry, oldest first: when, by whom, and what stood there before.
pub fn edits(
    connection: &mut Connection,
    incident: IncidentId,
    seq: i64,
) -> Result<Vec<(DateTime<Utc>, Who, Event)>, Fault> {
    let sql = "select at, actor, event from audit where incident_id = $1 and event like $2 order by id";
    let edited = format!("{{\"event\":\"entry_edited\",\"seq\":{seq},%");
    connection.all(sql, args![incident, edited], |row| Ok((row.take()?, row.take_json()?, row.take_json()?)))
}

/// How often something without details happened to an incident.
pub fn count(connection: &mut Connection, incident: IncidentId, event: &Event) -> Result<i64, Fault> {
    let sql = "select count(*) from audit where incident_id = $1 and event = $2";
    connection.one(sql, args![incident, json(event)], |row| row.take())
}
