//! Every try to tell somebody of a page, by which way, and what came of it.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{AttemptId, GuildId, PageId};
use crate::model::attempt::{Attempt, Path, State};
use crate::model::notice::Stands;
use crate::model::who::Who;

const COLUMNS: &str = "id, guild_id, page_id, firing, who, way, state, problem, bundled_in, created_at, changed_at, \
     channel_id, message_id";

fn read(row: &mut Row<'_>) -> Result<Attempt, Fault> {
    Ok(Attempt {
        id: row.take()?,
        guild: row.take()?,
        page: row.take()?,
        firing: row.take()?,
        who: row.take_json()?,
        way: row.take_parsed()?,
        state: row.take_parsed()?,
        problem: row.take()?,
        bundled_in: row.take()?,
        created_at: row.take()?,
        changed_at: row.take()?,
        stands: stands(row)?,
    })
}

fn stands(row: &mut Row<'_>) -> Result<Option<Stands>, Fault> {
    let (channel, message) = (row.take()?, row.take()?);
    Ok(Option::map(channel, |channel| Stands { channel, message }))
}

/// Adds a try, which gets its row.
pub fn insert(connection: &mut Connection, attempt: &mut Attempt) -> Result<(), Fault> {
    let sql = "insert into attempts (guild_id, page_id, firing, who, way, state, bundled_in, created_at, changed_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning id";
    let args = args![
        attempt.guild,
        attempt.page,
        attempt.firing,
        json(&attempt.who),
        attempt.way.as_str(),
        attempt.state.as_str(),
        attempt.bundled_in,
        attempt.created_at,
    ];
    attempt.id = connection.one(sql, args, |row| row.take())?;
    Ok(())
}

/// A try by its row.
pub fn look(connection: &mut Connection, id: AttemptId) -> Result<Attempt, Fault> {
    let sql = format!("select {COLUMNS} from attempts where id = $1");
    connection.one(&sql, args![id], read)
}

/// A try by its row. None if there is none: the row was read from outside.
pub fn find(connection: &mut Connection, id: AttemptId) -> Result<Option<Attempt>, Fault> {
    let sql = format!("select {COLUMNS} from attempts where id = $1");
    connection.first(&sql, args![id], read)
}

/// The text messages that went to somebody since an instant, newest first.
pub fn texts_to(
    connection: &mut Connection,
    guild: GuildId,
    who: Who,
    since: DateTime<Utc>,
) -> Result<Vec<Attempt>, Fault> {
    let sql = format!(
        "select {COLUMNS} from attempts where guild_id = $1 and who = $2 and way = 'sms' and created_at > $3
           and state in ('queued_remotely', 'sent', 'delivered', 'read')
         order by id desc"
    );
    connection.all(&sql, args![guild, json(&who), since], read)
}

/// Every try of a page, oldest first.
pub fn of_page(connection: &mut Connection, page: PageId) -> Result<Vec<Attempt>, Fault> {
    let sql = format!("select {COLUMNS} from attempts where page_id = $1 order by id");
    connection.all(&sql, args![page], read)
}

/// A try and those that are told in its message, oldest first.
pub fn bundle(connection: &mut Connection, leader: AttemptId) -> Result<Vec<Attempt>, Fault> {
    let sql = format!("select {COLUMNS} from attempts where id = $1 or bundled_in = $1 order by id");
    connection.all(&sql, args![leader], read)
}

/// The messages that went or are to go to somebody by a way since an instant, newest first.
pub fn to_person_since(
    connection: &mut Connection,
    guild: GuildId,
    (who, way): (Who, Path),
    since: DateTime<Utc>,
) -> Result<Vec<Attempt>, Fault> {
    let sql = format!(
        "select {COLUMNS} from attempts where guild_id = $1 and who = $2 and way = $3 and created_at > $4
           and bundled_in is null and state in ('pending', 'sending', 'queued_remotely', 'sent', 'delivered', 'read')
         order by id desc"
    );
    connection.all(&sql, args![guild, json(&who), way.as_str(), since], read)
}

/// Notes that a try is on its way out. One that has left already stays as it is: its message is only brought up to date.
pub fn begin(connection: &mut Connection, id: AttemptId, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "update attempts set state = 'sending', changed_at = $2
               where id = $1 and state in ('pending', 'failed_temp')";
    connection.run(sql, args![id, now]).map(drop)
}

/// Notes how far a try got, and why it got no further.
pub fn note(
    connection: &mut Connection,
    id: AttemptId,
    (state, problem): (State, Option<&str>),
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "update attempts set state = $2, problem = $3, changed_at = $4 where id = $1";
    connection.run(sql, args![id, state.as_str(), problem, now]).map(drop)
}

/// Notes where the message of a try stands.
pub fn stand(connection: &mut Connection, id: AttemptId, stands: Stands) -> Result<(), Fault> {
    let sql = "update attempts set channel_id = $2, message_id = $3 where id = $1";
    connection.run(sql, args![id, stands.channel, stands.message]).map(drop)
}

/// Takes back what has not left, of everybody or of one person. What failed for the time being is still tried for that
/// person, who may be out of reach for a moment only.
pub fn withdraw(
    connection: &mut Connection,
    page: PageId,
    who: Option<Who>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "update attempts set state = 'stale', changed_at = $3
               where page_id = $1 and (cast($2 as text) is null or who = $2)
                 and (state in ('pending', 'sending') or (state = 'failed_temp' and cast($2 as text) is null))";
    connection.run(sql, args![page, who.map(|who| json(&who)), now]).map(drop)
}
