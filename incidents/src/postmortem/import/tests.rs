//! Two whole documents read back to the minute, our own formats, and what is refused.

use super::*;
use crate::model::entry::EntryKind;
use crate::model::incident::Section;
use crate::model::metrics::{Metric, read as measured};
use crate::postmortem::facts::{ActionKind, ActionState};
use crate::postmortem::{Sink, json, markdown, samples};

fn hints(name: &str) -> Hints {
    let now = "2026-03-01T12:00:00Z".parse().unwrap();
    Hints { name: name.into(), date: None, zone: Zone::UTC, order: Order::DayMonth, now }
}

fn text(name: &str, text: &str) -> Past {
    read(text.as_bytes(), &hints(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn minutes(facts: &Facts) -> Vec<i64> {
    Metric::ALL.iter().map(|metric| measured(*metric, &facts.milestones).unwrap().raw.num_minutes()).collect()
}

#[test]
fn a_memory_leak_is_read_from_its_plain_text() {
    let past = text("bank-memory-leak.txt", include_str!("../testdata/memory-leak.txt"));
    let (facts, sample) = (past.facts, samples::memory_leak());
    assert_eq!(facts.title, "Bank memory leak");
    assert_eq!(facts.zone.to_string(), "EST");
    let told =
        |facts: &Facts| facts.entries.iter().map(|it| (it.at, it.kind, it.text.clone())).collect::<Vec<_>>();
    let mut expected = told(&sample);
    expected[2].1 = EntryKind::Investigation;
    assert_eq!(told(&facts), expected);
    assert_eq!(minutes(&facts), minutes(&sample));
    assert_eq!(facts.texts.summary, sample.texts.summary);
    assert_eq!(facts.texts.impact, sample.texts.impact);
    assert_eq!(facts.texts.cause, sample.texts.cause);
    assert_eq!(facts.texts.cause_in_short, sample.texts.cause_in_short);
    assert_eq!(facts.affected.unwrap().percent, Some(68.0));
    let actions: Vec<_> = facts.actions.iter().map(|it| (it.title.clone(), it.kind)).collect();
    assert_eq!(actions, sample.actions.iter().map(|it| (it.title.clone(), it.kind)).collect::<Vec<_>>());
    assert_eq!(facts.further.len(), 1, "{:?}", facts.further);
    assert!(facts.further[0].text.starts_with("To prevent similar incidents"));
}

#[test]
fn a_connection_spike_is_read_from_lines_without_bullets() {
    let past = text("spike.txt", include_str!("../testdata/connection-spike.txt"));
    let (facts, sample) = (past.facts, samples::connection_spike());
    assert_eq!((facts.title.as_str(), facts.zone.to_string().as_str()), ("My First Postmortem", "UTC"));
    let told = |facts: &Facts| facts.entries.iter().map(|it| (it.at, it.text.clone())).collect::<Vec<_>>();
    assert_eq!(told(&facts), told(&sample));
    assert_eq!(minutes(&facts), minutes(&sample));
    assert_eq!(facts.texts.impact, sample.texts.impact);
    assert_eq!(facts.texts.cause, sample.texts.cause);
    assert_eq!(facts.texts.cause_in_short, sample.texts.cause_in_short);
    assert_eq!(facts.texts.resolution, sample.texts.resolution);
    assert_eq!(facts.texts.conclusion, sample.texts.conclusion);
    let kinds: Vec<_> = facts.actions.iter().map(|action| action.kind).collect();
    assert_eq!(kinds, [[ActionKind::Improvement; 3], [ActionKind::Task; 3]].concat());
    assert_eq!(facts.affected.unwrap().text, "75% of users");
    assert_eq!(facts.further.len(), 1, "{:?}", facts.further);
    assert_eq!(facts.further[0].text, "Task: 0x19. Postmortem");
}

/// What a document in words can carry of an incident.
fn carried(facts: &Facts) -> impl PartialEq + std::fmt::Debug + use<> {
    let entries: Vec<_> = facts.entries.iter().map(|it| (it.at, it.text.clone())).collect();
    let state = |state: &ActionState| state.clone();
    let actions: Vec<_> = facts
        .actions
        .iter()
        .map(|it| (it.title.clone(), it.owner.clone(), it.repeat.clone(), state(&it.state)))
        .collect();
    let texts = (facts.texts.summary.clone(), facts.texts.cause.clone(), facts.texts.resolution.clone());
    (
        facts.title.clone(),
        facts.severity.label.clone(),
        entries,
        actions,
        texts,
        facts.texts.lessons.replace("\n\n", "\n"),
        facts.people.clone(),
    )
}

#[test]
fn our_own_markdown_is_read_back() {
    for facts in [samples::full(), samples::connection_spike()] {
        let past = text("postmortem.md", &markdown(&facts, Sink::File));
        let mut expected = facts.clone();
        // A picture is told as a line of its entry.
        if let Some(entry) = expected.entries.iter_mut().find(|entry| !entry.files.is_empty()) {
            entry.text.push_str("\nmemory graph.png (memory%20graph.png)");
        }
        assert_eq!(carried(&past.facts), carried(&expected));
        assert_eq!(minutes(&past.facts), minutes(&facts));
    }
}

#[test]
fn our_own_json_is_read_back_whole() {
    for facts in [samples::full(), samples::connection_spike(), samples::memory_leak()] {
        assert_eq!(read(json(&facts).as_bytes(), &hints("x.json")).unwrap().facts, facts);
    }
}

const STRANGER: &str = "\
# Postmortem: Mail was late

**Status:** final

## What happened

Mail piled up on **11 March 2025**. All times are in CET.

## Timeline

### Evening
| Time | Event |
|------|-------|
| 22:50 | A customer complained about `late` mail |
| 23:40 - 23:55 | Ana [looked](https://example.com/q) at the queue |

then everybody waited
* 00:10: Found that a disk was full
* 00:40 Restored

## What went well

The queue lost nothing.

## Action items

| Action | Owner | Due | Status | Cost |
|---|---|---|---|---|
| Watch disks | Ben | 2025-04-01 | done | 3 days |
| Bigger disks | | | open | |

## Glossary

MTA: a mail server.
";

#[test]
fn a_strangers_layout_is_read_and_the_rest_is_kept() {
    let past = text("x.md", STRANGER);
    let facts = &past.facts;
    assert_eq!(facts.title, "Mail was late");
    let told: Vec<_> = facts.entries.iter().map(|it| (it.at.to_rfc3339(), it.text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("2025-03-11T21:50:00+00:00".to_owned(), "A customer complained about `late` mail"),
            (
                "2025-03-11T22:40:00+00:00".to_owned(),
                "Ana looked (https://example.com/q) at the queue (until 23:55)\nthen everybody waited"
            ),
            ("2025-03-11T23:10:00+00:00".to_owned(), "Found that a disk was full"),
            ("2025-03-11T23:40:00+00:00".to_owned(), "Restored"),
        ]
    );
    assert_eq!(facts.texts.lessons, "What went well:\nThe queue lost nothing.");
    let first = &facts.actions[0];
    assert_eq!(
        (first.title.as_str(), first.owner.as_str(), first.detail.as_str()),
        ("Watch disks", "Ben", "3 days")
    );
    assert_eq!(first.state, ActionState::Done(String::new()));
    assert_eq!(first.due.unwrap().to_rfc3339(), "2025-04-01T22:59:00+00:00");
    let kept: Vec<_> = facts.further.iter().map(|it| (it.heading.as_str(), it.text.as_str())).collect();
    assert!(kept.contains(&("Glossary", "MTA: a mail server.")), "{kept:?}");
    assert!(kept.contains(&("From the head of the document", "Status: final")), "{kept:?}");
    assert!(past.notes.iter().any(|note| note.contains("kept as text only: Glossary")), "{:?}", past.notes);
}

#[test]
fn every_word_of_a_document_is_somewhere_in_what_was_read() {
    for (name, document) in [
        ("x.md", STRANGER),
        ("a.txt", include_str!("../testdata/memory-leak.txt")),
        ("b.txt", include_str!("../testdata/connection-spike.txt")),
    ] {
        let past = text(name, document);
        let all = format!("{} {}", json(&past.facts), past.notes.join(" "));
        for word in document.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3) {
            let structural = [
                "Summary",
                "Topic",
                "Tasks",
                "Timeline",
                "Event",
                "Time",
                "Action",
                "Owner",
                "Status",
                "Cost",
                "Postmortem",
            ];
            let headings = [
                "Corrective",
                "Preventative",
                "Measures",
                "Issue",
                "Resolution",
                "Duration",
                "Impact",
                "Cause",
                "items",
                "happened",
                "What",
                "Root",
            ];
            assert!(
                structural.contains(&word)
                    || headings.contains(&word)
                    || all.contains(word)
                    || months().contains(&word),
                "{name} lost {word:?}"
            );
        }
    }
}

/// Days are kept as instants.
fn months() -> [&'static str; 4] {
    ["June", "March", "Evening", "2025"]
}

#[test]
fn what_is_missing_is_asked_for_and_never_guessed() {
    let undated = "Timeline:\n- 14:13 UTC - An alert\n- 14:20 UTC - Restored\n";
    assert!(matches!(read(undated.as_bytes(), &hints("x.txt")), Err(Unimportable::NoDay)));
    let yearless =
        "Summary:\nDown on June 2 from 14:00 UTC to 15:00 UTC.\n\nTimeline:\n- 14:13 UTC - An alert\n";
    let Err(Unimportable::NoYear(day)) = read(yearless.as_bytes(), &hints("x.txt")) else {
        panic!("a year was guessed")
    };
    assert_eq!(day, "June 2");
    let dated = Hints { date: "2023-06-02".parse().ok(), ..hints("x.txt") };
    for document in [undated, yearless] {
        let past = read(document.as_bytes(), &dated).unwrap();
        assert_eq!(past.facts.entries[0].at.to_rfc3339(), "2023-06-02T14:13:00+00:00");
        assert!(past.notes.iter().any(|note| note.contains("2023")), "{:?}", past.notes);
    }
}

#[test]
fn the_day_something_is_due_is_not_the_day_it_happened() {
    let document = "Postmortem: Keys were leaked\n\nIssue Summary\nOn the evening of November 3rd, from 22:10 UTC to 02:35 UTC, \
        the API was down.\n\nTimeline\n22:10 UTC  Alerts fire.\n00:55 UTC  Keys found.\n\n\
        Preventive actions\n1) Rotate keys - Mia - 2024-11-15\n2) Count calls\n\nLessons learned\nLook before you scale.\n";
    let Err(Unimportable::NoYear(day)) = read(document.as_bytes(), &hints("x.txt")) else {
        panic!("an action's due day was taken for the incident's")
    };
    assert_eq!(day, "November 3rd");
    // Only the year of what is given counts where the document names the day.
    let dated = Hints { date: "2024-01-01".parse().ok(), ..hints("x.txt") };
    let facts = read(document.as_bytes(), &dated).unwrap().facts;
    let told: Vec<_> = facts.entries.iter().map(|it| it.at.to_rfc3339()).collect();
    assert_eq!(told, ["2024-11-03T22:10:00+00:00", "2024-11-04T00:55:00+00:00"]);
    assert_eq!(facts.title, "Keys were leaked");
    assert_eq!((facts.actions.len(), facts.texts.lessons.as_str()), (2, "Look before you scale."));
}

#[test]
fn what_is_no_postmortem_is_refused_in_words() {
    let cases: [(&[u8], &str); 6] = [
        (b"", "empty"),
        (b"  \n\t", "empty"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"PK\x03\x04\x00\x00", "UTF-8"),
        (b"{\"a\": 1}", "no postmortem in JSON"),
        (b"hello", "--date"),
    ];
    for (bytes, why) in cases {
        let refused = read(bytes, &hints("x.txt")).unwrap_err().to_string();
        assert!(refused.contains(why), "{bytes:?}: {refused}");
    }
    let large = vec![b'a'; LARGEST_TEXT + 1];
    assert!(matches!(read(&large, &hints("x.txt")), Err(Unimportable::TooLarge(4))));
    let deep = format!("{{\"incident\":{}", "[".repeat(100_000));
    assert!(matches!(read(deep.as_bytes(), &hints("x")), Err(Unimportable::Json(_))));
}

#[test]
fn what_is_too_long_goes_on_elsewhere() {
    let long = "word ".repeat(4_000);
    let document = format!(
        "# {}\n\n## Summary\n\nOn 2025-03-11. {long}\n\n## Timeline\n\n- 10:00 UTC - {long}\n\n## Action items\n\n- {long}\n",
        "title ".repeat(30)
    );
    let facts = text("x.md", &document).facts;
    assert!(facts.title.chars().count() <= 100 && facts.texts.summary.chars().count() <= Section::MOST);
    assert!(facts.entries.iter().all(|entry| entry.text.chars().count() <= 1_900));
    assert!(facts.actions[0].title.chars().count() <= 300);
    let all = json(&facts);
    assert!(all.matches("word").count() >= 12_000, "words were lost");
}
