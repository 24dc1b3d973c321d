//! Each time that a repeating action came round.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::ActionId;
use crate::model::action::occurrence::{Occurrence, Outcome};

const COLUMNS: &str = "action_id, due_at, outcome, times, closed_at, closed_by, note";

fn read(row: &mut Row<'_>) -> Result<Occurrence, Fault> {
    Ok(Occurrence {
        action: row.take()?,
        due: row.take()?,
        outcome: row.take_parsed()?,
        times: row.take()?,
        closed_at: row.take()?,
        closed_by: row.take()?,
        note: row.take()?,
    })
}

/// Notes an occurrence, or what came of it.
pub fn put(connection: &mut Connection, occurrence: &Occurrence) -> Result<(), Fault> {
    let sql = "insert into occurrences (action_id, due_at, outcome, times, closed_at, closed_by, note)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (action_id, due_at) do update set outcome = excluded.outcome, times = excluded.times,
                 closed_at = excluded.closed_at, closed_by = excluded.closed_by, note = excluded.note";
    let args = args![
        occurrence.action,
        occurrence.due,
        occurrence.outcome.as_str(),
        occurrence.times,
        occurrence.closed_at,
        occurrence.closed_by.as_deref(),
        occurrence.note.as_deref(),
    ];
    connection.run(sql, args).map(drop)
}

/// Forgets an occurrence that is still to be done: its action was moved or repeats no more.
pub fn forget_open(connection: &mut Connection, action: ActionId) -> Result<(), Fault> {
    let sql = "delete from occurrences where action_id = $1 and outcome = $2";
    connection.run(sql, args![action, Outcome::Open.as_str()]).map(drop)
}

/// The occurrences of an action, the newest first.
pub fn newest(connection: &mut Connection, action: ActionId, most: i64) -> Result<Vec<Occurrence>, Fault> {
    let sql = format!("select {COLUMNS} from occurrences where action_id = $1 order by due_at desc limit $2");
    connection.all(&sql, args![action, most], read)
}

/// The occurrences of a server that were settled since an instant, in that order.
pub fn settled_since(
    connection: &mut Connection,
    guild: crate::ids::GuildId,
    since: DateTime<Utc>,
) -> Result<Vec<Occurrence>, Fault> {
    let sql = "select o.action_id, o.due_at, o.outcome, o.times, o.closed_at, o.closed_by, o.note
               from occurrences o join actions a on a.id = o.action_id
               where a.guild_id = $1 and o.closed_at >= $2 order by o.closed_at";
    connection.all(sql, args![guild, since], read)
}
