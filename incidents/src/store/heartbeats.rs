//! Jobs that say that they are alive. A removed one keeps its row, so that its address lets nobody in again.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{GuildId, HeartbeatId};
use crate::model::heartbeat::{Heartbeat, Rhythm};
use crate::model::named::Name;
use crate::model::token::Token;

const COLUMNS: &str =
    "id, guild_id, name, every_s, grace_s, policy_id, last_at, missing_since, incident_id, misses";

fn read(row: &mut Row<'_>) -> Result<Heartbeat, Fault> {
    Ok(Heartbeat {
        id: row.take()?,
        guild: row.take()?,
        name: Name::stored(row.take()?),
        rhythm: Rhythm { every_s: row.take()?, grace_s: row.take()?, policy: row.take()? },
        last_at: row.take()?,
        missing_since: row.take()?,
        incident: row.take()?,
        misses: row.take()?,
    })
}

/// Adds a heartbeat. None comes back where a live one has that name.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    name: &Name,
    rhythm: Rhythm,
    token: &Token,
) -> Result<Option<HeartbeatId>, Fault> {
    let sql = "insert into heartbeats (guild_id, name, key, every_s, grace_s, policy_id, digest)
               values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id";
    let args = args![
        guild,
        name.as_str(),
        name.key(),
        rhythm.every_s,
        rhythm.grace_s,
        rhythm.policy,
        token.digest()
    ];
    connection.first(sql, args, |row| row.take())
}

/// Writes back what can change.
pub fn save(connection: &mut Connection, heartbeat: &Heartbeat) -> Result<(), Fault> {
    let sql =
        "update heartbeats set last_at = $2, missing_since = $3, incident_id = $4, misses = $5 where id = $1";
    let Heartbeat { id, last_at, missing_since, incident, misses, .. } = heartbeat;
    connection.run(sql, args![*id, *last_at, *missing_since, *incident, *misses]).map(drop)
}

/// Gives a heartbeat another address. The old one lets nobody in any more.
pub fn rotate(connection: &mut Connection, id: HeartbeatId, token: &Token) -> Result<(), Fault> {
    connection.run("update heartbeats set digest = $2 where id = $1", args![id, token.digest()]).map(drop)
}

/// Marks a heartbeat as removed.
pub fn remove(connection: &mut Connection, id: HeartbeatId, now: DateTime<Utc>) -> Result<(), Fault> {
    connection.run("update heartbeats set removed_at = $2 where id = $1", args![id, now]).map(drop)
}

/// A live heartbeat by its row, held until the change is over.
pub fn get(connection: &mut Connection, id: HeartbeatId) -> Result<Option<Heartbeat>, Fault> {
    let sql = format!("select {COLUMNS} from heartbeats where id = $1 and removed_at is null for update");
    connection.first(&sql, args![id], read)
}

/// The live heartbeat whose address holds a token.
pub fn of_token(connection: &mut Connection, token: &Token) -> Result<Option<Heartbeat>, Fault> {
    let sql = format!("select {COLUMNS} from heartbeats where digest = $1 and removed_at is null");
    connection.first(&sql, args![token.digest()], read)
}

/// The live heartbeat of a name, whatever its case.
pub fn named(connection: &mut Connection, guild: GuildId, typed: &str) -> Result<Option<Heartbeat>, Fault> {
    let sql =
        format!("select {COLUMNS} from heartbeats where guild_id = $1 and key = $2 and removed_at is null");
    connection.first(&sql, args![guild, Name::key_of(typed)], read)
}

/// Every live heartbeat of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<Heartbeat>, Fault> {
    let sql =
        format!("select {COLUMNS} from heartbeats where guild_id = $1 and removed_at is null order by key");
    connection.all(&sql, args![guild], read)
}
