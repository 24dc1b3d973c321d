//! What happened, oldest first: `- time zone - text`, each with its pictures.

use std::collections::HashMap;

use super::{ListKind, STILL_TO_BE_WRITTEN, Span, Teller, Writer};
use crate::ids::AttachmentId;
use crate::postmortem::facts::{Entry, File};

pub(super) fn tell(teller: &Teller<'_>, to: &mut impl Writer) {
    let facts = teller.facts;
    let mut entries = facts.narrative().peekable();
    if entries.peek().is_none() {
        if teller.is_draft() {
            to.heading(2, &[Span::Word("Timeline")]);
            to.paragraph(&[STILL_TO_BE_WRITTEN]);
        }
        return;
    }
    let files: HashMap<AttachmentId, &File> = facts.files.iter().map(|file| (file.id, file)).collect();
    to.heading(2, &[Span::Word("Timeline")]);
    to.chart();
    to.open_list(ListKind::Bullets);
    let mut when = String::new();
    for entry in entries {
        when.clear();
        teller.stamp.push_on_other_day(&mut when, entry.at, teller.day);
        tell_entry(entry, &when, &files, to);
    }
    to.close_list();
}

fn tell_entry(entry: &Entry, when: &str, files: &HashMap<AttachmentId, &File>, to: &mut impl Writer) {
    let files = || entry.files.iter().filter_map(|id| files.get(id).copied());
    if files().all(File::is_picture) {
        to.item(&[Span::Said(when), Span::Word(" - "), Span::Said(&entry.text)]);
    } else {
        let mut spans = vec![Span::Said(when), Span::Word(" - "), Span::Said(&entry.text)];
        for file in files().filter(|file| !file.is_picture()) {
            spans.extend([Span::Word(" (file: "), Span::Said(&file.name), Span::Word(")")]);
        }
        to.item(&spans);
    }
    for file in files().filter(|file| file.is_picture()) {
        to.picture(file);
    }
}
