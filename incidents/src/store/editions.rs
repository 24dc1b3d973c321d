//! Every edition of every postmortem, whole.

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::IncidentId;
use crate::model::publication::Edition;

const COLUMNS: &str = "edition, at, by_name, changes, facts";

fn read(row: &mut Row<'_>) -> Result<Edition, Fault> {
    Ok(Edition {
        edition: row.take()?,
        at: row.take()?,
        by: row.take()?,
        changes: row.take_json()?,
        facts: row.take_json()?,
    })
}

/// Writes an edition; one of the same number is replaced.
pub fn put(connection: &mut Connection, incident: IncidentId, edition: &Edition) -> Result<(), Fault> {
    let sql = "insert into editions (incident_id, edition, at, by_name, changes, facts)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (incident_id, edition) do update set at = excluded.at, by_name = excluded.by_name,
                 changes = excluded.changes, facts = excluded.facts";
    let args = args![
        incident,
        edition.edition,
        edition.at,
        edition.by.as_str(),
        json(&edition.changes),
        json(&edition.facts),
    ];
    connection.run(sql, args).map(drop)
}

/// One edition.
pub fn get(
    connection: &mut Connection,
    incident: IncidentId,
    edition: u32,
) -> Result<Option<Edition>, Fault> {
    let sql = format!("select {COLUMNS} from editions where incident_id = $1 and edition = $2");
    connection.first(&sql, args![incident, edition], read)
}

/// Every edition of an incident, the oldest first.
pub fn all(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Edition>, Fault> {
    let sql = format!("select {COLUMNS} from editions where incident_id = $1 order by edition");
    connection.all(&sql, args![incident], read)
}

/// An edition as a list shows it: its number, when it came to be, by whom, and what it changed.
pub type Line = (u32, chrono::DateTime<chrono::Utc>, String, Vec<String>);

/// The editions of an incident, the newest first.
pub fn newest(connection: &mut Connection, incident: IncidentId, most: i64) -> Result<Vec<Line>, Fault> {
    let sql = "select edition, at, by_name, changes from editions where incident_id = $1
               order by edition desc limit $2";
    connection
        .all(sql, args![incident, most], |row| Ok((row.take()?, row.take()?, row.take()?, row.take_json()?)))
}
