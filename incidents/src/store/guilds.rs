//! The servers Sitrep is in, and their settings.

use super::connection::{Connection, args};
use super::memory;
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{ActionNumber, GuildId, Number};
use crate::model::settings::Settings;

/// Notes that a server is there, whatever was known of it.
pub fn here(
    connection: &mut Connection,
    guild: GuildId,
    name: &str,
    settings: &Settings,
) -> Result<(), Fault> {
    connection.memory().guilds.forget(guild);
    let sql = "insert into guilds (id, name, settings) values ($1, $2, $3)
               on conflict (id) do update set name = excluded.name, present = 1";
    connection.run(sql, args![guild, name, json(settings)]).map(drop)
}

/// Makes sure that a server has a row, without touching one that is there.
pub fn ensure(connection: &mut Connection, guild: GuildId) -> Result<(), Fault> {
    connection.memory().guilds.forget(guild);
    let sql = "insert into guilds (id, name, settings) values ($1, '', '{}') on conflict (id) do nothing";
    connection.run(sql, args![guild]).map(drop)
}

/// Notes that a server has put Sitrep out. Its facts stay.
pub fn gone(connection: &mut Connection, guild: GuildId) -> Result<(), Fault> {
    connection.memory().guilds.forget(guild);
    connection.run("update guilds set present = 0 where id = $1", args![guild]).map(drop)
}

/// A server's settings; the defaults where it has none.
pub fn settings(connection: &mut Connection, guild: GuildId) -> Result<Settings, Fault> {
    Ok(remembered(connection, guild)?.settings)
}

/// Whether Sitrep is in a server.
pub fn is_present(connection: &mut Connection, guild: GuildId) -> Result<bool, Fault> {
    Ok(remembered(connection, guild)?.is_present)
}

/// What every change asks of a server; a connection remembers it.
fn remembered(connection: &mut Connection, guild: GuildId) -> Result<memory::Guild, Fault> {
    if let Some(known) = connection.memory().guilds.get(guild) {
        return Ok(known);
    }
    let sql = "select settings, present from guilds where id = $1";
    let found = connection.first(sql, args![guild], |row| {
        Ok(memory::Guild { settings: row.take_json()?, is_present: row.take()? })
    })?;
    let known = found.unwrap_or_else(|| memory::Guild { settings: Settings::default(), is_present: false });
    connection.memory().guilds.note(guild, known.clone());
    Ok(known)
}

/// Writes a server's settings.
pub fn save_settings(connection: &mut Connection, guild: GuildId, settings: &Settings) -> Result<(), Fault> {
    connection.memory().guilds.forget(guild);
    connection.run("update guilds set settings = $2 where id = $1", args![guild, json(settings)]).map(drop)
}

/// Takes the next number for an incident; never given twice.
pub fn next_number(connection: &mut Connection, guild: GuildId) -> Result<Number, Fault> {
    let sql = "update guilds set next_number = next_number + 1 where id = $1 returning next_number - 1";
    connection.one(sql, args![guild], |row| row.take())
}

/// Gives no number up to this one any more, unless it is further off than `reach`. Says whether it would have.
pub fn count_past(
    connection: &mut Connection,
    guild: GuildId,
    number: Number,
    reach: i64,
) -> Result<bool, Fault> {
    let sql = "update guilds set next_number = $2 + 1
               where id = $1 and next_number <= $2 and $2 - next_number < $3";
    Ok(connection.run(sql, args![guild, number, reach])? > 0)
}

/// A server, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: GuildId,
    /// Its name, once Discord has said it.
    pub name: String,
    /// Whether Sitrep is still in it.
    pub is_present: bool,
}

/// Every server that has facts here.
pub fn all(connection: &mut Connection) -> Result<Vec<Known>, Fault> {
    connection.all("select id, name, present from guilds order by id", args![], |row| {
        Ok(Known { id: row.take()?, name: row.take()?, is_present: row.take()? })
    })
}

/// What a server is called; empty before Discord has said so.
pub fn called(connection: &mut Connection, guild: GuildId) -> Result<String, Fault> {
    let found = connection.first("select name from guilds where id = $1", args![guild], |row| row.take())?;
    Ok(found.unwrap_or_default())
}

/// The servers Sitrep is in.
pub fn present(connection: &mut Connection) -> Result<Vec<GuildId>, Fault> {
    connection.all("select id from guilds where present = 1 order by id", args![], |row| row.take())
}

/// What a server is called, if Sitrep is in it.
pub fn name(connection: &mut Connection, guild: GuildId) -> Result<Option<String>, Fault> {
    let sql = "select name from guilds where id = $1 and present = 1";
    connection.first(sql, args![guild], |row| row.take())
}

/// Takes the next number for an action; never given twice.
pub fn next_action(connection: &mut Connection, guild: GuildId) -> Result<ActionNumber, Fault> {
    let sql = "update guilds set next_action = next_action + 1 where id = $1 returning next_action - 1";
    connection.one(sql, args![guild], |row| row.take())
}
