//! People of a server whom policies and schedules name, as Discord last told of them.

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{GuildId, UserId};
use crate::model::member::Member;

const COLUMNS: &str = "user_id, name, is_here, looked_at";

fn read(row: &mut Row<'_>) -> Result<Member, Fault> {
    Ok(Member { user: row.take()?, name: row.take()?, is_here: row.take()?, looked_at: row.take()? })
}

/// Notes what was said of somebody.
pub fn put(connection: &mut Connection, guild: GuildId, member: &Member) -> Result<(), Fault> {
    let sql = "insert into members (guild_id, user_id, name, is_here, looked_at) values ($1, $2, $3, $4, $5)
               on conflict (guild_id, user_id) do update
               set name = excluded.name, is_here = excluded.is_here, looked_at = excluded.looked_at";
    let Member { user, name, is_here, looked_at } = member;
    connection.run(sql, args![guild, *user, name.as_str(), *is_here, *looked_at]).map(drop)
}

/// What was last said of somebody.
pub fn get(connection: &mut Connection, guild: GuildId, user: UserId) -> Result<Option<Member>, Fault> {
    let sql = format!("select {COLUMNS} from members where guild_id = $1 and user_id = $2");
    connection.first(&sql, args![guild, user], read)
}

/// Everybody of a server of whom something was said.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<Member>, Fault> {
    let sql = format!("select {COLUMNS} from members where guild_id = $1 order by user_id");
    connection.all(&sql, args![guild], read)
}
