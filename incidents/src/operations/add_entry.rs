//! Writes on the timeline what happened, when it happened.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::{EntryId, IncidentId};
use crate::model::entry::{EntryKind, Tier};
use crate::model::event::Event;
use crate::operations::retell::retell_entry;
use crate::store;
use crate::store::entries::NewEntry;

/// How many characters an entry may have: what one message carries with room for its time and kind.
pub const MOST: usize = 1_900;

/// What somebody typed.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What happened.
    pub text: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What kind of thing.
    pub kind: EntryKind,
}

/// An entry that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Its row.
    pub id: EntryId,
    /// Its number within the incident.
    pub seq: i64,
}

/// Adds an entry. An incident that is over can still be written about: late facts belong in its postmortem too.
pub fn add_entry(change: &mut Change<'_>, incident: IncidentId, wish: &Wish) -> Result<Added> {
    let text = Refusal::unless_fits("text", &wish.text, MOST)?;
    let by = change.by.clone();
    let new = NewEntry {
        at: wish.at,
        kind: wish.kind,
        tier: Tier::Narrative,
        text,
        author: by.user(),
        author_name: by.name(),
        source: None,
        pinned: false,
        event: None,
    };
    let now = change.now;
    let (id, seq) = store::entries::add(change, incident, &new, now)?;
    change.audit(Some(incident), &Event::EntryAdded { seq })?;
    retell_entry(change, incident, &[wish.kind])?;
    Ok(Added { id, seq })
}
