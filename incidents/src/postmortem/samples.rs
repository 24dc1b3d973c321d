//! Incidents that the tests of every format tell: two whole ones, one that is hostile, one that is long.

use chrono::TimeDelta;

use super::facts::{
    Acknowledgement, ActionState, Entry, Facts, File, Page, Person, Severity, SeverityChange,
};
use crate::ids::{AttachmentId, EntryId, Number, PageId};
use crate::model::entry::EntryKind;

/// A memory leak at a bank, at its team's EST.
pub(super) fn memory_leak() -> Facts {
    serde_json::from_str(include_str!("testdata/memory-leak.json")).expect("our own sample")
}

/// Too many connections, in UTC.
pub(super) fn connection_spike() -> Facts {
    serde_json::from_str(include_str!("testdata/connection-spike.json")).expect("our own sample")
}

/// Every text is an attack on the layout.
pub(super) fn hostile() -> Facts {
    let text = HOSTILE.join("\n");
    let mut facts = memory_leak();
    facts.title = format!("{text} #");
    facts.texts.cause.clone_from(&text);
    facts.texts.lessons.clone_from(&text);
    for entry in &mut facts.entries {
        entry.text.clone_from(&text);
    }
    for action in &mut facts.actions {
        action.title.clone_from(&text);
        action.owner.clone_from(&text);
    }
    facts
}

/// Lines that would break out of their place if they were not escaped.
pub(super) const HOSTILE: [&str; 16] = [
    "# a heading",
    "---",
    "> quoted",
    "```",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://example.com/track.png)",
    "**bold** __under__ ~~gone~~ ||hidden|| `code`",
    "@everyone @here <@1234> <@&1234> <#1234>",
    "{{ title }} {% for x in y %}",
    "&lt;b&gt; &#60;",
    "* * *",
    "| a | b |",
    "|---|---|",
    "right \u{202E}tfel\u{202C} left",
];

/// The memory leak with everything else that can be recorded.
pub(super) fn full() -> Facts {
    let mut facts = memory_leak();
    facts.version = 2;
    let at = facts.entries[0].at;
    facts.people = vec![
        Person { role: "lead".into(), name: "Ana".into() },
        Person { role: "scribe".into(), name: "Ben".into() },
    ];
    let answer = Acknowledgement { by: "Ana".into(), at: at + TimeDelta::minutes(2) };
    facts.pages = vec![
        Page {
            id: PageId(1),
            who: "Ana".into(),
            at: at + TimeDelta::minutes(1),
            acknowledged: Some(answer),
            escalated: None,
            exhausted: None,
        },
        Page {
            id: PageId(2),
            who: "Database team".into(),
            at: at + TimeDelta::minutes(32),
            acknowledged: None,
            escalated: None,
            exhausted: None,
        },
    ];
    let severity = |label: &str, rank| Severity { label: label.into(), rank };
    facts.severity_changes = vec![SeverityChange {
        at: at + TimeDelta::minutes(7),
        from: severity("SEV3", 3),
        to: severity("SEV1", 1),
        reason: "Nobody can pay".into(),
    }];
    facts.entries[3].kind = EntryKind::Finding;
    facts.entries[3].files = vec![AttachmentId(1)];
    facts.entries.push(Entry {
        id: EntryId(99),
        at: at + TimeDelta::hours(20),
        kind: EntryKind::RuledOut,
        text: "It was not a DDoS attack 🙂 — 请求量正常.".into(),
        author: "Ben".into(),
        narrative: true,
        files: Vec::new(),
    });
    facts.files = vec![picture()];
    facts.actions[0].owner = "Ana".into();
    facts.actions[0].due = Some(at + TimeDelta::days(14));
    facts.actions[0].priority = "high".into();
    facts.actions[1].state = ActionState::Done("reviewed by two".into());
    facts.actions[4].repeat = "every quarter".into();
    facts.texts.lessons = "Alert on memory before it is full.\n- Watch growth\n- Rehearse failover".into();
    facts
}

/// A red square of two by two.
pub(super) fn picture() -> File {
    let mut pixels = resvg::tiny_skia::Pixmap::new(2, 2).expect("two by two fits");
    pixels.fill(resvg::tiny_skia::Color::from_rgba8(200, 0, 0, 255));
    let bytes = pixels.encode_png().expect("four pixels encode");
    File {
        id: AttachmentId(1),
        name: "memory graph.png".into(),
        mime: "image/png".into(),
        bytes: bytes.into(),
    }
}

/// An incident with this many entries, one a second.
pub(super) fn long(entries: i64) -> Facts {
    let mut facts = memory_leak();
    let start = facts.entries[0].at;
    facts.entries = (0..entries)
        .map(|nth| Entry {
            id: EntryId(nth + 1),
            at: start + TimeDelta::seconds(nth),
            kind: EntryKind::Note,
            text: format!("Step {nth}: restarted worker_{nth} *again*; latency 12.5 ms & falling"),
            author: "Ana".into(),
            narrative: true,
            files: Vec::new(),
        })
        .collect();
    facts
}

/// Nothing but a name.
pub(super) fn bare() -> Facts {
    Facts::new(Number(1), "Checkout is down", Severity { label: "SEV3".into(), rank: 3 })
}

/// Compares with a file in `testdata`. With `BLESS` set in the environment the file is written anew, to be read and
/// committed.
pub(super) fn assert_golden(name: &str, text: &str) {
    let path = format!("{}/src/postmortem/testdata/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).expect("the test data can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("the test data can be read");
    assert!(text == golden, "{name} differs; now it is:\n{text}");
}
