//! Corrects an entry of the timeline. What stood there before is kept in the audit log.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::entry::{Entry, EntryKind};
use crate::model::event::{EntryVersion, Event};
use crate::operations::add_entry::MOST;
use crate::operations::retell::retell_entry;
use crate::store;

/// What shall be different.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What happened.
    pub text: Option<String>,
    /// When it happened.
    pub at: Option<DateTime<Utc>>,
    /// What kind of thing.
    pub kind: Option<EntryKind>,
}

/// Corrects an entry by its number.
pub fn edit_entry(change: &mut Change<'_>, incident: IncidentId, seq: i64, wish: &Wish) -> Result<Entry> {
    let mut entry = standing(change, incident, seq)?;
    let before = EntryVersion { text: entry.text.clone(), at: entry.at, kind: entry.kind };
    if let Some(text) = wish.text.as_deref().filter(|text| *text != entry.text) {
        entry.text = Refusal::unless_fits("text", text, MOST)?.to_owned();
        entry.worded_by_hand = true;
    }
    entry.at = wish.at.unwrap_or(entry.at);
    entry.kind = wish.kind.unwrap_or(entry.kind);
    if (&before.text, before.at, before.kind) == (&entry.text, entry.at, entry.kind) {
        return Ok(entry);
    }
    write(change, &mut entry, before)?;
    Ok(entry)
}

/// Saves a corrected entry, keeping what stood there.
pub(super) fn write(change: &mut Change<'_>, entry: &mut Entry, before: EntryVersion) -> Result<()> {
    entry.edited_at = Some(change.now);
    store::entries::save(change, entry)?;
    let kinds = [before.kind, entry.kind];
    change.audit(Some(entry.incident), &Event::EntryEdited { seq: entry.seq, before })?;
    retell_entry(change, entry.incident, &kinds)
}

/// An entry that was not removed.
pub(super) fn standing(change: &mut Change<'_>, incident: IncidentId, seq: i64) -> Result<Entry> {
    let entry = store::entries::numbered(change, incident, seq)?;
    let entry = entry.ok_or_else(|| Refusal::NoSuchEntry(format!("#{seq}")))?;
    if entry.removed.is_some() { Err(Refusal::EntryRemoved(seq).into()) } else { Ok(entry) }
}
