//! Words that judge people, and people in the root cause.

use super::Finding;
use crate::postmortem::facts::Facts;

/// Words that read like blame.
const BLAME: [&str; 7] =
    ["human error", "careless", "should have", "failed to", "fault", "forgot", "unauthorized"];

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let texts = &facts.texts;
    let sections = [
        ("the summary", &texts.summary),
        ("the impact", &texts.impact),
        ("the detection", &texts.detection),
        ("the root cause", &texts.cause),
        ("the root cause", &texts.cause_in_short),
        ("the resolution", &texts.resolution),
        ("the lessons", &texts.lessons),
        ("the conclusion", &texts.conclusion),
    ];
    let mut findings = Vec::new();
    for (place, text) in sections {
        findings.extend(blame(text, || place.to_owned()));
    }
    for entry in facts.narrative() {
        findings.extend(blame(&entry.text, || format!("the entry of {}", facts.stamp().zoned(entry.at))));
    }
    for action in &facts.actions {
        findings.extend(blame(&action.title, || format!("the action “{}”", action.title)));
    }
    findings.extend(names_in_cause(facts));
    findings
}

fn blame(text: &str, place: impl Fn() -> String) -> Vec<Finding> {
    let lower = text.to_lowercase();
    let found = BLAME.into_iter().filter(|word| has_word(&lower, word));
    found.map(|word| Finding::BlameWord { word, place: place() }).collect()
}

fn names_in_cause(facts: &Facts) -> Vec<Finding> {
    let mut names: Vec<&str> = facts.people.iter().map(|person| person.name.as_str()).collect();
    names.extend(facts.entries.iter().map(|entry| &*entry.author));
    names.sort_unstable();
    names.dedup();
    let cause = format!("{}\n{}", facts.texts.cause, facts.texts.cause_in_short);
    let named = names.into_iter().filter(|name| name.chars().count() > 1 && has_word(&cause, name));
    named.map(|name| Finding::NameInCause(name.to_owned())).collect()
}

/// Whether a word or phrase stands by itself in a text.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].ends_with(char::is_alphanumeric);
        let after = text[at + word.len()..].starts_with(char::is_alphanumeric);
        !before && !after
    })
}
