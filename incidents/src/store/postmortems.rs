//! How far the postmortem of each incident has come.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{EventId, GuildId, IncidentId};
use crate::model::publication::Publication;

const COLUMNS: &str = "incident_id, guild_id, state, edition, published_at, review_at, review_event";

fn read(row: &mut Row<'_>) -> Result<Publication, Fault> {
    Ok(Publication {
        incident: row.take()?,
        guild: row.take()?,
        state: row.take_parsed()?,
        edition: row.take()?,
        published_at: row.take()?,
        review_at: row.take()?,
        event: row.take()?,
    })
}

/// That of an incident, if it was begun.
pub fn get(connection: &mut Connection, incident: IncidentId) -> Result<Option<Publication>, Fault> {
    let sql = format!("select {COLUMNS} from postmortems where incident_id = $1");
    connection.first(&sql, args![incident], read)
}

/// Whether an incident has one, which every note asks; a connection remembers that it has none. Those of older schemas are known by
/// their posts.
pub fn is_begun(connection: &mut Connection, incident: IncidentId) -> Result<bool, Fault> {
    if connection.memory().without_postmortem.get(incident).is_some() {
        return Ok(false);
    }
    let sql = "select incident_id from postmortems where incident_id = $1
               union all select incident_id from places where incident_id = $1 and what = 'postmortem' limit 1";
    let is_begun = connection.first(sql, args![incident], |row| row.take::<IncidentId>())?.is_some();
    if !is_begun {
        connection.memory().without_postmortem.note(incident, ());
    }
    Ok(is_begun)
}

/// Writes how far one has come.
pub fn save(connection: &mut Connection, publication: &Publication) -> Result<(), Fault> {
    connection.memory().without_postmortem.forget(publication.incident);
    let sql = "insert into postmortems (incident_id, guild_id, state, edition, published_at, review_at, review_event)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (incident_id) do update set state = excluded.state, edition = excluded.edition,
                 published_at = excluded.published_at, review_at = excluded.review_at,
                 review_event = excluded.review_event";
    let args = args![
        publication.incident,
        publication.guild,
        publication.state.as_str(),
        publication.edition,
        publication.published_at,
        publication.review_at,
        publication.event,
    ];
    connection.run(sql, args).map(drop)
}

/// Notes which event of the server a review is, or that it is none.
pub fn note_event(
    connection: &mut Connection,
    incident: IncidentId,
    event: Option<EventId>,
) -> Result<(), Fault> {
    let sql = "update postmortems set review_event = $2 where incident_id = $1";
    connection.run(sql, args![incident, event]).map(drop)
}

/// Resolved incidents of a server that ended before an instant and whose postmortem was not published since, the oldest
/// first; without private ones.
pub fn unpublished(
    connection: &mut Connection,
    guild: GuildId,
    ended_before: DateTime<Utc>,
) -> Result<Vec<IncidentId>, Fault> {
    let sql = "select i.id from incidents i join postmortems p on p.incident_id = i.id
               where i.guild_id = $1 and i.state = 'resolved' and i.private = 0 and i.ended_at < $2
                 and p.state <> 'published' order by i.ended_at, i.id";
    connection.all(sql, args![guild, ended_before], |row| row.take())
}
