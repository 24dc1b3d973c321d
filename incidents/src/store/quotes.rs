//! Messages that somebody is filling a form from: Discord shows them once, with the menu, and not again with the form.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::GuildId;

/// Keeps a message for its form. What is older than `forget` is forgotten.
pub fn put(
    connection: &mut Connection,
    guild: GuildId,
    quoted: &str,
    (now, forget): (DateTime<Utc>, DateTime<Utc>),
) -> Result<i64, Fault> {
    connection.run("delete from quotes where at < $1", args![forget])?;
    let sql = "insert into quotes (guild_id, quoted, at) values ($1, $2, $3) returning id";
    connection.one(sql, args![guild, quoted, now], |row| row.take())
}

/// A message that was kept in this server.
pub fn get(connection: &mut Connection, guild: GuildId, id: i64) -> Result<Option<String>, Fault> {
    let sql = "select quoted from quotes where guild_id = $1 and id = $2";
    connection.first(sql, args![guild, id], |row| row.take())
}
