//! What lets programs in. A revoked token keeps its row, for the audit log names its program.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{GuildId, ProgramId};
use crate::model::named::{Name, Named};
use crate::model::program::{NamedProgram, Program};
use crate::model::token::Token;

const COLUMNS: &str = "id, guild_id, name, may_write, made_by, made_at, last_at";

fn read(row: &mut Row<'_>) -> Result<NamedProgram, Fault> {
    Ok(Named {
        id: row.take()?,
        guild: row.take()?,
        name: Name::stored(row.take()?),
        is: Program {
            may_write: row.take()?,
            made_by: row.take()?,
            made_at: row.take()?,
            last_at: row.take()?,
        },
    })
}

/// Lets a program in. None comes back where a live one has that name.
pub fn insert(
    connection: &mut Connection,
    guild: GuildId,
    name: &Name,
    program: &Program,
    token: &Token,
) -> Result<Option<ProgramId>, Fault> {
    let sql = "insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at)
               values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id";
    let args = args![
        guild,
        name.as_str(),
        name.key(),
        token.digest(),
        program.may_write,
        program.made_by.as_str(),
        program.made_at
    ];
    connection.first(sql, args, |row| row.take())
}

/// The program that a token lets in.
pub fn of_token(connection: &mut Connection, token: &Token) -> Result<Option<NamedProgram>, Fault> {
    let sql = format!("select digest, {COLUMNS} from tokens where digest = $1 and revoked_at is null");
    let found =
        connection.first(&sql, args![token.digest()], |row| Ok((row.take::<String>()?, read(row)?)))?;
    Ok(found.filter(|(digest, _)| token.is(digest)).map(|(_, program)| program))
}

/// The live program of a name, whatever its case.
pub fn named(
    connection: &mut Connection,
    guild: GuildId,
    typed: &str,
) -> Result<Option<NamedProgram>, Fault> {
    let sql = format!("select {COLUMNS} from tokens where guild_id = $1 and key = $2 and revoked_at is null");
    connection.first(&sql, args![guild, Name::key_of(typed)], read)
}

/// Every live program of a server, by name.
pub fn all(connection: &mut Connection, guild: GuildId) -> Result<Vec<NamedProgram>, Fault> {
    let sql = format!("select {COLUMNS} from tokens where guild_id = $1 and revoked_at is null order by key");
    connection.all(&sql, args![guild], read)
}

/// Notes that a program asked for something.
pub fn used(connection: &mut Connection, id: ProgramId, now: DateTime<Utc>) -> Result<(), Fault> {
    connection.run("update tokens set last_at = $2 where id = $1", args![id, now]).map(drop)
}

/// Lets a program in no more.
pub fn revoke(
    connection: &mut Connection,
    guild: GuildId,
    id: ProgramId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "update tokens set revoked_at = $3 where id = $1 and guild_id = $2 and revoked_at is null";
    connection.run(sql, args![id, guild, now]).map(drop)
}
