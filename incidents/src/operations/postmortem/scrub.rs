//! Takes the words of a redacted entry out of every edition: those of before, and what each says that it changed.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::error::Result;
use crate::ids::AttachmentId;
use crate::model::entry::Entry;
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

fn forget(edition: &mut Edition, entry: &Entry, files: &BTreeSet<AttachmentId>) {
    for told in edition.facts.entries.iter_mut().filter(|told| told.id == entry.id) {
        told.text.clone_from(&entry.text);
        told.files.clear();
    }
    edition.facts.files.retain(|file| !files.contains(&file.id));
}

/// Ends a line in other words, if it ends in one of these.
fn say_instead(line: &mut String, ends: &BTreeSet<String>, instead: &str) {
    if let Some(end) = ends.iter().find(|end| line.ends_with(end.as_str())) {
        line.truncate(line.len() - end.len());
        line.push_str(instead);
    }
}
