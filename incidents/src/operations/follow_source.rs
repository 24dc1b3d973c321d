//! Follows the messages that entries were taken from: a 📌 put on or taken off, an edit, a deletion.

use super::capture::{Captured, MOST, capture};
use super::edit_entry::write;
use crate::change::Change;
use crate::error::{Error, Refusal, Result};
use crate::ids::{ChannelId, MessageId};
use crate::model::entry::{Entry, Source, Tombstone};
use crate::model::event::{EntryVersion, Event};
use crate::operations::retell::retell_entry;
use crate::store;

/// A 📌 was put on a message: it goes onto the timeline of the incident whose channel it stands in. Elsewhere, and where
/// it stands on the timeline already, nothing happens.
pub fn pin_message(change: &mut Change<'_>, message: &Captured) -> Result<Option<Entry>> {
    let guild = change.guild();
    let Some(incident) = store::incidents::of_channel(change, guild, message.source.channel)? else {
        return Ok(None);
    };
    match capture(change, incident.id, message) {
        Ok((entry, _)) => Ok(Some(entry)),
        Err(Error::Refused(Refusal::AlreadyCaptured { .. } | Refusal::NothingToCapture)) => Ok(None),
        Err(why) => Err(why),
    }
}

/// The last 📌 was taken off a message: what it had put on a timeline is removed. What somebody added by hand stays.
pub fn unpin_message(change: &mut Change<'_>, source: Source) -> Result<()> {
    for mut entry in of_source(change, source)? {
        if !entry.pinned || entry.removed.is_some() {
            continue;
        }
        let reason = Some("the 📌 was taken off".to_owned());
        let by = change.by.name().to_owned();
        entry.removed = Some(Tombstone { at: change.now, by, reason: reason.clone() });
        store::entries::save(change, &entry)?;
        change.audit(Some(entry.incident), &Event::EntryRemoved { seq: entry.seq, reason })?;
        retell_entry(change, entry.incident, &[entry.kind])?;
    }
    Ok(())
}

/// A message was edited: its entries say what it says now, and what it said before is kept. One that somebody corrected
/// by hand stays as it was corrected.
pub fn source_edited(change: &mut Change<'_>, source: Source, text: &str) -> Result<()> {
    let text: String = text.trim().chars().take(MOST).collect();
    for mut entry in of_source(change, source)? {
        if text.is_empty() || entry.text == text || entry.removed.is_some() || entry.worded_by_hand {
            continue;
        }
        let before = std::mem::replace(&mut entry.text, text.clone());
        let before = EntryVersion { text: before, at: entry.at, kind: entry.kind };
        write(change, &mut entry, before)?;
    }
    Ok(())
}

/// Messages were deleted: their entries stay, and say so.
pub fn source_deleted(change: &mut Change<'_>, channel: ChannelId, messages: &[MessageId]) -> Result<()> {
    for &message in messages {
        for mut entry in of_source(change, Source { channel, message })? {
            if entry.source_gone_at.is_none() {
                entry.source_gone_at = Some(change.now);
                store::entries::save(change, &entry)?;
                change.audit(Some(entry.incident), &Event::SourceDeleted { seq: entry.seq })?;
            }
        }
    }
    Ok(())
}

/// The entries of this server that were taken from a message.
fn of_source(change: &mut Change<'_>, source: Source) -> Result<Vec<Entry>> {
    let guild = change.guild();
    let found = store::entries::of_message(change, source.channel, source.message)?;
    Ok(found.into_iter().filter(|(of, _)| *of == guild).map(|(_, entry)| entry).collect())
}
