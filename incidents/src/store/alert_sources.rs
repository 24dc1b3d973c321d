//! The monitoring systems that may send alerts. A removed one keeps its row, for its alerts name it.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, SourceId};
use crate::model::alert::{NamedSource, Rules, Source, Storm};
use crate::model::named::{Name, Named};
use crate::model::token::Token;

const COLUMNS: &str = "id, guild_id, name, rules, storm, last_at";

fn read(row: &mut Row<'_>) -> Result<NamedSource, Fault> {
    Ok(Named {
        id: row.take()?,
        guild: row.take()?,
        name: Name::stored(row.take()?),
        is: Source { rules: row.take_json()?, storm: row.take_json()?, last_at: row.take()? },
    })
}

/// Adds a source. None comes back where a live one has that name.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    name: &Name,
    rules: &Rules,
    token: &Token,
) -> Result<Option<SourceId>, Fault> {
    let sql = "insert into alert_sources (guild_id, name, key, token_digest, rules, storm)
               values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id";
    let args = args![guild, name.as_str(), name.key(), token.digest(), json(rules), json(&Storm::default())];
    connection.first(sql, args, |row| row.take())
}

/// Writes back what people can change. The caller has looked that the name is free.
pub fn save(connection: &mut Connection, named: &NamedSource) -> Result<(), Fault> {
    let sql = "update alert_sources set name = $3, key = $4, rules = $5 where id = $1 and guild_id = $2";
    let Named { id, guild, name, is } = named;
    connection.run(sql, args![*id, *guild, name.as_str(), name.key(), json(&is.rules)]).map(drop)
}

/// Writes back what a delivery changes.
pub fn delivered(
    connection: &mut Connection,
    id: SourceId,
    storm: &Storm,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    connection
        .run("update alert_sources set storm = $2, last_at = $3 where id = $1", args![id, json(storm), now])
        .map(drop)
}

/// Gives a source another token; the one before stops working.
pub fn rotate(connection: &mut Connection, id: SourceId, token: &Token) -> Result<(), Fault> {
    connection
        .run("update alert_sources set token_digest = $2 where id = $1", args![id, token.digest()])
        .map(drop)
}

/// Marks a source as removed. It stays readable by its row.
pub fn remove(connection: &mut Connection, id: SourceId, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "update alert_sources set removed_at = $2 where id = $1 and removed_at is null";
    connection.run(sql, args![id, now]).map(drop)
}

/// The live source that a token lets in.
pub fn of_token(connection: &mut Connection, token: &Token) -> Result<Option<NamedSource>, Fault> {
    let sql = format!(
        "select token_digest, {COLUMNS} from alert_sources where token_digest = $1 and removed_at is null"
    );
    let found =
        connection.first(&sql, args![token.digest()], |row| Ok((row.take::<String>()?, read(row)?)))?;
    Ok(found.filter(|(digest, _)| token.is(digest)).map(|(_, source)| source))
}

/// A live source by its row, held until the change is over.
pub fn get(connection: &mut Connection, guild: GuildId, id: SourceId) -> Result<Option<NamedSource>, Fault> {
    let sql = format!(
        "select {COLUMNS} from alert_sources where id = $1 and guild_id = $2 and removed_at is null for update"
    );
    connection.first(&sql, args![id, guild], read)
}

/// A source by its row, removed or not, for reading only.
pub fn look(connection: &mut Connection, guild: GuildId, id: SourceId) -> Result<Option<NamedSource>, Fault> {
    let sql = format!("select {COLUMNS} from alert_sources where id = $1 and guild_id = $2");
    connection.first(&sql, args![id, guild], read)
}

/// The live source of a name, whatever its case.
pub fn named(connection: &mut Connection, guild: GuildId, typed: &str) -> Result<Option<NamedSource>, Fault> {
    let sql = format!(
        "select {COLUMNS} from alert_sources where guild_id = $1 and key = $2 and removed_at is null"
    );
    connection.first(&sql, args![guild, Name::key_of(typed)], read)
}

/// Every live source of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<NamedSource>, Fault> {
    let sql = format!(
        "select {COLUMNS} from alert_sources where guild_id = $1 and removed_at is null order by key"
    );
    connection.all(&sql, args![guild], read)
}
