//! Finds past incidents like one that has just begun, and what was learnt from them.

use crate::change::View;
use crate::error::Result;
use crate::model::entry::EntryKind;
use crate::model::incident::{Incident, Section};
use crate::model::query::Query;
use crate::store;

/// How many are shown.
const MOST: usize = 3;
/// How many candidates are looked at.
const CANDIDATES: i64 = 30;
/// How many dead ends of one incident are shown.
const DEAD_ENDS: i64 = 3;

/// A past incident, and what turned out not to be its cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The incident.
    pub incident: Incident,
    /// What was ruled out.
    pub ruled_out: Vec<String>,
}

/// Past incidents like this one, the closest first. Private ones are never among them: whoever reads the channel of this
/// one may not see theirs.
pub fn similar(view: &mut View<'_>, incident: &Incident) -> Result<Vec<Past>> {
    let summary = incident.sections.get(Section::Summary).unwrap_or_default();
    let Some(query) = Query::likeness(&incident.title, summary) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for hit in store::search::like(view, incident.guild, &query, incident.id, CANDIDATES)? {
        if query.found_in(&format!("{} {}", hit.title, hit.body)) < enough(&query) {
            continue;
        }
        let past = store::incidents::look(view, hit.incident)?;
        let entries = store::entries::of_kind(view, past.id, EntryKind::RuledOut, DEAD_ENDS)?;
        let ruled_out = entries.into_iter().map(|entry| entry.text).collect();
        found.push(Past { incident: past, ruled_out });
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// How many words two incidents must share: one word in common is chance as soon as there are three.
fn enough(query: &Query) -> usize {
    if query.words().len() < 3 { 1 } else { 2 }
}
