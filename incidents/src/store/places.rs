//! Where the things of an incident stand on Discord, and who can see its channel.

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{ChannelId, GuildId, IncidentId, MessageId};
use crate::model::access::{Overwrite, OverwriteKind};
use crate::model::notice::Stands;

/// Notes where a thing stands.
pub fn put(
    connection: &mut Connection,
    incident: IncidentId,
    what: &str,
    stands: Stands,
) -> Result<(), Fault> {
    let sql = "insert into places (incident_id, what, channel_id, message_id) values ($1, $2, $3, $4)
               on conflict (incident_id, what) do update
                 set channel_id = excluded.channel_id, message_id = excluded.message_id";
    connection.run(sql, args![incident, what, stands.channel, stands.message]).map(drop)
}

/// Where a thing stands, if it stands anywhere.
pub fn get(connection: &mut Connection, incident: IncidentId, what: &str) -> Result<Option<Stands>, Fault> {
    let sql = "select channel_id, message_id from places where incident_id = $1 and what = $2";
    connection
        .first(sql, args![incident, what], |row| Ok(Stands { channel: row.take()?, message: row.take()? }))
}

/// Forgets where a thing stood.
pub fn forget(connection: &mut Connection, incident: IncidentId, what: &str) -> Result<(), Fault> {
    connection.run("delete from places where incident_id = $1 and what = $2", args![incident, what]).map(drop)
}

/// Forgets what stood in a channel that is no more.
pub fn forget_in(connection: &mut Connection, incident: IncidentId, channel: ChannelId) -> Result<(), Fault> {
    let sql = "delete from places where incident_id = $1 and channel_id = $2";
    connection.run(sql, args![incident, channel]).map(drop)
}

/// What a message is to an incident, and in which server, if it is anything.
pub fn of_message(
    connection: &mut Connection,
    message: MessageId,
) -> Result<Option<(GuildId, IncidentId, String)>, Fault> {
    let sql = "select i.guild_id, i.id, p.what from places p join incidents i on i.id = p.incident_id
               where p.message_id = $1";
    connection.first(sql, args![message], |row| Ok((row.take()?, row.take()?, row.take()?)))
}

/// Notes who can see a channel, in place of what was known.
pub fn put_access(
    connection: &mut Connection,
    guild: GuildId,
    channel: ChannelId,
    overwrites: &[Overwrite],
) -> Result<(), Fault> {
    connection
        .run("delete from channel_access where channel_id = $1 and guild_id = $2", args![channel, guild])?;
    for overwrite in overwrites {
        let sql = "insert into channel_access (channel_id, target_id, kind, allow, deny, guild_id)
                   values ($1, $2, $3, $4, $5, $6) on conflict (channel_id, target_id) do nothing";
        let kind = overwrite.kind.as_str();
        connection
            .run(sql, args![channel, overwrite.target, kind, overwrite.allow, overwrite.deny, guild])?;
    }
    Ok(())
}

/// Who can see a channel, as Discord last said.
pub fn access(connection: &mut Connection, channel: ChannelId) -> Result<Vec<Overwrite>, Fault> {
    let sql = "select target_id, kind, allow, deny from channel_access where channel_id = $1";
    connection.all(sql, args![channel], |row| {
        Ok(Overwrite {
            target: row.take()?,
            kind: row.take_parsed::<OverwriteKind>()?,
            allow: row.take()?,
            deny: row.take()?,
        })
    })
}
