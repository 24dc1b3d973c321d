//! Escalation policies. A running page has its own copy, so that a removed one may go on to its end.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, PolicyId};
use crate::model::escalation::Policy;
use crate::model::named::{Name, Named, NamedPolicy};

const COLUMNS: &str = "id, guild_id, name, policy";

fn read(row: &mut Row<'_>) -> Result<NamedPolicy, Fault> {
    Ok(Named { id: row.take()?, guild: row.take()?, name: Name::stored(row.take()?), is: row.take_json()? })
}

/// Adds a policy. None comes back where a live one has that name.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    name: &Name,
    policy: &Policy,
) -> Result<Option<PolicyId>, Fault> {
    let sql = "insert into policies (guild_id, name, key, policy) values ($1, $2, $3, $4)
               on conflict do nothing returning id";
    connection.first(sql, args![guild, name.as_str(), name.key(), json(policy)], |row| row.take())
}

/// Writes back what can change. The caller has looked that the name is free.
pub fn save(connection: &mut Connection, named: &NamedPolicy) -> Result<(), Fault> {
    let sql = "update policies set name = $3, key = $4, policy = $5 where id = $1 and guild_id = $2";
    let Named { id, guild, name, is } = named;
    connection.run(sql, args![*id, *guild, name.as_str(), name.key(), json(is)]).map(drop)
}

/// Marks a policy as removed. It stays readable by its row.
pub fn remove(
    connection: &mut Connection,
    guild: GuildId,
    id: PolicyId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "update policies set removed_at = $3 where id = $1 and guild_id = $2 and removed_at is null";
    connection.run(sql, args![id, guild, now]).map(drop)
}

/// A live policy by its row, held until the change is over.
pub fn get(connection: &mut Connection, guild: GuildId, id: PolicyId) -> Result<Option<NamedPolicy>, Fault> {
    let sql = format!(
        "select {COLUMNS} from policies where id = $1 and guild_id = $2 and removed_at is null for update"
    );
    connection.first(&sql, args![id, guild], read)
}

/// A live policy by its row, for reading only.
pub fn look(connection: &mut Connection, guild: GuildId, id: PolicyId) -> Result<Option<NamedPolicy>, Fault> {
    let sql =
        format!("select {COLUMNS} from policies where id = $1 and guild_id = $2 and removed_at is null");
    connection.first(&sql, args![id, guild], read)
}

/// The live policy of a name, whatever its case.
pub fn named(connection: &mut Connection, guild: GuildId, typed: &str) -> Result<Option<NamedPolicy>, Fault> {
    let sql =
        format!("select {COLUMNS} from policies where guild_id = $1 and key = $2 and removed_at is null");
    connection.first(&sql, args![guild, Name::key_of(typed)], read)
}

/// Every live policy of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<NamedPolicy>, Fault> {
    let sql =
        format!("select {COLUMNS} from policies where guild_id = $1 and removed_at is null order by key");
    connection.all(&sql, args![guild], read)
}
