//! Takes a message onto the timeline: its author, its time, its words and its files.

use chrono::{DateTime, Utc};

use super::attach::{Attached, attach};
use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::{IncidentId, UserId};
use crate::model::attachment::Offered;
use crate::model::entry::{Entry, EntryKind, Source, Tier};
use crate::model::event::Event;
use crate::operations::retell::retell_entry;
use crate::store;
use crate::store::entries::NewEntry;

/// How many characters of a message are taken: more than any message has, with its embeds.
pub const MOST: usize = 10_000;

/// A message.
#[derive(Debug, Clone)]
pub struct Captured {
    /// Where it stands.
    pub source: Source,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub author: UserId,
    /// The name of who wrote it.
    pub author_name: String,
    /// Its words, those of its embeds included.
    pub text: String,
    /// Its files.
    pub files: Vec<Offered>,
    /// What kind of thing it tells of.
    pub kind: EntryKind,
    /// Whether a 📌 asked for it.
    pub pinned: bool,
}

/// Adds a message to the timeline. One that stands there already is refused; one that was removed is put back.
pub fn capture(
    change: &mut Change<'_>,
    incident: IncidentId,
    message: &Captured,
) -> Result<(Entry, Attached)> {
    if let Some(found) = store::entries::captured(change, incident, message.source.message)? {
        return Ok((restore(change, found, message.pinned)?, Attached::default()));
    }
    let text = words(message)?;
    let new = NewEntry {
        at: message.at,
        kind: message.kind,
        tier: Tier::Narrative,
        text: &text,
        author: Some(message.author),
        author_name: &message.author_name,
        source: Some(message.source),
        pinned: message.pinned,
        event: None,
    };
    let now = change.now;
    let (id, seq) = store::entries::add(change, incident, &new, now)?;
    change.audit(Some(incident), &Event::EntryAdded { seq })?;
    let attached = attach(change, (incident, id), &message.files)?;
    retell_entry(change, incident, &[message.kind])?;
    let entry = store::entries::numbered(change, incident, seq)?;
    Ok((entry.expect("it was added a moment ago, in this change"), attached))
}

fn restore(change: &mut Change<'_>, mut entry: Entry, pinned: bool) -> Result<Entry> {
    if entry.removed.take().is_none() {
        let number = store::incidents::look(change, entry.incident)?.number;
        return Err(Refusal::AlreadyCaptured { number, seq: entry.seq }.into());
    }
    entry.pinned = pinned;
    store::entries::save(change, &entry)?;
    change.audit(Some(entry.incident), &Event::EntryRestored { seq: entry.seq })?;
    retell_entry(change, entry.incident, &[entry.kind])?;
    Ok(entry)
}

/// The words of a message; of one that has only files, their names.
pub(super) fn words(message: &Captured) -> Result<String, Refusal> {
    let text = message.text.trim();
    if !text.is_empty() {
        return Ok(text.chars().take(MOST).collect());
    }
    let names: Vec<_> = message.files.iter().map(|file| file.name.as_str()).collect();
    if names.is_empty() { Err(Refusal::NothingToCapture) } else { Ok(names.join(", ")) }
}
