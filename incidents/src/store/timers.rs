//! The timers: what is to be done at which instant. They survive everything that the database survives.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, TimerId};
use crate::model::timer::Timer;

/// A timer whose time has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// Its row.
    pub id: TimerId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// What is to be done.
    pub timer: Timer,
    /// When it was to be done.
    pub due: DateTime<Utc>,
}

/// Sets a timer; one of the same key is moved.
pub fn set(
    connection: &mut Connection,
    guild: GuildId,
    timer: &Timer,
    due: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "insert into timers (guild_id, key, timer, due_at) values ($1, $2, $3, $4)
               on conflict (guild_id, key) do update set timer = excluded.timer, due_at = excluded.due_at";
    connection.run(sql, args![guild, timer.key(), json(timer), due]).map(drop)
}

/// Takes a timer back.
pub fn clear(connection: &mut Connection, guild: GuildId, timer: &Timer) -> Result<(), Fault> {
    connection.run("delete from timers where guild_id = $1 and key = $2", args![guild, timer.key()]).map(drop)
}

/// Up to `most` timers that are due: those of pages, then the others, the longest overdue first.
pub fn due(connection: &mut Connection, now: DateTime<Utc>, most: i64) -> Result<Vec<Due>, Fault> {
    let sql = "select id, guild_id, timer, due_at from timers where due_at <= $1 order by
               case when key like 'page-due:%' then 0 else 1 end, due_at, id limit $2";
    connection.all(sql, args![now, most], |row| {
        Ok(Due { id: row.take()?, guild: row.take()?, timer: row.take_json()?, due: row.take()? })
    })
}

/// Takes a due timer out. Says whether it was still there as it was read: moved or taken, it is not ours.
pub fn take(connection: &mut Connection, due: &Due) -> Result<bool, Fault> {
    Ok(connection.run("delete from timers where id = $1 and due_at = $2", args![due.id, due.due])? == 1)
}

/// When the next timer is due.
pub fn next_due(connection: &mut Connection) -> Result<Option<DateTime<Utc>>, Fault> {
    connection.one("select min(due_at) from timers", args![], |row| row.take())
}

/// When a timer of this meaning is due, if it is set.
pub fn when(
    connection: &mut Connection,
    guild: GuildId,
    timer: &Timer,
) -> Result<Option<DateTime<Utc>>, Fault> {
    let sql = "select due_at from timers where guild_id = $1 and key = $2";
    connection.first(sql, args![guild, timer.key()], |row| row.take())
}

/// Whether a timer of this meaning is set.
pub fn is_set(connection: &mut Connection, guild: GuildId, timer: &Timer) -> Result<bool, Fault> {
    let sql = "select count(*) from timers where guild_id = $1 and key = $2";
    Ok(connection.one(sql, args![guild, timer.key()], |row| row.take::<i64>())? > 0)
}
