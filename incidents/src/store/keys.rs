//! Keys that the program makes for itself and every replica of it shares: what one has signed, any other can read.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;

/// The key of this name, which becomes `fresh` where there was none.
pub fn get_or_put(
    connection: &mut Connection,
    name: &str,
    fresh: &[u8],
    now: DateTime<Utc>,
) -> Result<Vec<u8>, Fault> {
    let sql = "insert into keys (name, secret, made_at) values ($1, $2, $3) on conflict (name) do nothing";
    connection.run(sql, args![name, fresh, now])?;
    connection.one("select secret from keys where name = $1", args![name], |row| row.take())
}
