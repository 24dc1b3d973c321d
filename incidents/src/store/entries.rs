//! The timeline: what happened, when it happened, and when it was typed.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::search::{self, Text, What};
use super::value::{Columns, json};
use crate::change::Actor;
use crate::error::Fault;
use crate::ids::{ChannelId, EntryId, GuildId, IncidentId, MessageId, UserId};
use crate::model::entry::{Entry, EntryKind, Source, Tier, Tombstone};
use crate::model::event::Event;
use crate::model::milestones::may_imply;
use crate::postmortem::facts;

const COLUMNS: &str = "id, incident_id, seq, at, typed_at, kind, tier, text, author_id, author_name, source_channel, \
     source_message, pinned, worded_by_hand, source_gone_at, edited_at, removed_at, removed_by, removed_reason, event is not null";

fn read(row: &mut Row<'_>) -> Result<Entry, Fault> {
    Ok(Entry {
        id: row.take()?,
        incident: row.take()?,
        seq: row.take()?,
        at: row.take()?,
        typed_at: row.take()?,
        kind: row.take_parsed()?,
        tier: row.take_parsed()?,
        text: row.take()?,
        author: row.take()?,
        author_name: row.take()?,
        source: source(row.take()?, row.take()?),
        pinned: row.take()?,
        worded_by_hand: row.take()?,
        source_gone_at: row.take()?,
        edited_at: row.take()?,
        removed: tombstone(row.take()?, row.take()?, row.take()?),
        by_sitrep: row.take()?,
    })
}

fn source(channel: Option<ChannelId>, message: Option<MessageId>) -> Option<Source> {
    Some(Source { channel: channel?, message: message? })
}

fn tombstone(at: Option<DateTime<Utc>>, by: Option<String>, reason: Option<String>) -> Option<Tombstone> {
    Some(Tombstone { at: at?, by: by?, reason })
}

/// An entry about to be written.
pub struct NewEntry<'e> {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What kind of thing.
    pub kind: EntryKind,
    /// Told, or only kept.
    pub tier: Tier,
    /// What happened.
    pub text: &'e str,
    /// Whose words these are.
    pub author: Option<UserId>,
    /// The name of whose words these are.
    pub author_name: &'e str,
    /// The message it was taken from.
    pub source: Option<Source>,
    /// Whether a 📌 on that message put it here.
    pub pinned: bool,
    /// The event behind it, when Sitrep wrote it.
    pub event: Option<&'e Event>,
}

/// Adds an entry with the next number of its incident.
pub fn add(
    connection: &mut Connection,
    incident: IncidentId,
    new: &NewEntry<'_>,
    now: DateTime<Utc>,
) -> Result<(EntryId, i64), Fault> {
    let sql = "insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_id, author_name,
                 event, source_channel, source_message, pinned)
               select guild_id, id, coalesce((select max(seq) from entries where incident_id = $1), 0) + 1, $2, $3, $4,
                 $5, $6, $7, $8, $9, $10, $11, $12
               from incidents where id = $1 returning id, seq";
    let event = new.event.map_or(super::value::Value::Null, json);
    let args = args![
        incident,
        new.at,
        now,
        new.kind.as_str(),
        new.tier.as_str(),
        new.text,
        new.author,
        new.author_name,
        event,
        new.source.map(|source| source.channel),
        new.source.map(|source| source.message),
        new.pinned,
    ];
    let (id, seq): (EntryId, i64) = connection.one(sql, args, |row| Ok((row.take()?, row.take()?)))?;
    if new.event.is_none_or(Event::has_words) {
        search::put(connection, incident, What::Entry, id.0, &Text { title: "", body: new.text })?;
    }
    Ok((id, seq))
}

/// Copies a whole timeline behind another, in the order it was typed, and says how many entries that were. A message
/// that both had captured stays once.
pub fn copy_all(connection: &mut Connection, from: IncidentId, to: IncidentId) -> Result<u64, Fault> {
    let sql =
        "insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_id, author_name,
           event, source_channel, source_message, edited_at, removed_at, removed_by, removed_reason, pinned, worded_by_hand,
           source_gone_at, copied_from)
         select e.guild_id, i.id,
           (select coalesce(max(seq), 0) from entries where incident_id = $2) + row_number() over (order by e.seq),
           e.at, e.typed_at, e.kind, e.tier, e.text, e.author_id, e.author_name, e.event, e.source_channel,
           e.source_message, e.edited_at, e.removed_at, e.removed_by, e.removed_reason, e.pinned,
           e.worded_by_hand, e.source_gone_at, coalesce(e.copied_from, e.id)
         from entries e join incidents i on i.id = $2
         where e.incident_id = $1 and not exists
           (select 1 from entries x where x.incident_id = $2 and x.source_message = e.source_message)";
    let copied = connection.run(sql, args![from, to])?;
    search::copy_entries(connection, to)?;
    super::attachments::copy_all(connection, from, to)?;
    Ok(copied)
}

/// Adds what Sitrep itself saw happen, where that is told on the timeline.
pub fn log(
    connection: &mut Connection,
    incident: IncidentId,
    event: &Event,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if !event.is_told() {
        return Ok(());
    }
    let text = event.sentence();
    let new = NewEntry {
        at: now,
        kind: event.kind(),
        tier: event.tier(),
        text: &text,
        author: by.user(),
        author_name: by.name(),
        source: None,
        pinned: false,
        event: Some(event),
    };
    add(connection, incident, &new, now).map(drop)
}

/// The whole timeline in the order things happened, tombstones included.
pub fn in_order(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Entry>, Fault> {
    let sql = format!("select {COLUMNS} from entries where incident_id = $1 order by at, seq");
    connection.all(&sql, args![incident], read)
}

/// What stands on the timeline, as documents tell it, in the order things happened. Long incidents have ten thousand
/// entries, so nothing else is read of them, and a name is kept once.
pub fn told(connection: &mut Connection, incident: IncidentId) -> Result<Vec<facts::Entry>, Fault> {
    let sql = "select id, at, kind, tier, text, author_name from entries
               where incident_id = $1 and removed_at is null order by at, seq";
    let mut names = HashSet::new();
    let mut entries = connection.all(sql, args![incident], |row| {
        Ok(facts::Entry {
            id: row.take()?,
            at: row.take()?,
            kind: row.take_parsed()?,
            narrative: row.take_parsed::<Tier>()? == Tier::Narrative,
            text: row.take()?,
            author: once(&mut names, row.take_text()?),
            files: Vec::new(),
        })
    })?;
    entries.shrink_to_fit();
    Ok(entries)
}

/// A name, shared with all who bear it.
fn once(names: &mut HashSet<Arc<str>>, name: &str) -> Arc<str> {
    if let Some(known) = names.get(name) {
        return Arc::clone(known);
    }
    let name = Arc::from(name);
    names.insert(Arc::clone(&name));
    name
}

/// The kinds that can imply a milestone, as statements and the index name them; a test of their plans holds this to the rule.
const IMPLYING: &str = "('alert', 'report', 'investigation', 'finding', 'recovery', 'escalation')";

/// What people recorded first of each kind that can imply a milestone, in the order things happened; without what was removed.
pub fn implying(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Entry>, Fault> {
    let first = |kind: EntryKind| {
        let kind = kind.as_str();
        format!(
            "select * from (
               select {COLUMNS} from entries where incident_id = $1 and removed_at is null and event is null and kind = '{kind}'
                 and kind in {IMPLYING}
               order by at, seq limit 1) as of_{kind}"
        )
    };
    let kinds = EntryKind::ALL.into_iter().filter(|kind| may_imply(*kind));
    let sql = kinds.map(first).collect::<Vec<_>>().join(" union all ");
    let mut entries = connection.all(&sql, args![incident], read)?;
    entries.sort_by_key(|entry| (entry.at, entry.seq));
    Ok(entries)
}

/// The same of every incident of a server that was declared since an instant, without the words.
pub fn implying_since(
    connection: &mut Connection,
    guild: GuildId,
    since: Option<DateTime<Utc>>,
) -> Result<Vec<(IncidentId, DateTime<Utc>, EntryKind)>, Fault> {
    let sql = format!(
        "select e.incident_id, e.at, e.kind from entries e join incidents i on i.id = e.incident_id
         where i.guild_id = $1 and (cast($2 as bigint) is null or i.opened_at >= $2) and e.removed_at is null
           and e.event is null and e.kind in {IMPLYING}
         order by e.at, e.seq"
    );
    connection.all(&sql, args![guild, since], |row| Ok((row.take()?, row.take()?, row.take_parsed()?)))
}

/// A stretch of the timeline in the order things happened.
pub fn page(
    connection: &mut Connection,
    incident: IncidentId,
    skip: i64,
    most: i64,
) -> Result<Vec<Entry>, Fault> {
    let sql =
        format!("select {COLUMNS} from entries where incident_id = $1 order by at, seq limit $3 offset $2");
    connection.all(&sql, args![incident, skip, most], read)
}

/// The first entries of a kind that stand, in the order things happened.
pub fn of_kind(
    connection: &mut Connection,
    incident: IncidentId,
    kind: EntryKind,
    most: i64,
) -> Result<Vec<Entry>, Fault> {
    let sql = format!(
        "select {COLUMNS} from entries where incident_id = $1 and kind = $2 and removed_at is null
         order by at, seq limit $3"
    );
    connection.all(&sql, args![incident, kind.as_str(), most], read)
}

/// How many entries an incident has, tombstones included.
pub fn count(connection: &mut Connection, incident: IncidentId) -> Result<i64, Fault> {
    connection.one("select count(*) from entries where incident_id = $1", args![incident], |row| row.take())
}

/// One entry of an incident by the number people see.
pub fn numbered(connection: &mut Connection, incident: IncidentId, seq: i64) -> Result<Option<Entry>, Fault> {
    let sql = format!("select {COLUMNS} from entries where incident_id = $1 and seq = $2 for update");
    connection.first(&sql, args![incident, seq], read)
}

/// One entry of an incident by the number people see, for reading only.
pub fn look(connection: &mut Connection, incident: IncidentId, seq: i64) -> Result<Option<Entry>, Fault> {
    let sql = format!("select {COLUMNS} from entries where incident_id = $1 and seq = $2");
    connection.first(&sql, args![incident, seq], read)
}

/// The entries of a server that were taken from a message, for reading only.
pub fn of_message(
    connection: &mut Connection,
    channel: ChannelId,
    message: MessageId,
) -> Result<Vec<(GuildId, Entry)>, Fault> {
    let sql = format!(
        "select guild_id, {COLUMNS} from entries where source_message = $2 and source_channel = $1 order by id"
    );
    connection.all(&sql, args![channel, message], |row| Ok((row.take()?, read(row)?)))
}

/// The entry of an incident that was taken from a message, removed or not.
pub fn captured(
    connection: &mut Connection,
    incident: IncidentId,
    message: MessageId,
) -> Result<Option<Entry>, Fault> {
    let sql =
        format!("select {COLUMNS} from entries where incident_id = $1 and source_message = $2 for update");
    connection.first(&sql, args![incident, message], read)
}

/// The other copies of an entry: where incidents were merged, several have it.
pub fn kin(connection: &mut Connection, id: EntryId) -> Result<Vec<Entry>, Fault> {
    let sql = format!(
        "select {COLUMNS} from entries where id <> $1
           and (id = (select coalesce(copied_from, id) from entries where id = $1)
             or copied_from = (select coalesce(copied_from, id) from entries where id = $1))
         order by id for update"
    );
    connection.all(&sql, args![id], read)
}

/// Takes the words out of the event that an entry of Sitrep's own was made from.
pub fn blank_event(connection: &mut Connection, entry: &Entry) -> Result<(), Fault> {
    let sql = "update entries set event = $2 where id = $1 and event is not null";
    connection.run(sql, args![entry.id, json(&Event::Redacted)])?;
    search::forget(connection, entry.incident, What::Entry, entry.id.0)
}

/// Everybody on Discord who wrote what stands on an incident's timeline.
pub fn authors(connection: &mut Connection, incident: IncidentId) -> Result<Vec<UserId>, Fault> {
    let sql = "select distinct author_id from entries
               where incident_id = $1 and author_id is not null and removed_at is null";
    connection.all(sql, args![incident], |row| row.take())
}

/// The name under which somebody last wrote in a server.
pub fn name_of(connection: &mut Connection, guild: GuildId, user: UserId) -> Result<Option<String>, Fault> {
    let sql =
        "select author_name from entries where guild_id = $1 and author_id = $2 order by id desc limit 1";
    connection.first(sql, args![guild, user], |row| row.take())
}

/// Writes back what can change.
pub fn save(connection: &mut Connection, entry: &Entry) -> Result<(), Fault> {
    let sql = "update entries set at = $2, kind = $3, tier = $4, text = $5, pinned = $6, source_gone_at = $7,
                 edited_at = $8, removed_at = $9, removed_by = $10, removed_reason = $11, worded_by_hand = $12
               where id = $1";
    let removed = entry.removed.as_ref();
    let args = args![
        entry.id,
        entry.at,
        entry.kind.as_str(),
        entry.tier.as_str(),
        &entry.text,
        entry.pinned,
        entry.source_gone_at,
        entry.edited_at,
        removed.map(|removed| removed.at),
        removed.map(|removed| removed.by.as_str()),
        removed.and_then(|removed| removed.reason.as_deref()),
        entry.worded_by_hand,
    ];
    connection.run(sql, args)?;
    if entry.removed.is_some() {
        return search::forget(connection, entry.incident, What::Entry, entry.id.0);
    }
    if entry.by_sitrep {
        return Ok(());
    }
    search::put(connection, entry.incident, What::Entry, entry.id.0, &Text { title: "", body: &entry.text })
}
