//! Alerts: what was last heard of each, and what it belongs to.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{AlertId, IncidentId, PageId, SourceId};
use crate::model::alert::Kept;

const COLUMNS: &str = "id, guild_id, source_id, key, title, severity, state, incident_id, page_id, gathered, times, untold, \
     last_at, told_at, body";

fn read(row: &mut Row<'_>) -> Result<Kept, Fault> {
    Ok(Kept {
        id: row.take()?,
        guild: row.take()?,
        source: row.take()?,
        key: row.take()?,
        title: row.take()?,
        severity: row.take()?,
        state: row.take_parsed()?,
        incident: row.take()?,
        page: row.take()?,
        gathered: row.take()?,
        times: row.take()?,
        untold: row.take()?,
        last_at: row.take()?,
        told_at: row.take()?,
        body: row.take()?,
    })
}

/// Keeps an alert under its key, in place of what was known under it, and gives it its id.
pub fn put(connection: &mut Connection, kept: &mut Kept) -> Result<(), Fault> {
    let sql = "insert into alerts (guild_id, source_id, key, title, severity, state, incident_id, page_id, gathered,
                 times, untold, last_at, told_at, body)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
               on conflict (source_id, key) do update set title = excluded.title, severity = excluded.severity,
                 state = excluded.state, incident_id = excluded.incident_id, page_id = excluded.page_id,
                 gathered = excluded.gathered, times = excluded.times, untold = excluded.untold,
                 last_at = excluded.last_at, told_at = excluded.told_at, body = excluded.body
               returning id";
    let args = args![
        kept.guild,
        kept.source,
        &kept.key,
        &kept.title,
        &kept.severity,
        kept.state.as_str(),
        kept.incident,
        kept.page,
        kept.gathered,
        kept.times,
        kept.untold,
        kept.last_at,
        kept.told_at,
        &kept.body,
    ];
    kept.id = connection.one(sql, args, |row| row.take())?;
    Ok(())
}

/// What is known under a key of a source.
pub fn known(connection: &mut Connection, source: SourceId, key: &str) -> Result<Option<Kept>, Fault> {
    let sql = format!("select {COLUMNS} from alerts where source_id = $1 and key = $2");
    connection.first(&sql, args![source, key], read)
}

/// An alert by its row.
pub fn get(connection: &mut Connection, id: AlertId) -> Result<Option<Kept>, Fault> {
    connection.first(&format!("select {COLUMNS} from alerts where id = $1"), args![id], read)
}

/// The alert that sent a page.
pub fn of_page(connection: &mut Connection, page: PageId) -> Result<Option<Kept>, Fault> {
    connection.first(&format!("select {COLUMNS} from alerts where page_id = $1 limit 1"), args![page], read)
}

/// The alerts that belong to an incident.
pub fn of_incident(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Kept>, Fault> {
    connection.all(&format!("select {COLUMNS} from alerts where incident_id = $1"), args![incident], read)
}

/// Calls an alert something else.
pub fn retitle(connection: &mut Connection, id: AlertId, title: &str) -> Result<(), Fault> {
    connection.run("update alerts set title = $2 where id = $1", args![id, title]).map(drop)
}

/// How many alerts of an incident go on.
pub fn firing_in(connection: &mut Connection, incident: IncidentId) -> Result<i64, Fault> {
    let sql = "select count(*) from alerts where incident_id = $1 and state = 'firing'";
    connection.one(sql, args![incident], |row| row.take())
}

/// How many alerts of a source go on.
pub fn firing_of(connection: &mut Connection, source: SourceId) -> Result<i64, Fault> {
    let sql = "select count(*) from alerts where source_id = $1 and state <> 'resolved'";
    connection.one(sql, args![source], |row| row.take())
}

/// The alerts of a source that go on, the latest first.
pub fn firing(connection: &mut Connection, source: SourceId, most: i64) -> Result<Vec<Kept>, Fault> {
    let sql = format!(
        "select {COLUMNS} from alerts where source_id = $1 and state <> 'resolved' order by last_at desc, id desc limit $2"
    );
    connection.all(&sql, args![source, most], read)
}

/// What was only counted in an incident since it was last told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// In which incident.
    pub incident: IncidentId,
    /// How often something came.
    pub times: i64,
    /// How many different alerts that were.
    pub different: i64,
    /// How many of them go on.
    pub firing: i64,
}

/// What was only counted, by incident.
pub fn untold(connection: &mut Connection, source: SourceId) -> Result<Vec<Untold>, Fault> {
    let sql = "select incident_id, cast(sum(untold) as bigint), count(*),
                 cast(sum(case when state = 'firing' then 1 else 0 end) as bigint)
               from alerts where source_id = $1 and untold > 0 and incident_id is not null
               group by incident_id order by incident_id";
    connection.all(sql, args![source], |row| {
        Ok(Untold { incident: row.take()?, times: row.take()?, different: row.take()?, firing: row.take()? })
    })
}

/// The titles of what was only counted in an incident, the most frequent first.
pub fn untold_titles(
    connection: &mut Connection,
    source: SourceId,
    incident: IncidentId,
    most: i64,
) -> Result<Vec<(String, i64)>, Fault> {
    let sql = "select title, cast(sum(untold) as bigint) from alerts
               where source_id = $1 and incident_id = $2 and untold > 0 group by title
               order by 2 desc, title limit $3";
    connection.all(sql, args![source, incident, most], |row| Ok((row.take()?, row.take()?)))
}

/// Notes that what was only counted has been told.
pub fn told(connection: &mut Connection, source: SourceId, now: DateTime<Utc>) -> Result<(), Fault> {
    connection
        .run(
            "update alerts set untold = 0, told_at = $2 where source_id = $1 and untold > 0",
            args![source, now],
        )
        .map(drop)
}

/// Forgets what was not heard of since `before`.
pub fn forget(connection: &mut Connection, source: SourceId, before: DateTime<Utc>) -> Result<(), Fault> {
    connection
        .run("delete from alerts where source_id = $1 and last_at < $2", args![source, before])
        .map(drop)
}
