//! The audit log: every change, by whom and when. Nothing is ever taken out of it but the words that were redacted.
//!
//! The rows of a server are a chain. A change writes all of its rows at its end, so that the chain's head, which changes of a server
//! hold one after another, is held only while they commit.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use rustls::crypto::SecureRandom;

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::change::{Actor, Who};
use crate::error::Fault;
use crate::ids::{GuildId, IncidentId};
use crate::model::event::Event;
use crate::model::seal::{self, Link};

/// When words were last taken out of anything, in whichever server.
pub fn last_redaction(connection: &mut Connection) -> Result<Option<DateTime<Utc>>, Fault> {
    let sql = r#"select max(at) from audit where event like '{"event":"entry_redacted"%'"#;
    connection.one(sql, args![], |row| row.take())
}

/// One row to be written: about which incident, if any, and what happened, as it is stored.
pub type Line = (Option<IncidentId>, String);

/// Writes rows at the end of their server's chain.
pub fn append(
    connection: &mut Connection,
    lines: &[Line],
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let (guild, actor) = (by.guild, serde_json::to_string(&by.who)?);
    let mut head = head(connection, guild)?;
    let sql = "insert into audit (guild_id, incident_id, at, actor, event, salt, digest, seal)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    for (incident, event) in lines {
        let salt = salt()?;
        let digest = seal::digest(&salt, event);
        head.grow(&Link {
            guild: guild.0,
            incident: incident.map(|id| id.0),
            at_ms: now.timestamp_millis(),
            actor: &actor,
            digest: &digest,
        });
        let args =
            args![guild, *incident, now, actor.as_str(), event.as_str(), salt, digest, head.seal.as_str()];
        connection.run(sql, args)?;
    }
    head.save(connection, guild)
}

/// Where a server's chain stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// How many rows it has.
    pub length: i64,
    /// The seal of the last.
    pub seal: String,
}

impl Head {
    /// Adds a row.
    pub fn grow(&mut self, link: &Link<'_>) {
        self.length += 1;
        self.seal = seal::seal(&self.seal, link);
    }

    /// Writes it down.
    pub fn save(&self, connection: &mut Connection, guild: GuildId) -> Result<(), Fault> {
        let sql = "update audit_heads set length = $2, seal = $3 where guild_id = $1";
        connection.run(sql, args![guild, self.length, self.seal.as_str()])?;
        connection.memory().heads.note(guild, self.clone());
        Ok(())
    }
}

/// A server's head, held until the change commits.
pub fn head(connection: &mut Connection, guild: GuildId) -> Result<Head, Fault> {
    if let Some(head) = connection.memory().heads.get(guild) {
        return Ok(head);
    }
    if let Some(head) = look(connection, guild)? {
        return Ok(head);
    }
    let sql = "insert into audit_heads (guild_id, length, seal) values ($1, 0, '') on conflict do nothing";
    connection.run(sql, args![guild])?;
    Ok(look(connection, guild)?.unwrap_or_default())
}

fn look(connection: &mut Connection, guild: GuildId) -> Result<Option<Head>, Fault> {
    let sql = "select length, seal from audit_heads where guild_id = $1 for update";
    connection.first(sql, args![guild], |row| Ok(Head { length: row.take()?, seal: row.take()? }))
}

/// Something that nobody can guess.
pub fn salt() -> Result<String, Fault> {
    static CHANCE: LazyLock<&'static dyn SecureRandom> =
        LazyLock::new(|| rustls::crypto::ring::default_provider().secure_random);
    let mut bytes = [0; 16];
    CHANCE.fill(&mut bytes).map_err(|_| Fault::Unopened("This system gives no random numbers.".into()))?;
    Ok(bytes.iter().fold(String::with_capacity(32), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes everything");
        hex
    }))
}

/// The corrections of one entry, oldest first: when, by whom, and what stood there before.
pub fn edits(
    connection: &mut Connection,
    incident: IncidentId,
    seq: i64,
) -> Result<Vec<(DateTime<Utc>, Who, Event)>, Fault> {
    let sql = "select at, actor, event from audit where incident_id = $1 and event like $2 order by id";
    connection
        .all(sql, args![incident, edits_of(seq)], |row| Ok((row.take()?, row.take_json()?, row.take_json()?)))
}

fn edits_of(seq: i64) -> String {
    format!("{{\"event\":\"entry_edited\",\"seq\":{seq},%")
}

fn removals_of(seq: i64) -> String {
    format!("{{\"event\":\"entry_removed\",\"seq\":{seq},%")
}

/// The rows that hold the words of an entry: its corrections, the reasons it was removed for, and the event it was made from.
pub fn rows_of_entry(connection: &mut Connection, incident: IncidentId, seq: i64) -> Result<Vec<i64>, Fault> {
    let sql = "select id from audit where incident_id = $1
                 and (event like $2 or event like $3
                   or event = (select event from entries where incident_id = $1 and seq = $4))
               order by id";
    connection.all(sql, args![incident, edits_of(seq), removals_of(seq), seq], |row| row.take())
}

/// The rows that name a file by its fingerprint.
pub fn rows_of_file(
    connection: &mut Connection,
    incident: IncidentId,
    sha256: &str,
) -> Result<Vec<i64>, Fault> {
    let sql = "select id from audit where incident_id = $1 and event like $2 order by id";
    connection.all(sql, args![incident, format!("%\"sha256\":\"{sha256}\"%")], |row| row.take())
}

/// Takes the words out of a row. Its digest stays, so the chain holds; its salt goes, so nobody can try out what they were.
pub fn blank(connection: &mut Connection, id: i64) -> Result<(), Fault> {
    let sql = "update audit set event = $2, salt = null where id = $1";
    connection.run(sql, args![id, json(&Event::Redacted)]).map(drop)
}

/// How often something without details happened to an incident.
pub fn count(connection: &mut Connection, incident: IncidentId, event: &Event) -> Result<i64, Fault> {
    let sql = "select count(*) from audit where incident_id = $1 and event = $2";
    connection.one(sql, args![incident, json(event)], |row| row.take())
}

/// What of one kind happened to an incident, oldest first: when, by whom, and what.
pub fn of_kind(
    connection: &mut Connection,
    incident: IncidentId,
    kind: &str,
) -> Result<Vec<(DateTime<Utc>, Who, Event)>, Fault> {
    let sql = "select at, actor, event from audit where incident_id = $1 and event like $2 order by id";
    let tagged = format!("{{\"event\":\"{kind}\",%");
    connection.all(sql, args![incident, tagged], |row| Ok((row.take()?, row.take_json()?, row.take_json()?)))
}
