//! The roles of each server, as Discord last told them.

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{GuildId, RoleId};

/// Notes a role's present name and rights.
pub fn put(
    connection: &mut Connection,
    guild: GuildId,
    role: RoleId,
    name: &str,
    permissions: i64,
) -> Result<(), Fault> {
    let sql = "insert into roles (guild_id, id, name, permissions) values ($1, $2, $3, $4)
               on conflict (guild_id, id) do update set name = excluded.name, permissions = excluded.permissions";
    connection.run(sql, args![guild, role, name, permissions]).map(drop)
}

/// Forgets a role.
pub fn remove(connection: &mut Connection, guild: GuildId, role: RoleId) -> Result<(), Fault> {
    connection.run("delete from roles where guild_id = $1 and id = $2", args![guild, role]).map(drop)
}

/// Forgets every role of a server, before a full list of them is noted.
pub fn clear(connection: &mut Connection, guild: GuildId) -> Result<(), Fault> {
    connection.run("delete from roles where guild_id = $1", args![guild]).map(drop)
}

/// The role of a name, whatever its case.
pub fn named(connection: &mut Connection, guild: GuildId, name: &str) -> Result<Option<RoleId>, Fault> {
    let sql = "select id from roles where guild_id = $1 and lower(name) = lower($2) order by id limit 1";
    connection.first(sql, args![guild, name], |row| row.take())
}

/// The name of a role.
pub fn name(connection: &mut Connection, guild: GuildId, role: RoleId) -> Result<Option<String>, Fault> {
    let sql = "select name from roles where guild_id = $1 and id = $2";
    connection.first(sql, args![guild, role], |row| row.take())
}

/// Every role of a server that is known.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<RoleId>, Fault> {
    connection.all("select id from roles where guild_id = $1 order by id", args![guild], |row| row.take())
}

/// Every role of a server with its name, in the order of names.
pub fn by_name(connection: &mut Connection, guild: GuildId) -> Result<Vec<(RoleId, String)>, Fault> {
    let sql = "select id, name from roles where guild_id = $1 order by name, id";
    connection.all(sql, args![guild], |row| Ok((row.take()?, row.take()?)))
}
