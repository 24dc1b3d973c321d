//! Whether actions can be done: owned, dated, each said once, each one thing.

use std::collections::BTreeSet;

use super::Finding;
use crate::postmortem::facts::{Action, ActionState};

/// Past this many, actions are not compared with each other.
const MOST_COMPARED: usize = 300;

/// Words that begin a measure.
const VERBS: [&str; 44] = [
    "add",
    "adopt",
    "alert",
    "automate",
    "build",
    "change",
    "check",
    "clean",
    "conduct",
    "configure",
    "create",
    "delete",
    "deploy",
    "disable",
    "document",
    "enable",
    "enhance",
    "ensure",
    "fix",
    "implement",
    "improve",
    "increase",
    "install",
    "introduce",
    "investigate",
    "limit",
    "migrate",
    "monitor",
    "move",
    "provide",
    "reduce",
    "remove",
    "replace",
    "restart",
    "review",
    "rewrite",
    "schedule",
    "set",
    "test",
    "train",
    "tune",
    "update",
    "upgrade",
    "write",
];

/// Words that say nothing about what an action is.
const FILLERS: [&str; 20] = [
    "a", "an", "and", "all", "any", "for", "from", "in", "into", "more", "of", "on", "our", "so", "that",
    "the", "to", "up", "we", "with",
];

pub(super) fn check(actions: &[Action]) -> Vec<Finding> {
    let open = || actions.iter().filter(|action| action.state == ActionState::Open);
    let ownerless = open().filter(|action| action.owner.trim().is_empty());
    let dateless = open().filter(|action| action.due.is_none() && action.repeat.trim().is_empty());
    let mut findings: Vec<Finding> = ownerless.map(|action| Finding::NoOwner(action.title.clone())).collect();
    findings.extend(dateless.map(|action| Finding::NoDueDate(action.title.clone())));
    findings.extend(repeated(&open().collect::<Vec<_>>()));
    findings.extend(open().filter(|it| is_two(&it.title)).map(|it| Finding::TwoActions(it.title.clone())));
    findings
}

fn repeated(actions: &[&Action]) -> Vec<Finding> {
    let actions = &actions[..actions.len().min(MOST_COMPARED)];
    let words: Vec<BTreeSet<String>> = actions.iter().map(|action| words(&action.title)).collect();
    let mut found = Vec::new();
    for (nth, one) in words.iter().enumerate() {
        for (other, words) in words.iter().enumerate().skip(nth + 1) {
            if are_alike(one, words) {
                found.push(Finding::SameAction(actions[nth].title.clone(), actions[other].title.clone()));
            }
        }
    }
    found
}

fn words(title: &str) -> BTreeSet<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !FILLERS.contains(&word.as_str())).collect()
}

/// Three words in five are the same.
fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let shared = one.intersection(other).count();
    let all = one.union(other).count();
    shared > 1 && shared * 5 >= all * 3
}

/// Whether a second measure follows an "and". What stands behind a "to" is what the measure is for.
fn is_two(title: &str) -> bool {
    let lower = title.to_lowercase();
    let measure = lower.split(" to ").next().unwrap_or_default();
    let starts_measure = |part: &str| {
        let first = part.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|word| VERBS.contains(&word))
    };
    let mut parts = measure.split(';').flat_map(|part| part.split(" and "));
    let begins = parts.next().is_some_and(starts_measure);
    begins && parts.any(starts_measure)
}
