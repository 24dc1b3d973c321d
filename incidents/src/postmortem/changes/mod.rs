//! What changed between two editions of a postmortem, in sentences.

mod parts;

pub(crate) use parts::in_short;

use super::facts::Facts;
use super::telling;

/// What the later edition says that the earlier one did not: one sentence for each change, in the order of the document.
#[must_use]
pub fn what_changed(old: &Facts, new: &Facts) -> Vec<String> {
    let mut out = Vec::new();
    if old.title != new.title {
        out.push(format!("The title is now “{}”.", new.title));
    }
    if old.severity != new.severity {
        out.push(format!("The severity is now {}, it was {}.", new.severity.label, old.severity.label));
    }
    if old.state != new.state {
        out.push(format!("The document is now: {}.", new.state.words().to_lowercase()));
    }
    let (old_stamp, new_stamp) = (old.stamp(), new.stamp());
    if (old_stamp.zone, old_stamp.label, old_stamp.hours)
        != (new_stamp.zone, new_stamp.label, new_stamp.hours)
    {
        out.push("Times are told in another way.".to_owned());
    }
    texts(old, new, &mut out);
    parts::milestones(old, new, &mut out);
    parts::entries(old, new, &mut out);
    parts::actions(old, new, &mut out);
    parts::people(old, new, &mut out);
    parts::files(old, new, &mut out);
    out
}

fn texts(old: &Facts, new: &Facts, out: &mut Vec<String>) {
    let share = |facts: &Facts| facts.affected.as_ref().map_or_else(String::new, telling::share);
    let (before, after) = (&old.texts, &new.texts);
    let sections = [
        ("summary", before.summary.clone(), after.summary.clone()),
        ("impact", before.impact.clone(), after.impact.clone()),
        ("share affected", share(old), share(new)),
        ("detection", before.detection.clone(), after.detection.clone()),
        ("root cause in short", before.cause_in_short.clone(), after.cause_in_short.clone()),
        ("root cause", before.cause.clone(), after.cause.clone()),
        ("resolution", before.resolution.clone(), after.resolution.clone()),
        ("lessons", before.lessons.clone(), after.lessons.clone()),
        ("conclusion", before.conclusion.clone(), after.conclusion.clone()),
    ];
    for (name, before, after) in sections {
        let verb = match (before.trim().is_empty(), after.trim().is_empty()) {
            (true, true) => continue,
            _ if before == after => continue,
            (true, false) => "Written",
            (false, true) => "Removed",
            (false, false) => "Rewritten",
        };
        out.push(format!("{verb}: {name}."));
    }
}

#[cfg(test)]
mod tests;
