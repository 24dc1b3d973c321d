//! How often Sitrep has introduced itself to Discord's gateway; too often, and Discord takes the token away.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;

/// Notes one, and forgets those of before yesterday.
pub fn put(connection: &mut Connection, now: DateTime<Utc>) -> Result<(), Fault> {
    connection.run("delete from identifies where at < $1", args![now - chrono::TimeDelta::days(2)])?;
    connection.run("insert into identifies (at) values ($1)", args![now]).map(drop)
}

/// How many there were since an instant.
pub fn since(connection: &mut Connection, at: DateTime<Utc>) -> Result<i64, Fault> {
    connection.one("select count(*) from identifies where at >= $1", args![at], |row| row.take())
}
