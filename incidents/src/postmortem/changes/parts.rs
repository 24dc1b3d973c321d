//! Changes in lists: milestones, entries, actions, people, files. What has an id is followed by it.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::milestones::Milestone;
use crate::postmortem::facts::{Action, ActionState, Facts};

pub(super) fn milestones(old: &Facts, new: &Facts, out: &mut Vec<String>) {
    for milestone in Milestone::ALL {
        let name = milestone.words();
        match (old.milestones.at(milestone), new.milestones.at(milestone)) {
            (None, Some(at)) => out.push(format!("Now known: {name} at {}.", new.stamp().zoned(at))),
            (Some(_), None) => out.push(format!("No longer known: {name}.")),
            (Some(before), Some(after)) if before != after => {
                let (before, after) = (old.stamp().zoned(before), new.stamp().zoned(after));
                out.push(format!("Moved: {name} from {before} to {after}."));
            }
            _ => {}
        }
    }
}

pub(super) fn entries(old: &Facts, new: &Facts, out: &mut Vec<String>) {
    let before = by_id(old.narrative().map(|entry| (entry.id, entry)));
    let after = by_id(new.narrative().map(|entry| (entry.id, entry)));
    for entry in new.narrative() {
        let line = format!("{} - {}", new.stamp().zoned(entry.at), in_short(&entry.text));
        match before.get(&entry.id) {
            None => out.push(format!("Added to the timeline: {line}")),
            Some(earlier) if earlier.text != entry.text || earlier.at != entry.at => {
                out.push(format!("Corrected in the timeline: {line}"));
            }
            Some(earlier) if earlier.files != entry.files => {
                out.push(format!("Other files in the timeline: {line}"));
            }
            Some(_) => {}
        }
    }
    for entry in old.narrative().filter(|entry| !after.contains_key(&entry.id)) {
        out.push(format!(
            "Removed from the timeline: {} - {}",
            old.stamp().zoned(entry.at),
            in_short(&entry.text)
        ));
    }
}

pub(super) fn actions(old: &Facts, new: &Facts, out: &mut Vec<String>) {
    let before = by_id(old.actions.iter().map(|action| (action.id, action)));
    let after = by_id(new.actions.iter().map(|action| (action.id, action)));
    for action in &new.actions {
        let title = in_short(&action.title);
        match before.get(&action.id) {
            None => out.push(format!("New action: {title}")),
            Some(earlier) if *earlier != action => {
                out.push(format!("Action {}: {title}", changed_in(earlier, action)));
            }
            Some(_) => {}
        }
    }
    for action in old.actions.iter().filter(|action| !after.contains_key(&action.id)) {
        out.push(format!("Action no longer listed: {}", in_short(&action.title)));
    }
}

fn changed_in(old: &Action, new: &Action) -> &'static str {
    match &new.state {
        ActionState::Done(_) if old.state != new.state => "done",
        ActionState::Dropped(_) if old.state != new.state => "decided against",
        ActionState::Open if old.state != new.state => "open again",
        _ if old.owner != new.owner => "with another owner",
        _ if old.due != new.due => "with another due date",
        _ => "changed",
    }
}

pub(super) fn people(old: &Facts, new: &Facts, out: &mut Vec<String>) {
    for person in new.people.iter().filter(|person| !old.people.contains(person)) {
        out.push(format!("{} is now named as {}.", person.name, person.role));
    }
    for person in old.people.iter().filter(|person| !new.people.contains(person)) {
        out.push(format!("{} is no longer named as {}.", person.name, person.role));
    }
    if old.pages != new.pages {
        out.push("Changed: who was paged and who answered.".to_owned());
    }
    if old.severity_changes != new.severity_changes {
        out.push("Changed: how the severity went.".to_owned());
    }
}

pub(super) fn files(old: &Facts, new: &Facts, out: &mut Vec<String>) {
    let before = by_id(old.files.iter().map(|file| (file.id, file)));
    let after = by_id(new.files.iter().map(|file| (file.id, file)));
    for file in new.files.iter().filter(|file| !before.contains_key(&file.id)) {
        out.push(format!("New file: {}", file.name));
    }
    for file in old.files.iter().filter(|file| !after.contains_key(&file.id)) {
        out.push(format!("File removed: {}", file.name));
    }
}

fn by_id<'a, Id: Eq + Hash, T: ?Sized>(all: impl Iterator<Item = (Id, &'a T)>) -> HashMap<Id, &'a T> {
    all.collect()
}

/// Enough to recognise a text by.
/// As much of a text as a line has room for.
pub(crate) fn in_short(text: &str) -> String {
    const ENOUGH: usize = 100;
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(ENOUGH) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line.to_owned(),
    }
}
