//! What is too long for its place in the ledger goes on elsewhere, so that nothing is cut off.

use super::{Past, Unimportable};
use crate::ids::EntryId;
use crate::model::action::Action as Kept;
use crate::model::incident::Section;
use crate::operations::{action::add, add_entry};
use crate::postmortem::facts::{Action, Entry, Facts, Further, Texts};

const MOST_ENTRIES: usize = 50_000;
const MOST_ACTIONS: usize = 2_000;
const MOST_FURTHER: usize = 1_000;
/// Titles have so many characters.
const TITLE: usize = 100;

/// Makes everything fit, and says what had to move.
pub(super) fn fit(mut past: Past) -> Result<Past, Unimportable> {
    let facts = &mut past.facts;
    for (count, most, what) in [
        (facts.entries.len(), MOST_ENTRIES, "entries"),
        (facts.actions.len(), MOST_ACTIONS, "actions"),
        (facts.further.len(), MOST_FURTHER, "further parts"),
    ] {
        if count > most {
            return Err(Unimportable::TooMany(most, what));
        }
    }
    title(facts, &mut past.notes);
    texts(facts, &mut past.notes);
    if facts.entries.iter().any(|entry| too_long(&entry.text, add_entry::MOST)) {
        past.notes
            .push("entries longer than a message holds were cut into several at the same time".to_owned());
        facts.entries = std::mem::take(&mut facts.entries).into_iter().flat_map(pieces).collect();
    }
    facts.entries.retain(|entry| !entry.text.trim().is_empty() || !entry.files.is_empty());
    facts.actions.iter_mut().for_each(action);
    details(facts);
    Ok(past)
}

fn too_long(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().count() > most
}

fn title(facts: &mut Facts, notes: &mut Vec<String>) {
    let line = facts.title.split_whitespace().collect::<Vec<_>>().join(" ");
    facts.title = match line.chars().count() {
        0..=2 => format!("Incident {line}").trim().to_owned(),
        3..=TITLE => line,
        _ => {
            notes.push("the title was longer than 100 characters; all of it is kept at the end".to_owned());
            let (head, _) = cut(&line, TITLE - 1);
            let short = format!("{}…", head.trim_end());
            facts.further.push(Further { heading: "Full title".to_owned(), text: line });
            short
        }
    };
}

/// Sections that are longer than a form takes go on at the end of the document.
fn texts(facts: &mut Facts, notes: &mut Vec<String>) {
    let Texts { summary, impact, detection, cause_in_short, cause, resolution, lessons, conclusion } =
        &mut facts.texts;
    let all = [
        ("Summary", summary),
        ("Impact", impact),
        ("Detection", detection),
        ("Root cause in short", cause_in_short),
        ("Root cause", cause),
        ("Resolution", resolution),
        ("Lessons", lessons),
        ("Conclusion", conclusion),
    ];
    for (name, text) in all {
        let trimmed = text.trim();
        if trimmed.len() < text.len() {
            *text = trimmed.to_owned();
        }
        if too_long(text, Section::MOST) {
            notes.push(format!("the text \"{name}\" is longer than a section; the rest is kept at the end"));
            let (head, rest) = cut(text, Section::MOST);
            let rest = Further { heading: format!("{name} (continued)"), text: rest.trim().to_owned() };
            *text = head.trim().to_owned();
            facts.further.push(rest);
        }
    }
}

/// An entry in pieces that fit, all at its own time.
fn pieces(entry: Entry) -> Vec<Entry> {
    let mut rest = entry.text.as_str();
    let mut pieces = Vec::new();
    while too_long(rest, add_entry::MOST) {
        let (head, tail) = cut(rest, add_entry::MOST);
        pieces.push(Entry { text: head.trim().to_owned(), files: Vec::new(), ..entry.clone() });
        rest = tail.trim_start();
    }
    let files = entry.files.clone();
    // Milestones point at the first piece; the others have no number of their own before they are kept.
    let id = if pieces.is_empty() { entry.id } else { EntryId(0) };
    pieces.push(Entry { id, text: rest.trim().to_owned(), files, ..entry });
    for piece in pieces.iter_mut().skip(1) {
        piece.id = EntryId(0);
    }
    pieces
}

fn action(action: &mut Action) {
    let line = action.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if too_long(&line, Kept::LONGEST_TITLE) {
        let (head, _) = cut(&line, Kept::LONGEST_TITLE - 1);
        let head = format!("{}…", head.trim_end());
        let gap = if action.detail.is_empty() { "" } else { "\n" };
        action.detail = format!("{line}{gap}{}", action.detail);
        action.title = head;
    } else {
        action.title = line;
    }
}

/// Details that are longer than a form takes go on at the end of the document.
fn details(facts: &mut Facts) {
    for action in &mut facts.actions {
        for text in [&mut action.detail, &mut action.done_when] {
            if too_long(text, add::MOST) {
                let (head, rest) = cut(text, add::MOST);
                let heading = format!("{} (continued)", action.title);
                facts.further.push(Further { heading, text: rest.trim().to_owned() });
                *text = head.trim().to_owned();
            }
        }
    }
}

/// Cuts after so many characters, at the last space or line before that if there is one.
fn cut(text: &str, most: usize) -> (&str, &str) {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let space = text[..end].rfind(char::is_whitespace).filter(|at| *at > end / 2);
    text.split_at(space.unwrap_or(end))
}
