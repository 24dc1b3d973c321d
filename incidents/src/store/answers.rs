//! What was answered to each interaction: one that arrives twice is answered alike and done once.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::InteractionId;

/// What was answered, if it was.
pub fn get(connection: &mut Connection, id: InteractionId) -> Result<Option<String>, Fault> {
    connection.first("select reply from answers where interaction_id = $1", args![id], |row| row.take())
}

/// Notes an answer. Says whether it is the first.
pub fn put(
    connection: &mut Connection,
    id: InteractionId,
    reply: &str,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let sql = "insert into answers (interaction_id, at, reply) values ($1, $2, $3) on conflict (interaction_id) do nothing";
    Ok(connection.run(sql, args![id, now, reply])? == 1)
}

/// Forgets what was answered before `before`.
pub fn prune(connection: &mut Connection, before: DateTime<Utc>) -> Result<u64, Fault> {
    connection.run("delete from answers where at < $1", args![before])
}
