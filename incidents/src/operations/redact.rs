//! Takes the words of an entry out of everything that Sitrep keeps. That there was an entry stays, with who redacted it and why.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::entry::Entry;
use crate::model::event::Event;
use crate::model::notice::{Notice, RoomNotice};
use crate::operations::alerts::forget::forget;
use crate::operations::postmortem::scrub::scrub;
use crate::operations::retell::retell;
use crate::store;

/// How many characters a reason may have.
pub const MOST: usize = 300;

/// Redacts an entry by its number, and its copies in incidents that it was merged into or from. Gone are its words, what stood
/// there before, its files, the reason it was removed for, what editions of the postmortem told of it, what is kept of the alert it
/// came from, and what was stored of answers that may quote it; and the traces that all of this left in the database's file.
pub fn redact(change: &mut Change<'_>, incident: IncidentId, seq: i64, reason: &str) -> Result<Entry> {
    let reason = Refusal::unless_fits("reason", reason, MOST)?.to_owned();
    let found = store::entries::numbered(change, incident, seq)?;
    let entry = found.ok_or_else(|| Refusal::NoSuchEntry(format!("#{seq}")))?;
    for copy in store::entries::kin(change, entry.id)? {
        one(change, copy, &reason)?;
    }
    let one = one(change, entry, &reason)?;
    store::answers::blank(change)?;
    store::search::purge(change)?;
    change.wipe_log();
    Ok(one)
}

fn one(change: &mut Change<'_>, mut entry: Entry, reason: &str) -> Result<Entry> {
    let (incident, seq) = (entry.incident, entry.seq);
    let mut rows = store::audit::rows_of_entry(change, incident, seq)?;
    for sha256 in store::attachments::redact(change, entry.id)? {
        rows.extend(store::audit::rows_of_file(change, incident, &sha256)?);
        if !store::attachments::is_kept(change, &sha256)? {
            change.files().remove(&sha256)?;
        }
    }
    for row in &rows {
        store::audit::blank(change, *row)?;
    }
    forget_update(change, incident, &entry.text)?;
    let told = format!("[redacted by {}: {reason}]", change.by.name());
    store::imports::redact(change, incident, (&entry.text, &told))?;
    store::outbox::redact(change, incident, (&entry.text, &told))?;
    forget(change, incident, (&entry.text, &told))?;
    entry.text = told;
    if let Some(tombstone) = &mut entry.removed {
        tombstone.reason = None;
    }
    store::entries::save(change, &entry)?;
    store::entries::blank_event(change, &entry)?;
    let event = Event::EntryRedacted { seq, reason: reason.to_owned(), rows };
    change.audit(Some(incident), &event)?;
    change.send(&Notice::Room(RoomNotice::Unquote { incident, seq }))?;
    retell(change, incident)?;
    scrub(change, &entry)?;
    Ok(entry)
}

/// The last update stands on the card as well, in its own words.
fn forget_update(change: &mut Change<'_>, id: IncidentId, text: &str) -> Result<()> {
    let mut incident = store::incidents::get(change, id)?;
    if incident.last_update.as_ref().is_some_and(|update| text.contains(&update.text)) {
        incident.last_update = None;
        store::incidents::save(change, &incident)?;
    }
    Ok(())
}
