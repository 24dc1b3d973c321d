//! Contacts. A removed one keeps its row, since pages of the past name it.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{ContactId, GuildId, UserId};
use crate::model::contact::{Contact, Way, Ways};
use crate::model::named::Name;

const COLUMNS: &str = "id, guild_id, name, user_id, ways, removed_at";

fn read(row: &mut Row<'_>) -> Result<Contact, Fault> {
    Ok(Contact {
        id: row.take()?,
        guild: row.take()?,
        name: Name::stored(row.take()?),
        user: row.take()?,
        ways: row.take_json()?,
        removed_at: row.take()?,
    })
}

/// Adds a contact. None comes back where a live one has that name or is that user.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    name: &Name,
    user: Option<UserId>,
    ways: &Ways,
) -> Result<Option<ContactId>, Fault> {
    let sql = "insert into contacts (guild_id, name, key, user_id, ways) values ($1, $2, $3, $4, $5)
               on conflict do nothing returning id";
    connection.first(sql, args![guild, name.as_str(), name.key(), user, json(ways)], |row| row.take())
}

/// Writes back what can change. The caller has looked that name and user are free.
pub fn save(connection: &mut Connection, contact: &Contact) -> Result<(), Fault> {
    let sql = "update contacts set name = $3, key = $4, user_id = $5, ways = $6, removed_at = $7
               where id = $1 and guild_id = $2";
    let args = args![
        contact.id,
        contact.guild,
        contact.name.as_str(),
        contact.name.key(),
        contact.user,
        json(&contact.ways),
        contact.removed_at,
    ];
    connection.run(sql, args).map(drop)
}

/// Marks a contact as removed. It stays readable by its row.
pub fn remove(
    connection: &mut Connection,
    guild: GuildId,
    id: ContactId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "update contacts set removed_at = $3 where id = $1 and guild_id = $2 and removed_at is null";
    connection.run(sql, args![id, guild, now]).map(drop)
}

/// A live contact by its row, held until the change is over.
pub fn get(connection: &mut Connection, guild: GuildId, id: ContactId) -> Result<Option<Contact>, Fault> {
    let sql = format!(
        "select {COLUMNS} from contacts where id = $1 and guild_id = $2 and removed_at is null for update"
    );
    connection.first(&sql, args![id, guild], read)
}

/// A contact by its row, removed or not, for reading only: the past still names it.
pub fn look(connection: &mut Connection, guild: GuildId, id: ContactId) -> Result<Option<Contact>, Fault> {
    let sql = format!("select {COLUMNS} from contacts where id = $1 and guild_id = $2");
    connection.first(&sql, args![id, guild], read)
}

/// The live contact of a name, whatever its case.
pub fn named(connection: &mut Connection, guild: GuildId, typed: &str) -> Result<Option<Contact>, Fault> {
    let sql =
        format!("select {COLUMNS} from contacts where guild_id = $1 and key = $2 and removed_at is null");
    connection.first(&sql, args![guild, Name::key_of(typed)], read)
}

/// The live contact who is this user.
pub fn of_user(connection: &mut Connection, guild: GuildId, user: UserId) -> Result<Option<Contact>, Fault> {
    let sql =
        format!("select {COLUMNS} from contacts where guild_id = $1 and user_id = $2 and removed_at is null");
    connection.first(&sql, args![guild, user], read)
}

/// Live contacts of any server that may have this way: the caller looks closer. For an answer that names no server.
pub fn mentioning(connection: &mut Connection, way: &Way) -> Result<Vec<Contact>, Fault> {
    let sql = format!(
        "select {COLUMNS} from contacts where ways like $1 and removed_at is null order by guild_id, id"
    );
    let parts = serde_json::to_value(way)?;
    let address = parts["to"].as_str().unwrap_or_default();
    connection.all(&sql, args![format!("%\"{address}\"%")], read)
}

/// Every live contact of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<Contact>, Fault> {
    let sql =
        format!("select {COLUMNS} from contacts where guild_id = $1 and removed_at is null order by key");
    connection.all(&sql, args![guild], read)
}
