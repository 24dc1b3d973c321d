//! What a heading or a label announces, in the words teams use.

use crate::model::milestones::Milestone;

/// What a part of a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// What stands before the first heading.
    Head,
    Title,
    Severity,
    Summary,
    Duration,
    Date,
    Impact,
    Affected,
    Detection,
    People,
    Timeline,
    Cause,
    CauseAndResolution,
    Resolution,
    DeadEnds,
    Actions,
    Metrics,
    Lessons,
    Conclusion,
    /// An instant by its name.
    Moment(Milestone),
    /// Anything else: its text is kept under its heading.
    Other,
}

/// Words in headings, the telling ones first: `Root Cause and Resolution` is more than a cause.
const HEADINGS: [(&[&str], Topic); 34] = [
    (&["cause", "resolution"], Topic::CauseAndResolution),
    (&["cause", "recovery"], Topic::CauseAndResolution),
    (&["cause", "fix"], Topic::CauseAndResolution),
    (&["lesson"], Topic::Lessons),
    (&["what went"], Topic::Lessons),
    (&["what we learn"], Topic::Lessons),
    (&["got lucky"], Topic::Lessons),
    (&["timeline"], Topic::Timeline),
    (&["chronolog"], Topic::Timeline),
    (&["sequence of events"], Topic::Timeline),
    (&["corrective"], Topic::Actions),
    (&["preventative"], Topic::Actions),
    (&["preventive"], Topic::Actions),
    (&["action"], Topic::Actions),
    (&["follow-up"], Topic::Actions),
    (&["follow up"], Topic::Actions),
    (&["next step"], Topic::Actions),
    (&["improvement"], Topic::Actions),
    (&["remediation"], Topic::Actions),
    (&["tasks"], Topic::Actions),
    (&["to do"], Topic::Actions),
    (&["todo"], Topic::Actions),
    (&["summary"], Topic::Summary),
    (&["overview"], Topic::Summary),
    (&["what happened"], Topic::Summary),
    (&["tl;dr"], Topic::Summary),
    (&["impact"], Topic::Impact),
    (&["cause"], Topic::Cause),
    (&["why it happened"], Topic::Cause),
    (&["resolution"], Topic::Resolution),
    (&["recovery"], Topic::Resolution),
    (&["detection"], Topic::Detection),
    (&["metrics"], Topic::Metrics),
    (&["conclusion"], Topic::Conclusion),
];

/// Labels that stand before a text on the same line.
const LABELS: [(&str, Topic); 47] = [
    ("postmortem", Topic::Title),
    ("post-mortem", Topic::Title),
    ("incident report", Topic::Title),
    ("incident postmortem", Topic::Title),
    ("title", Topic::Title),
    ("topic", Topic::Title),
    ("incident", Topic::Title),
    ("severity", Topic::Severity),
    ("sev", Topic::Severity),
    ("summary", Topic::Summary),
    ("issue summary", Topic::Summary),
    ("duration", Topic::Duration),
    ("date", Topic::Date),
    ("incident date", Topic::Date),
    ("date of incident", Topic::Date),
    ("impact", Topic::Impact),
    ("customer impact", Topic::Impact),
    ("user impact", Topic::Impact),
    ("affected", Topic::Affected),
    ("users affected", Topic::Affected),
    ("affected users", Topic::Affected),
    ("detection", Topic::Detection),
    ("detected by", Topic::Detection),
    ("people", Topic::People),
    ("cause", Topic::Cause),
    ("root cause", Topic::Cause),
    ("resolution", Topic::Resolution),
    ("fix", Topic::Resolution),
    ("dead ends", Topic::DeadEnds),
    ("lessons learned", Topic::Lessons),
    ("lessons", Topic::Lessons),
    ("conclusion", Topic::Conclusion),
    ("in conclusion", Topic::Conclusion),
    ("start", Topic::Moment(Milestone::ImpactStarted)),
    ("started", Topic::Moment(Milestone::ImpactStarted)),
    ("start time", Topic::Moment(Milestone::ImpactStarted)),
    ("impact started", Topic::Moment(Milestone::ImpactStarted)),
    ("detected", Topic::Moment(Milestone::Detected)),
    ("detected at", Topic::Moment(Milestone::Detected)),
    ("acknowledged", Topic::Moment(Milestone::Acknowledged)),
    ("identified", Topic::Moment(Milestone::Identified)),
    ("mitigated", Topic::Moment(Milestone::Mitigated)),
    ("end", Topic::Moment(Milestone::Resolved)),
    ("ended", Topic::Moment(Milestone::Resolved)),
    ("end time", Topic::Moment(Milestone::Resolved)),
    ("resolved", Topic::Moment(Milestone::Resolved)),
    ("resolved at", Topic::Moment(Milestone::Resolved)),
];

/// More letters than this make a sentence, not a heading.
const LONGEST: usize = 70;

/// What a heading announces; `Other` where the words are not known.
pub(super) fn of_heading(text: &str) -> Topic {
    let words = plain(text);
    let holds = |all: &[&str]| all.iter().all(|word| words.contains(word));
    HEADINGS.iter().find(|(all, _)| holds(all)).map_or(Topic::Other, |(_, topic)| *topic)
}

/// What a line announces that has nothing about it of a heading but its words.
pub(super) fn of_bare_line(text: &str) -> Option<Topic> {
    let words = plain(text);
    let few = words.split(' ').count() <= 6 && text.chars().count() <= LONGEST;
    let known = of_heading(text);
    // `The root cause was found` is a sentence: a heading says nothing but its name.
    let sentence = text.trim_end().ends_with('.') || words.split(' ').any(|word| VERBS.contains(&word));
    (few && !sentence && known != Topic::Other).then_some(known)
}

const VERBS: [&str; 12] =
    ["is", "was", "were", "are", "has", "had", "will", "we", "be", "been", "started", "found"];

/// The topic of a label, and what stands behind it.
pub(super) fn of_label(line: &str) -> Option<(Topic, &str)> {
    let (label, rest) = line.split_once(':')?;
    if label.chars().count() > 30 || rest.starts_with("//") {
        return None;
    }
    let words = plain(label);
    LABELS.iter().find(|(known, _)| *known == words).map(|(_, topic)| (*topic, rest.trim()))
}

/// Whether a line could head a list: short, and ending in a colon.
pub(super) fn heads_a_list(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(':') && text.chars().count() <= LONGEST && !text.contains(". ")
}

/// In lower case, without numbering, marks and a colon at the end.
fn plain(text: &str) -> String {
    let text = text.trim().trim_end_matches([':', ' ']);
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_the_words_teams_use() {
        for (text, topic) in [
            ("Issue Summary:", Topic::Summary),
            ("1. Executive summary", Topic::Summary),
            ("Root Cause and Resolution:", Topic::CauseAndResolution),
            ("Root cause analysis", Topic::Cause),
            ("⏱ Timeline (UTC)", Topic::Timeline),
            ("Corrective and Preventative Measures", Topic::Actions),
            ("Action items", Topic::Actions),
            ("What went well", Topic::Lessons),
            ("Supporting information", Topic::Other),
        ] {
            assert_eq!(of_heading(text), topic, "{text}");
        }
    }

    #[test]
    fn a_sentence_is_no_heading() {
        assert_eq!(of_bare_line("Timeline"), Some(Topic::Timeline));
        for text in ["The root cause was a leak", "Impact on users is unknown.", "Restarted the database"] {
            assert_eq!(of_bare_line(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_is_known_with_what_stands_behind_it() {
        assert_eq!(of_label("Impact: 75% of users"), Some((Topic::Impact, "75% of users")));
        assert_eq!(of_label("Root Cause:"), Some((Topic::Cause, "")));
        assert_eq!(of_label("12:00 PM: The issue"), None);
        assert_eq!(of_label("title://x"), None);
    }
}
