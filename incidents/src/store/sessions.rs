//! Who is signed in at our pages. The rows hold no secret: a browser is known by the digest of its own.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::UserId;
use crate::model::session::Session;
use crate::model::token::Token;

/// Notes that somebody signed in, until an instant.
pub fn insert(
    connection: &mut Connection,
    token: &Token,
    session: &Session,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Fault> {
    let sql = "insert into sessions (digest, user_id, user_name, servers, made_at, expires_at)
               values ($1, $2, $3, $4, $5, $6)";
    let args = args![token.digest(), session.user, &session.name, json(&session.servers), now, until];
    connection.run(sql, args).map(drop)
}

/// Whose browser has a token, unless that is over.
pub fn of_token(
    connection: &mut Connection,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Session>, Fault> {
    let sql =
        "select digest, user_id, user_name, servers from sessions where digest = $1 and expires_at > $2";
    let found = connection.first(sql, args![token.digest(), now], |row| {
        let digest: String = row.take()?;
        Ok((digest, Session { user: row.take()?, name: row.take()?, servers: row.take_json()? }))
    })?;
    Ok(found.filter(|(digest, _)| token.is(digest)).map(|(_, session)| session))
}

/// Forgets a browser.
pub fn remove(connection: &mut Connection, token: &Token) -> Result<(), Fault> {
    connection.run("delete from sessions where digest = $1", args![token.digest()]).map(drop)
}

/// Forgets all browsers of a person but the newest `most`.
pub fn keep_newest(connection: &mut Connection, user: UserId, most: i64) -> Result<(), Fault> {
    let sql = "delete from sessions where user_id = $1 and digest not in (
                 select digest from sessions where user_id = $1 order by made_at desc, digest limit $2)";
    connection.run(sql, args![user, most]).map(drop)
}

/// Forgets up to `most` browsers whose time is over.
pub fn prune(connection: &mut Connection, now: DateTime<Utc>, most: i64) -> Result<u64, Fault> {
    let sql = "delete from sessions where digest in (
                 select digest from sessions where expires_at <= $1 order by expires_at limit $2)";
    connection.run(sql, args![now, most])
}
