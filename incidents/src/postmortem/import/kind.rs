//! What kind of thing an entry tells of, by the words people use for it.

use crate::model::entry::EntryKind;

/// The first kind of which a word stands in the text. The order is that of what matters most in a sentence that says
/// several things: service that came back outweighs the change that brought it back.
const WORDS: [(EntryKind, &[&str]); 10] = [
    (EntryKind::Escalation, &["escalat", "paged ", "was called in", "were called in"]),
    (
        EntryKind::Recovery,
        &[
            "restored",
            "recovered",
            "back to normal",
            "returned to normal",
            "fully operational",
            "service was back",
            "incident resolved",
            "was resolved",
            "issue resolved",
        ],
    ),
    (
        EntryKind::RuledOut,
        &[
            "misleading",
            "dead end",
            "false lead",
            "turned out not",
            "no conclusive",
            "red herring",
            "was not the cause",
        ],
    ),
    (
        EntryKind::Finding,
        &[
            "identified",
            "discovered",
            "determined",
            "pinpointed",
            "found that",
            "was found",
            "root cause was",
            "traced",
        ],
    ),
    (EntryKind::RuledOut, &["ruled out", "ruling out"]),
    (EntryKind::Investigation, &["investigat", "analyz", "analys", "looked into", "looking into", "debugg"]),
    (EntryKind::Assumption, &["suspect", "assum", "hypothes", "believed"]),
    (EntryKind::Alert, &["alert", "alarm", "monitoring", "detected"]),
    (EntryKind::Report, &["reported", "complain", "customer", "support ticket"]),
    (
        EntryKind::Mitigation,
        &[
            "implemented",
            "rolled back",
            "rollback",
            "restarted",
            "migrat",
            "mitigat",
            "failover",
            "failed over",
            "deployed",
            "disabled",
            "applied",
            "scaled",
            "patched",
            "blocked",
            "backup was",
        ],
    ),
];

/// The kind a text seems to be of; a note where no word tells.
pub(super) fn of(text: &str) -> EntryKind {
    let text = text.to_lowercase();
    let told = |words: &[&str]| words.iter().any(|word| text.contains(word));
    WORDS.iter().find(|(_, words)| told(words)).map_or(EntryKind::Note, |(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_from_the_words() {
        for (text, kind) in [
            ("Monitoring detected a rapid rise, triggering an alert.", EntryKind::Alert),
            ("The on-call engineer investigated the alert.", EntryKind::Investigation),
            ("Misleading paths were pursued, with no conclusive findings.", EntryKind::RuledOut),
            ("After ruling out external factors, the team identified a leak.", EntryKind::Finding),
            ("Escalated to management for further investigation.", EntryKind::Escalation),
            ("The migration was completed and the platform was restored.", EntryKind::Recovery),
            ("Engineers implemented connection pooling.", EntryKind::Mitigation),
            ("A customer reported that logins fail.", EntryKind::Report),
            ("Coffee.", EntryKind::Note),
        ] {
            assert_eq!(of(text), kind, "{text}");
        }
    }
}
