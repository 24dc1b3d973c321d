//! Pages: each the whole state of one call for help.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{ChannelId, GuildId, IncidentId, PageId, PolicyId};
use crate::model::paged::{Moments, Paged};

const COLUMNS: &str = "id, guild_id, incident_id, number, sent_to, policy_id, message, sent_by, sent_by_name, page, \
     opened_at, first_sent_at, first_acked_at, first_escalated_at";

fn read(row: &mut Row<'_>) -> Result<Paged, Fault> {
    Ok(Paged {
        id: row.take()?,
        guild: row.take()?,
        incident: row.take()?,
        number: row.take()?,
        sent_to: row.take()?,
        policy: row.take()?,
        message: row.take()?,
        sent_by: row.take()?,
        sent_by_name: row.take()?,
        page: row.take_json()?,
        opened_at: row.take()?,
        moments: Moments { sent: row.take()?, acked: row.take()?, escalated: row.take()? },
    })
}

/// Adds a page, which gets its row.
pub fn insert(connection: &mut Connection, paged: &mut Paged) -> Result<(), Fault> {
    let sql = "insert into pages (guild_id, incident_id, number, sent_to, policy_id, message, sent_by, sent_by_name,
                 page, is_open, counts, opened_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    let args = args![
        paged.guild,
        paged.incident,
        paged.number,
        &paged.sent_to,
        paged.policy,
        paged.message.as_deref(),
        paged.sent_by,
        &paged.sent_by_name,
        json(&paged.page),
        paged.page.is_open(),
        paged.page.kind().counts_in_metrics(),
        paged.opened_at,
    ];
    paged.id = connection.one(sql, args, |row| row.take())?;
    Ok(())
}

/// Has what was added to a page say something else.
pub fn reword(connection: &mut Connection, id: PageId, message: &str) -> Result<(), Fault> {
    connection.run("update pages set message = $2 where id = $1", args![id, message]).map(drop)
}

/// Writes back what can change.
pub fn save(connection: &mut Connection, paged: &Paged) -> Result<(), Fault> {
    let sql = "update pages set page = $2, is_open = $3, first_sent_at = $4, first_acked_at = $5,
                 first_escalated_at = $6 where id = $1";
    let Moments { sent, acked, escalated } = paged.moments;
    connection
        .run(sql, args![paged.id, json(&paged.page), paged.page.is_open(), sent, acked, escalated])
        .map(drop)
}

/// A page by its row, held until the change is over.
pub fn get(connection: &mut Connection, id: PageId) -> Result<Paged, Fault> {
    let sql = format!("select {COLUMNS} from pages where id = $1 for update");
    connection.one(&sql, args![id], read)
}

/// A page by its row, for reading only. None if there is none: the row may have been typed by somebody.
pub fn look(connection: &mut Connection, id: PageId) -> Result<Option<Paged>, Fault> {
    let sql = format!("select {COLUMNS} from pages where id = $1");
    connection.first(&sql, args![id], read)
}

/// Every page of an incident, oldest first.
pub fn of_incident(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Paged>, Fault> {
    let sql = format!("select {COLUMNS} from pages where incident_id = $1 order by number");
    connection.all(&sql, args![incident], read)
}

/// The pages of the incident whose channel this is that are still open.
pub fn open_in_channel(
    connection: &mut Connection,
    guild: GuildId,
    channel: ChannelId,
) -> Result<Vec<Paged>, Fault> {
    let sql = format!(
        "select {COLUMNS} from pages where is_open = 1 and incident_id in
           (select id from incidents where guild_id = $1 and channel_id = $2) order by number"
    );
    connection.all(&sql, args![guild, channel], read)
}

/// Every open page of a server, oldest first.
pub fn open(connection: &mut Connection, guild: GuildId) -> Result<Vec<Paged>, Fault> {
    let sql = format!("select {COLUMNS} from pages where guild_id = $1 and is_open = 1 order by id");
    connection.all(&sql, args![guild], read)
}

/// The pages of all servers that are still open, oldest first.
pub fn all_open(connection: &mut Connection, most: i64) -> Result<Vec<Paged>, Fault> {
    let sql = format!("select {COLUMNS} from pages where is_open = 1 order by id limit $1");
    connection.all(&sql, args![most], read)
}

/// The number the next page of an incident gets.
pub fn next_number(connection: &mut Connection, incident: IncidentId) -> Result<i64, Fault> {
    let sql = "select coalesce(max(number), 0) + 1 from pages where incident_id = $1";
    connection.one(sql, args![incident], |row| row.take())
}

/// How many open pages were sent to a policy.
pub fn open_on(connection: &mut Connection, guild: GuildId, policy: PolicyId) -> Result<i64, Fault> {
    let sql = "select count(*) from pages where guild_id = $1 and policy_id = $2 and is_open = 1";
    connection.one(sql, args![guild, policy], |row| row.take())
}

/// When the pages of an incident were sent, answered and escalated for the first time; without drills and tests.
pub fn moments(connection: &mut Connection, incident: IncidentId) -> Result<Moments, Fault> {
    let sql = "select min(first_sent_at), min(first_acked_at), min(first_escalated_at) from pages
               where incident_id = $1 and counts = 1";
    connection.one(sql, args![incident], |row| {
        let mut instant = || row.take::<Option<DateTime<Utc>>>();
        Ok(Moments { sent: instant()?, acked: instant()?, escalated: instant()? })
    })
}

/// The same of every incident of a server that was declared since an instant.
pub fn moments_since(
    connection: &mut Connection,
    guild: GuildId,
    since: Option<DateTime<Utc>>,
) -> Result<Vec<(IncidentId, Moments)>, Fault> {
    let sql = "select p.incident_id, min(p.first_sent_at), min(p.first_acked_at), min(p.first_escalated_at)
               from pages p join incidents i on i.id = p.incident_id
               where i.guild_id = $1 and p.counts = 1 and (cast($2 as bigint) is null or i.opened_at >= $2)
               group by p.incident_id";
    connection.all(sql, args![guild, since], |row| {
        let incident = row.take()?;
        Ok((incident, Moments { sent: row.take()?, acked: row.take()?, escalated: row.take()? }))
    })
}
