//! Whether two titles ask for the same thing, and whether one asks for two. Both are pointed out, never refused.

use std::collections::BTreeSet;

/// Words that say nothing about what is to be done.
const EMPTY: [&str; 24] = [
    "a", "an", "and", "are", "as", "be", "by", "for", "from", "in", "into", "is", "it", "of", "on", "or",
    "our", "so", "that", "the", "this", "to", "we", "with",
];

/// Verbs with which actions begin.
const VERBS: [&str; 58] = [
    "add",
    "alert",
    "audit",
    "automate",
    "build",
    "change",
    "check",
    "clean",
    "configure",
    "create",
    "define",
    "delete",
    "deploy",
    "disable",
    "document",
    "enable",
    "enforce",
    "establish",
    "evaluate",
    "fix",
    "implement",
    "improve",
    "increase",
    "install",
    "investigate",
    "limit",
    "measure",
    "migrate",
    "monitor",
    "move",
    "notify",
    "optimise",
    "optimize",
    "patch",
    "plan",
    "prepare",
    "raise",
    "reduce",
    "refactor",
    "remove",
    "replace",
    "report",
    "restrict",
    "review",
    "rewrite",
    "rotate",
    "run",
    "schedule",
    "set",
    "share",
    "test",
    "train",
    "tune",
    "update",
    "upgrade",
    "validate",
    "verify",
    "write",
];

/// From this share of common words on, two titles ask for the same thing.
const ALIKE_PER_CENT: usize = 60;

/// Whether two titles seem to ask for the same thing: most of their words that matter are the same.
#[must_use]
pub fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (stems(one), stems(other));
    let common = one.intersection(&other).count();
    let all = one.union(&other).count();
    all > 0 && common * 100 >= all * ALIKE_PER_CENT
}

/// The second of two things that one title asks for, where it seems to ask for two.
#[must_use]
pub fn second_thing(title: &str) -> Option<&str> {
    let joints = [" and then ", " and ", " & ", "; ", ". ", ", then "];
    joints.iter().find_map(|joint| {
        let (_, second) = title.split_once(joint)?;
        let first_word: String = second.chars().take_while(|letter| letter.is_alphanumeric()).collect();
        let has_object = second.split_whitespace().nth(1).is_some();
        (has_object && VERBS.contains(&first_word.to_lowercase().as_str())).then(|| second.trim())
    })
}

fn stems(title: &str) -> BTreeSet<String> {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str())).map(|word| stem(&word)).collect()
}

/// A word without its most common endings: coarse, but the same for `alerts`, `alert` and `alerting`.
fn stem(word: &str) -> String {
    let endings = ["ing", "ed", "es", "s"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let stem = if stem.chars().count() < 3 { word } else { stem };
    stem.strip_suffix('e').unwrap_or(stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_ask_for_the_same_are_alike() {
        for (one, other, alike) in [
            ("Add an alert for memory usage", "add alerts for memory usage", true),
            ("Add alerting on memory usage", "Add an alert on the memory usage", true),
            ("Review the failover runbook", "Review the failover runbook with support", true),
            ("Add an alert for memory usage", "Add an alert for disk usage on replicas", false),
            ("Fix the leak", "Train the support team", false),
            ("and the", "of a", false),
            ("", "", false),
            ("Überwachung einrichten", "überwachung einrichten", true),
        ] {
            assert_eq!(are_alike(one, other), alike, "{one:?} {other:?}");
        }
    }

    #[test]
    fn two_actions_in_one_are_seen() {
        for (title, second) in [
            ("Fix the leak and add an alert", Some("add an alert")),
            ("Update the runbook; train support on it", Some("train support on it")),
            ("Review capacity. Document the limits", Some("Document the limits")),
            ("Review search and replace", None),
            ("Improve monitoring and alerting", None),
            ("Add CPU and memory alerts", None),
            ("Fix the leak", None),
        ] {
            assert_eq!(second_thing(title), second, "{title:?}");
        }
    }
}
