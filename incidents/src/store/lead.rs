//! Locks that processes on one Postgres hold for as long as they live.

use super::connection::{Connection, args};
use super::outbox;
use super::value::Columns;
use crate::error::Fault;

/// Numbers that nobody else uses for an advisory lock in the same database: one for the lead, one class for living workers.
const LEAD: i64 = 7_318_349_394_477_057;
const WORKERS: i64 = 731_834_939;

/// Lets the server end this connection when it has heard nothing from it for a while: a machine that lost its power or a
/// process that stands still must not hold locks. What an older server does not know is left at its defaults.
pub fn expect_word(connection: &mut Connection) -> Result<(), Fault> {
    connection.batch(
        "set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 2",
    )?;
    // Servers before version 14 do not have it, and say so.
    drop(connection.batch("set idle_session_timeout = '8s'"));
    Ok(())
}

/// Takes the lead, if nobody has it.
pub fn take(connection: &mut Connection) -> Result<bool, Fault> {
    connection.one("select pg_try_advisory_lock($1)", args![LEAD], |row| row.take())
}

/// Gives the server a word from us.
pub fn is_there(connection: &mut Connection) -> Result<(), Fault> {
    connection.batch("select 1")
}

/// Marks a worker as living for as long as this connection does.
pub fn live_as(connection: &mut Connection, worker: &str) -> Result<(), Fault> {
    let sql = "select pg_try_advisory_lock(cast($1 as integer), hashtext($2))";
    connection.one(sql, args![WORKERS, worker], |row| row.take::<bool>()).map(drop)
}

/// Puts back what workers hold that no longer live; what stands after a stroke in their names tells apart the hands of one. The one who asks lives: it would be given its own lock a second time.
pub fn bury(connection: &mut Connection, living: &str) -> Result<u64, Fault> {
    let sql = "select held_by
               from (select distinct held_by from outbox
                     where state = 'held' and split_part(held_by, '/', 1) <> $2) as holders
               where pg_try_advisory_lock(cast($1 as integer), hashtext(split_part(held_by, '/', 1)))";
    let dead = connection.all(sql, args![WORKERS, living], |row| row.take::<String>())?;
    let mut count = 0;
    for worker in &dead {
        count += outbox::release_of(connection, worker)?;
        let sql = "select pg_advisory_unlock(cast($1 as integer), hashtext(split_part($2, '/', 1)))";
        connection.one(sql, args![WORKERS, worker.clone()], |row| row.take::<bool>())?;
    }
    Ok(count)
}
