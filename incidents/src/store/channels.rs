//! The channels of each server, as Discord last told them: a setting can only point at one of the server's own.

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{ChannelId, GuildId};

/// Discord's number for a text channel.
pub const TEXT: i64 = 0;
/// Discord's number for a category of channels.
pub const CATEGORY: i64 = 4;
/// Discord's number for an announcement channel.
pub const ANNOUNCEMENT: i64 = 5;

/// Discord's number for a channel that holds nothing but posts.
pub const FORUM: i64 = 15;

/// A channel, as far as settings care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// Discord's number for what it is.
    pub kind: i64,
}

fn read(row: &mut Row<'_>) -> Result<Channel, Fault> {
    Ok(Channel { id: row.take()?, name: row.take()?, kind: row.take()? })
}

/// Notes a channel's present name.
pub fn put(connection: &mut Connection, guild: GuildId, channel: &Channel) -> Result<(), Fault> {
    let sql = "insert into channels (guild_id, id, name, kind) values ($1, $2, $3, $4)
               on conflict (guild_id, id) do update set name = excluded.name, kind = excluded.kind";
    connection.run(sql, args![guild, channel.id, &channel.name, channel.kind]).map(drop)
}

/// Forgets a channel.
pub fn remove(connection: &mut Connection, guild: GuildId, channel: ChannelId) -> Result<(), Fault> {
    connection.run("delete from channels where guild_id = $1 and id = $2", args![guild, channel]).map(drop)
}

/// Forgets every channel of a server, before a full list of them is noted.
pub fn clear(connection: &mut Connection, guild: GuildId) -> Result<(), Fault> {
    connection.run("delete from channels where guild_id = $1", args![guild]).map(drop)
}

/// A channel of a server.
pub fn get(connection: &mut Connection, guild: GuildId, id: ChannelId) -> Result<Option<Channel>, Fault> {
    let sql = "select id, name, kind from channels where guild_id = $1 and id = $2";
    connection.first(sql, args![guild, id], read)
}

/// The channels of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<Channel>, Fault> {
    let sql = "select id, name, kind from channels where guild_id = $1 order by name, id";
    connection.all(sql, args![guild], read)
}
