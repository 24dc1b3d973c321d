//! Nothing is said in English alone: every sentence that stands in `commands` is in the catalogues, unless it is on a list here.

use std::collections::BTreeSet;

use commands::{COMMANDS, tongues};
use incidents::model::tongue::Tongue;

use super::sentences;
use crate::architecture::rust;
use crate::architecture::tree;

/// What is not read in chat, and is English on purpose; docs/guide/languages.md says so.
const ENGLISH: [&str; 8] = [
    "commands/src/api.rs",
    "commands/src/api/",
    "commands/src/manual.rs",
    "commands/src/pages/",
    "commands/src/plain.rs",
    "commands/src/schedule/calendar.rs",
    "commands/src/status_page.rs",
    "commands/src/tongues/po.rs",
];

/// What looks like a sentence and is the same in every language: what is typed, names, and words for programs.
const NO_SENTENCES: [&str; 26] = [
    "**DRILL** · ",
    "**TEST** · ",
    "14:13, 5m ago",
    "14:13, 5m ago, yesterday 14:00",
    "Discord",
    "Incident",
    "PagerDuty",
    "Postmortem",
    "Pushover",
    "Review of {}",
    "Sitrep",
    "every 2 weeks",
    "every 6 months",
    "every month",
    "every monday 9:00",
    "every quarter",
    "finding, ruled-out, mitigation, recovery …",
    "last friday of the month",
    "ich kann nicht",
    "kann nicht",
    "letters {letters}",
    "weekdays 9:00",
    "%Y-%m-%d %H:%M UTC",
    " min",
    "{} · {what} · {} – {} UTC",
    "{}/schedules/{}.ics",
];

#[test]
fn no_sentence_is_said_in_english_alone() {
    let said: BTreeSet<String> = sentences::all().into_keys().collect();
    let mut alone = Vec::new();
    for source in tree::sources("commands") {
        if !ENGLISH.iter().any(|part| source.path.starts_with(part)) {
            let found = found_in(&source.rust, &said).into_iter();
            alone.extend(found.map(|(line, text)| format!("{}:{line}: {text:?}", source.path)));
        }
    }
    assert!(alone.is_empty(), "{} are said in English alone:\n{}", alone.len(), alone.join("\n"));
}

/// What reads like a sentence in the code that is shipped, and is not said through a catalogue.
fn found_in(text: &rust::Text, said: &BTreeSet<String>) -> Vec<(usize, String)> {
    let code: String = text.lines().map(|(_, line)| line.to_owned() + "\n").collect();
    let before = code.match_indices("\"\"").map(|(at, _)| code[..at].trim_end());
    let shipped = text.first_test_line();
    let literals = text.literals.iter().zip(before).filter(|((line, _), _)| *line < shipped);
    let spoken = literals.filter(|(_, before)| !is_for_us(before));
    let spoken = spoken.map(|((line, literal), _)| (*line, sentences::unescaped(literal)));
    spoken.filter(|(_, text)| reads_like_a_sentence(text) && !is_said(text, said)).collect()
}

/// Whether what follows is for whoever reads the code.
fn is_for_us(before: &str) -> bool {
    let statement = before.rsplit([';', '{', '}']).next().unwrap_or_default();
    let is_asserted = statement.contains("assert!(");
    is_asserted || ["expect(", "reason ="].iter().any(|opening| before.ends_with(opening))
}

/// A word by itself may be looked up where it is used; what has gaps is said where it stands, or not at all.
fn is_said(text: &str, said: &BTreeSet<String>) -> bool {
    said.contains(text) || (!text.contains('{') && tongues::translation(Tongue::German, text).is_some())
}

/// Whether there are words of a language beside gaps, code and addresses: several, or one with a capital.
fn reads_like_a_sentence(text: &str) -> bool {
    let is_typed = NO_SENTENCES.contains(&text)
        || COMMANDS.iter().any(|command| command.path == text.trim_start_matches('/'));
    let outside = |mark: char, text: &str| text.split(mark).step_by(2).collect::<Vec<_>>().join(" ");
    let without_gaps = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    let bare = outside('`', &without_gaps.collect::<Vec<_>>().join(" "));
    let words: Vec<&str> = bare.split_whitespace().filter(|word| is_word(word)).collect();
    let begins_large = |word: &str| {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let has_room = text.contains(char::is_whitespace);
    !is_typed
        && match words[..] {
            [] => false,
            [word] => begins_large(word) || (has_room && word.contains(char::is_lowercase)),
            _ => has_room,
        }
}

fn is_word(text: &str) -> bool {
    let letters = text.trim_matches(|c: char| !c.is_alphanumeric());
    letters.len() > 2 && letters.chars().all(|c| c.is_ascii_alphabetic() || c == '\'' || c == '-')
}

#[test]
fn what_is_said_in_english_alone_is_seen() {
    let code = "fn a() { say!(\"Known\"); text.push_str(\"Nobody is there\"); b.expect(\"it is there\"); id(\"a-b\") } \
                const C: () = assert!(D == 1, \"as much as fits\"); fn e() { format!(\"{n} days\"); set(\"`/x y` {z}\") }";
    let found = found_in(&rust::apart(code), &BTreeSet::from(["Known".to_owned()]));
    let found: Vec<_> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(found, ["Nobody is there", "{n} days"]);
}
