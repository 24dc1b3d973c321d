//! The templates a server words its postmortems by, besides those that come with the program.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::GuildId;

/// A template of a server's own, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Who added it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps a template; one of the same name is replaced.
pub fn put(connection: &mut Connection, guild: GuildId, kept: &Kept, source: &str) -> Result<(), Fault> {
    let sql = "insert into templates (guild_id, name, source, added_by, added_at) values ($1, $2, $3, $4, $5)
               on conflict (guild_id, name) do update set source = excluded.source, added_by = excluded.added_by,
                 added_at = excluded.added_at";
    let args = args![guild, kept.name.as_str(), source, kept.by.as_str(), kept.at];
    connection.run(sql, args).map(drop)
}

/// The text of a template.
pub fn source(connection: &mut Connection, guild: GuildId, name: &str) -> Result<Option<String>, Fault> {
    let sql = "select source from templates where guild_id = $1 and name = $2";
    connection.first(sql, args![guild, name], |row| row.take())
}

/// The templates of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<Kept>, Fault> {
    let sql = "select name, added_by, added_at from templates where guild_id = $1 order by name";
    connection.all(sql, args![guild], |row| Ok(Kept { name: row.take()?, by: row.take()?, at: row.take()? }))
}

/// Forgets a template. Says whether there was one.
pub fn remove(connection: &mut Connection, guild: GuildId, name: &str) -> Result<bool, Fault> {
    let sql = "delete from templates where guild_id = $1 and name = $2";
    Ok(connection.run(sql, args![guild, name])? == 1)
}
