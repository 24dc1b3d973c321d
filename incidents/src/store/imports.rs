//! Documents that past incidents came in as.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::search::{self, Text, What};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, IncidentId, Number};
use crate::postmortem::Beside;

/// A document that came in.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    /// The SHA-256 of its bytes in hexadecimal.
    pub sha256: &'d str,
    /// The name of its file.
    pub name: &'d str,
}

/// The incident that a document came in as before, if it did.
pub fn known(connection: &mut Connection, guild: GuildId, sha256: &str) -> Result<Option<Number>, Fault> {
    let sql = "select i.number from imports m join incidents i on i.id = m.incident_id
               where m.guild_id = $1 and m.sha256 = $2";
    connection.first(sql, args![guild, sha256], |row| row.take())
}

/// Notes which document an incident came in as, and what it knew beside.
pub fn put(
    connection: &mut Connection,
    (guild, incident): (GuildId, IncidentId),
    document: Document<'_>,
    beside: &Beside,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "insert into imports (guild_id, incident_id, sha256, name, at, beside) values ($1, $2, $3, $4, $5, $6)
               returning id";
    let args = args![guild, incident, document.sha256, document.name, now, json(beside)];
    let id: i64 = connection.one(sql, args, |row| row.take())?;
    let body = beside.words();
    if body.is_empty() {
        return Ok(());
    }
    search::put(connection, incident, What::Document, id, &Text { title: "", body: &body })
}

/// Says something in other words wherever a document, kept beside the rows, repeats it.
pub fn redact(
    connection: &mut Connection,
    incident: IncidentId,
    (words, instead): (&str, &str),
) -> Result<(), Fault> {
    let sql = "select id, beside from imports where incident_id = $1";
    let found = connection.first(sql, args![incident], |row| Ok((row.take()?, row.take_json()?)))?;
    let Some((id, kept)): Option<(i64, Beside)> = found else { return Ok(()) };
    let mut beside = kept.clone();
    beside.say_instead(words, instead);
    if beside == kept {
        return Ok(());
    }
    connection.run("update imports set beside = $2 where id = $1", args![id, json(&beside)])?;
    search::put(connection, incident, What::Document, id, &Text { title: "", body: &beside.words() })
}

/// The imported incidents of a server that were only exercises.
pub fn drills(connection: &mut Connection, guild: GuildId) -> Result<Vec<IncidentId>, Fault> {
    // A quote within a text is escaped in JSON, so nothing typed can look like this.
    let sql = r#"select incident_id from imports where guild_id = $1 and beside like '%"drill":true%'"#;
    connection.all(sql, args![guild], |row| row.take())
}

/// What an imported incident's document knew beside; nothing for one that happened here.
pub fn beside(connection: &mut Connection, incident: IncidentId) -> Result<Option<Beside>, Fault> {
    let sql = "select beside from imports where incident_id = $1";
    connection.first(sql, args![incident], |row| row.take_json())
}
