//! Whether a database is whole: its pages, its indexes, and that every row it points to is there.

use rusqlite::ErrorCode;

use super::connection::{Connection, Dialect, args};
use super::value::Columns;
use crate::error::Fault;

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Every page; some seconds for a gigabyte.
    Quick,
    /// Every page, every index against its table, and every reference.
    Full,
}

/// What is damaged, in the database's own words; nothing when it is sound. Postgres looks after its own pages.
pub fn damage(connection: &mut Connection, depth: Depth) -> Result<Vec<String>, Fault> {
    if connection.dialect() == Dialect::Postgres {
        return Ok(Vec::new());
    }
    match looked(connection, depth) {
        Err(Fault::Sqlite(why)) if is_damage(&why) => Ok(vec![why.to_string()]),
        looked => looked,
    }
}

fn looked(connection: &mut Connection, depth: Depth) -> Result<Vec<String>, Fault> {
    let pages = match depth {
        Depth::Quick => "pragma quick_check(20)",
        Depth::Full => "pragma integrity_check(20)",
    };
    let mut found = connection.all(pages, args![], |row| row.take::<String>())?;
    found.retain(|line| line != "ok");
    if depth == Depth::Full {
        let dangling = connection.all("pragma foreign_key_check", args![], |row| row.take::<String>())?;
        found
            .extend(dangling.into_iter().take(20).map(|table| format!("a row of {table} points to nothing")));
    }
    Ok(found)
}

fn is_damage(why: &rusqlite::Error) -> bool {
    matches!(why.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}
