//! Takes the words of a redacted entry out of every edition: those of before, and what each says that it changed.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::error::Result;
use crate::ids::AttachmentId;
use crate::model::entry::Entry;
use crate::model::incident::{Incident, Section};
use crate::model::publication::Edition;
use crate::postmortem::in_short;
use crate::store;

/// What stands for the name of a file that was redacted.
const NAMELESS: &str = "[redacted]";

/// Takes them out. `entry` is as it reads now.
pub(crate) fn scrub(change: &mut Change<'_>, entry: &Entry) -> Result<()> {
    let editions = store::editions::all(change, entry.incident)?;
    let told = editions.iter().flat_map(|edition| &edition.facts.entries).filter(|told| told.id == entry.id);
    let (mut words, mut files) = (BTreeSet::new(), BTreeSet::new());
    for told in told {
        words.insert(format!(" - {}", in_short(&told.text)));
        files.extend(told.files.iter().copied());
    }
    let names = editions.iter().flat_map(|edition| &edition.facts.files);
    let names = names.filter(|file| files.contains(&file.id)).map(|file| format!(": {}", file.name));
    let names: BTreeSet<String> = names.collect();
    for edition in editions {
        let mut scrubbed = edition.clone();
        forget(&mut scrubbed, entry, &files);
        for line in &mut scrubbed.changes {
            say_instead(line, &words, &format!(" - {}", in_short(&entry.text)));
            say_instead(line, &names, &format!(": {NAMELESS}"));
        }
        if scrubbed != edition {
            store::editions::put(change, entry.incident, &scrubbed)?;
        }
    }
    Ok(())
}

/// Takes out what an incident was called and how it was summed up before, where that is otherwise now.
pub(crate) fn scrub_facts(change: &mut Change<'_>, before: &Incident, now: &Incident) -> Result<()> {
    let summary =
        |incident: &Incident| incident.sections.get(Section::Summary).unwrap_or_default().to_owned();
    let (was, is) = (summary(before), summary(now));
    for edition in store::editions::all(change, now.id)? {
        let mut scrubbed = edition.clone();
        if scrubbed.facts.title == before.title {
            scrubbed.facts.title.clone_from(&now.title);
        }
        if was != is && scrubbed.facts.texts.summary.trim() == was.trim() {
            scrubbed.facts.texts.summary.clone_from(&is);
        }
        if scrubbed != edition {
            store::editions::put(change, now.id, &scrubbed)?;
        }
    }
    Ok(())
}

fn forget(edition: &mut Edition, entry: &Entry, files: &BTreeSet<AttachmentId>) {
    for told in edition.facts.entries.iter_mut().filter(|told| told.id == entry.id) {
        told.text.clone_from(&entry.text);
        told.files.clear();
    }
    edition.facts.milestones.retell(entry.id, &entry.text);
    edition.facts.files.retain(|file| !files.contains(&file.id));
}

/// Ends a line in other words, if it ends in one of these.
fn say_instead(line: &mut String, ends: &BTreeSet<String>, instead: &str) {
    if let Some(end) = ends.iter().find(|end| line.ends_with(end.as_str())) {
        line.truncate(line.len() - end.len());
        line.push_str(instead);
    }
}
