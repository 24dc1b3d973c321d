//! The timers: what is to be done at which instant. They survive everything that the database survives.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, TimerId};
use crate::model::timer::{Timer, Urgency};

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
    let sql = "insert into timers (guild_id, key, timer, due_at, urgency) values ($1, $2, $3, $4, $5)
               on conflict (guild_id, key) do update set timer = excluded.timer, due_at = excluded.due_at";
    let urgency = timer.urgency() as i64;
    connection.run(sql, args![guild, timer.key(), json(timer), due, urgency]).map(drop)
}

/// Takes a timer back.
pub fn clear(connection: &mut Connection, guild: GuildId, timer: &Timer) -> Result<(), Fault> {
    connection.run("delete from timers where guild_id = $1 and key = $2", args![guild, timer.key()]).map(drop)
}

/// Up to `most` timers that are due: those of pages, then the others, the longest overdue first.
pub fn due(connection: &mut Connection, now: DateTime<Utc>, most: i64) -> Result<Vec<Due>, Fault> {
    let sql = "select id, guild_id, timer, due_at from timers where urgency = $1 and due_at <= $2
               order by due_at, id limit $3";
    let mut found = Vec::new();
    for urgency in Urgency::ALL {
        let room = most - i64::try_from(found.len()).unwrap_or(most);
        found.extend(connection.all(sql, args![urgency as i64, now, room], |row| {
            Ok(Due { id: row.take()?, guild: row.take()?, timer: row.take_json()?, due: row.take()? })
        })?);
    }
    Ok(found)
}

/// Takes a due timer out. Says whether it was still there as it was read: moved, taken or just being run by another process, it is
/// not ours.
pub fn take(connection: &mut Connection, due: &Due) -> Result<bool, Fault> {
    let sql = "delete from timers where id in (
                 select id from timers where id = $1 and due_at = $2 for update skip locked)";
    Ok(connection.run(sql, args![due.id, due.due])? == 1)
}

/// When the next timer is due.
pub fn next_due(connection: &mut Connection) -> Result<Option<DateTime<Utc>>, Fault> {
    let sql = "select min(at) from (
                 select min(due_at) as at from timers where urgency = 0
                 union all
                 select min(due_at) from timers where urgency = 1) as soonest";
    connection.one(sql, args![], |row| row.take())
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
