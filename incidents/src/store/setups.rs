//! How far each server's set-up has come.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::GuildId;
use crate::model::set_up::SetUp;

/// The set-up of a server; a fresh one where nobody has begun.
pub fn look(connection: &mut Connection, guild: GuildId) -> Result<SetUp, Fault> {
    let sql = "select set_up from setups where guild_id = $1";
    let found = connection.first(sql, args![guild], |row| row.take_json())?;
    Ok(found.unwrap_or_default())
}

/// The same, held until the change is over.
pub fn get(connection: &mut Connection, guild: GuildId) -> Result<SetUp, Fault> {
    let sql = "select set_up from setups where guild_id = $1 for update";
    let found = connection.first(sql, args![guild], |row| row.take_json())?;
    Ok(found.unwrap_or_default())
}

/// Writes a server's set-up.
pub fn save(
    connection: &mut Connection,
    guild: GuildId,
    set_up: &SetUp,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "insert into setups (guild_id, set_up, changed_at) values ($1, $2, $3)
               on conflict (guild_id) do update set set_up = excluded.set_up, changed_at = excluded.changed_at";
    connection.run(sql, args![guild, json(set_up), now]).map(drop)
}
