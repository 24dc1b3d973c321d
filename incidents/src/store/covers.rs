//! Requests for cover.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{CoverId, GuildId, ScheduleId};
use crate::model::cover::Cover;

/// Adds a request.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    schedule: ScheduleId,
    cover: &Cover,
    now: DateTime<Utc>,
) -> Result<CoverId, Fault> {
    let sql =
        "insert into covers (guild_id, schedule_id, cover, asked_at) values ($1, $2, $3, $4) returning id";
    connection.one(sql, args![guild, schedule, json(cover), now], |row| row.take())
}

/// Writes back what was accepted.
pub fn save(connection: &mut Connection, guild: GuildId, id: CoverId, cover: &Cover) -> Result<(), Fault> {
    let sql = "update covers set cover = $3 where id = $1 and guild_id = $2";
    connection.run(sql, args![id, guild, json(cover)]).map(drop)
}

/// A request and the schedule it is about, held until the change is over.
pub fn get(
    connection: &mut Connection,
    guild: GuildId,
    id: CoverId,
) -> Result<Option<(ScheduleId, Cover)>, Fault> {
    let sql = "select schedule_id, cover from covers where id = $1 and guild_id = $2 for update";
    connection.first(sql, args![id, guild], |row| Ok((row.take()?, row.take_json()?)))
}

/// The server of a request.
pub fn home(connection: &mut Connection, id: CoverId) -> Result<Option<GuildId>, Fault> {
    connection.first("select guild_id from covers where id = $1", args![id], |row| row.take())
}

/// A request and the schedule it is about, for reading only.
pub fn look(
    connection: &mut Connection,
    guild: GuildId,
    id: CoverId,
) -> Result<Option<(ScheduleId, Cover)>, Fault> {
    let sql = "select schedule_id, cover from covers where id = $1 and guild_id = $2";
    connection.first(sql, args![id, guild], |row| Ok((row.take()?, row.take_json()?)))
}
