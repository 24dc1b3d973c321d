//! The files that came with entries, and how far our copies of them have come.

use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{AttachmentId, EntryId, IncidentId};
use crate::model::attachment::{Attachment, Keeping, Kept, Offered};

const COLUMNS: &str = "id, incident_id, entry_id, name, url, state, mime, size, sha256, problem";

fn read(row: &mut Row<'_>) -> Result<Attachment, Fault> {
    Ok(Attachment {
        id: row.take()?,
        incident: row.take()?,
        entry: row.take()?,
        name: row.take()?,
        url: row.take()?,
        keeping: keeping(row)?,
    })
}

fn keeping(row: &mut Row<'_>) -> Result<Keeping, Fault> {
    let state: String = row.take()?;
    let (mime, size, sha256) = (row.take::<Option<String>>()?, row.take::<Option<i64>>()?, row.take()?);
    let problem: Option<String> = row.take()?;
    match (state.as_str(), mime, size, sha256) {
        ("kept", Some(mime), Some(size), Some(sha256)) => Ok(Keeping::Kept(Kept { mime, size, sha256 })),
        ("wanted", ..) => Ok(Keeping::Wanted),
        ("lost", ..) => Ok(Keeping::Lost(problem.unwrap_or_default())),
        _ => Err(Fault::Unreadable(format!("a copy that is {state:?}"))),
    }
}

/// Notes a file that came with an entry.
pub fn add(
    connection: &mut Connection,
    (incident, entry): (IncidentId, EntryId),
    offered: &Offered,
    keeping: &Keeping,
) -> Result<AttachmentId, Fault> {
    let problem = match keeping {
        Keeping::Lost(why) => Some(why.as_str()),
        Keeping::Wanted | Keeping::Kept(_) => None,
    };
    let sql = "insert into attachments (incident_id, entry_id, name, url, state, problem)
               values ($1, $2, $3, $4, $5, $6) returning id";
    let args = args![incident, entry, &offered.name, &offered.url, keeping.as_str(), problem];
    connection.one(sql, args, |row| row.take())
}

/// One file.
pub fn get(connection: &mut Connection, id: AttachmentId) -> Result<Attachment, Fault> {
    connection.one(&format!("select {COLUMNS} from attachments where id = $1"), args![id], read)
}

/// Notes that we have a copy. Says whether it was still wanted.
pub fn kept(connection: &mut Connection, id: AttachmentId, kept: &Kept) -> Result<bool, Fault> {
    let sql = "update attachments set state = 'kept', mime = $2, size = $3, sha256 = $4, problem = null
               where id = $1 and state <> 'kept'";
    Ok(connection.run(sql, args![id, &kept.mime, kept.size, &kept.sha256])? == 1)
}

/// Notes that no copy could be had.
pub fn lost(connection: &mut Connection, id: AttachmentId, why: &str) -> Result<(), Fault> {
    let sql = "update attachments set state = 'lost', problem = $2 where id = $1 and state = 'wanted'";
    connection.run(sql, args![id, why]).map(drop)
}

/// The files of an incident, in the order they came.
pub fn of_incident(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Attachment>, Fault> {
    let sql = format!("select {COLUMNS} from attachments where incident_id = $1 order by id");
    connection.all(&sql, args![incident], read)
}

/// Gives the copies of one incident's entries that another has the files they had, as far as those are kept.
pub(super) fn copy_all(connection: &mut Connection, from: IncidentId, to: IncidentId) -> Result<(), Fault> {
    let sql = "insert into attachments (incident_id, entry_id, name, url, state, mime, size, sha256, problem)
               select e.incident_id, e.id, a.name, a.url, a.state, a.mime, a.size, a.sha256, a.problem
               from attachments a join entries e on e.incident_id = $2 and e.copied_from = a.entry_id
               where a.incident_id = $1 and a.state <> 'wanted' order by a.id";
    connection.run(sql, args![from, to]).map(drop)
}

/// Takes the files of an entry out, name and address included, and says of which copies.
pub fn redact(connection: &mut Connection, entry: EntryId) -> Result<Vec<String>, Fault> {
    let sql = "select sha256 from attachments where entry_id = $1 and sha256 is not null";
    let copies = connection.all(sql, args![entry], |row| row.take())?;
    let sql = "update attachments set state = 'lost', name = 'redacted', url = '', mime = null, size = null, sha256 = null,
                 problem = 'it was redacted' where entry_id = $1";
    connection.run(sql, args![entry])?;
    Ok(copies)
}

/// Whether any entry still has this copy.
pub fn is_kept(connection: &mut Connection, sha256: &str) -> Result<bool, Fault> {
    let sql = "select count(*) from attachments where sha256 = $1";
    Ok(connection.one(sql, args![sha256], |row| row.take::<i64>())? > 0)
}

/// How many files an incident has.
pub fn count(connection: &mut Connection, incident: IncidentId) -> Result<i64, Fault> {
    connection
        .one("select count(*) from attachments where incident_id = $1", args![incident], |row| row.take())
}
