//! On-call schedules. A removed one keeps its row; nobody is on call by it any more.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, ScheduleId};
use crate::model::named::{Name, Named, NamedSchedule};
use crate::model::rota::Schedule;
use crate::model::token::Token;

const COLUMNS: &str = "id, guild_id, name, schedule";

fn read(row: &mut Row<'_>) -> Result<NamedSchedule, Fault> {
    Ok(Named { id: row.take()?, guild: row.take()?, name: Name::stored(row.take()?), is: row.take_json()? })
}

/// Adds a schedule. None comes back where a live one has that name.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    name: &Name,
    schedule: &Schedule,
) -> Result<Option<ScheduleId>, Fault> {
    let sql = "insert into schedules (guild_id, name, key, schedule) values ($1, $2, $3, $4)
               on conflict do nothing returning id";
    connection.first(sql, args![guild, name.as_str(), name.key(), json(schedule)], |row| row.take())
}

/// Writes back what can change. The caller has looked that the name is free.
pub fn save(connection: &mut Connection, named: &NamedSchedule) -> Result<(), Fault> {
    let sql = "update schedules set name = $3, key = $4, schedule = $5 where id = $1 and guild_id = $2";
    let Named { id, guild, name, is } = named;
    connection.run(sql, args![*id, *guild, name.as_str(), name.key(), json(is)]).map(drop)
}

/// Marks a schedule as removed. It stays readable by its row.
pub fn remove(
    connection: &mut Connection,
    guild: GuildId,
    id: ScheduleId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "update schedules set removed_at = $3 where id = $1 and guild_id = $2 and removed_at is null";
    connection.run(sql, args![id, guild, now]).map(drop)
}

/// A live schedule by its row, held until the change is over.
pub fn get(
    connection: &mut Connection,
    guild: GuildId,
    id: ScheduleId,
) -> Result<Option<NamedSchedule>, Fault> {
    let sql = format!(
        "select {COLUMNS} from schedules where id = $1 and guild_id = $2 and removed_at is null for update"
    );
    connection.first(&sql, args![id, guild], read)
}

/// A live schedule by its row, for reading only.
pub fn look(
    connection: &mut Connection,
    guild: GuildId,
    id: ScheduleId,
) -> Result<Option<NamedSchedule>, Fault> {
    let sql =
        format!("select {COLUMNS} from schedules where id = $1 and guild_id = $2 and removed_at is null");
    connection.first(&sql, args![id, guild], read)
}

/// The live schedule of a name, whatever its case.
pub fn named(
    connection: &mut Connection,
    guild: GuildId,
    typed: &str,
) -> Result<Option<NamedSchedule>, Fault> {
    let sql =
        format!("select {COLUMNS} from schedules where guild_id = $1 and key = $2 and removed_at is null");
    connection.first(&sql, args![guild, Name::key_of(typed)], read)
}

/// Every live schedule of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<NamedSchedule>, Fault> {
    let sql =
        format!("select {COLUMNS} from schedules where guild_id = $1 and removed_at is null order by key");
    connection.all(&sql, args![guild], read)
}

/// Gives a schedule a secret address as a calendar, in place of any it had, or takes it away.
pub fn set_feed(
    connection: &mut Connection,
    guild: GuildId,
    id: ScheduleId,
    token: Option<&Token>,
) -> Result<(), Fault> {
    let sql = "update schedules set feed_digest = $3 where id = $1 and guild_id = $2";
    connection.run(sql, args![id, guild, token.map(Token::digest)]).map(drop)
}

/// Whether a schedule has a secret address as a calendar.
pub fn has_feed(connection: &mut Connection, guild: GuildId, id: ScheduleId) -> Result<bool, Fault> {
    let sql = "select count(feed_digest) from schedules where id = $1 and guild_id = $2";
    Ok(connection.one(sql, args![id, guild], |row| row.take::<i64>())? > 0)
}

/// The live schedule whose secret address holds a token.
pub fn of_feed(connection: &mut Connection, token: &Token) -> Result<Option<NamedSchedule>, Fault> {
    let sql =
        format!("select feed_digest, {COLUMNS} from schedules where feed_digest = $1 and removed_at is null");
    let found =
        connection.first(&sql, args![token.digest()], |row| Ok((row.take::<String>()?, read(row)?)))?;
    Ok(found.filter(|(digest, _)| token.is(digest)).map(|(_, schedule)| schedule))
}
