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

/// Takes the words out of everything that was answered. What arrives a second time is still done once, and told so in fewer words.
pub fn blank(connection: &mut Connection) -> Result<(), Fault> {
    connection.run("update answers set reply = $1 where reply <> $1", args![BLANK]).map(drop)
}

/// What stands for an answer whose words were taken out.
pub const BLANK: &str = "";

/// Forgets up to `most` of what was answered before `before`, the oldest first.
pub fn prune(connection: &mut Connection, before: DateTime<Utc>, most: i64) -> Result<u64, Fault> {
    let sql = "delete from answers where interaction_id in (
                 select interaction_id from answers where at < $1 order by at limit $2)";
    connection.run(sql, args![before, most])
}
