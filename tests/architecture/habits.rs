//! What code must not say, or may say in one place only.

use super::tree::{self, Broken, Source};

const STORE: &str = "incidents/src/store/";

/// Statements that name a table stand in the store.
pub fn statements() -> Vec<Broken> {
    let mut broken = Vec::new();
    for source in shipped_outside(&[STORE]) {
        let end = source.rust.first_test_line();
        for (line, literal) in source.rust.literals.iter().filter(|(line, _)| *line < end) {
            if is_statement(literal) {
                broken.push(Broken::new(&source.path, *line, format!("a statement: {}", literal.trim())));
            }
        }
    }
    broken
}

/// The drivers are spoken to in the store; error.rs may keep what they answer.
pub fn drivers() -> Vec<Broken> {
    let spoken =
        |source: Source| said(&source, &["rusqlite::", "use postgres", "postgres::Client", "sqlx::"]);
    shipped_outside(&[STORE, "incidents/src/error.rs"]).into_iter().flat_map(spoken).collect()
}

/// Shipped code neither asks the machine for the time nor waits by it.
pub fn time() -> Vec<Broken> {
    let words = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "Instant::now",
        "tokio::time::sleep",
        "thread::sleep",
        "time::interval",
        "sleep_ms",
    ];
    shipped_outside(&["incidents/src/clock.rs"]).iter().flat_map(|source| said(source, &words)).collect()
}

/// Tests move time by hand.
pub fn sleeping_tests() -> Vec<Broken> {
    let words = ["tokio::time::sleep", "thread::sleep", "tokio::time::pause", "start_paused"];
    let sources = tree::all_sources();
    let clock_apart = sources.iter().filter(|source| source.path != "incidents/src/clock.rs");
    clock_apart.flat_map(|source| anywhere(source, &words)).collect()
}

/// Nothing is left for later, silenced or skipped.
pub fn shortcuts() -> Vec<Broken> {
    let words =
        ["todo!(", "unimplemented!(", "dbg!(", "#[ignore", "#[allow(", "#![allow(", "cfg_attr(test, allow"];
    tree::all_sources().iter().flat_map(|source| anywhere(source, &words)).collect()
}

/// The switch `cfg(test)` stands before a module.
pub fn test_switches() -> Vec<Broken> {
    let mut broken = Vec::new();
    for source in tree::all_sources().iter().filter(|source| !source.is_test()) {
        let lines: Vec<_> = source.rust.lines().collect();
        for pair in lines.windows(2) {
            let after = pair[1].1.trim_start();
            let module =
                after.trim_start_matches("pub(crate) ").trim_start_matches("pub ").starts_with("mod ");
            if pair[0].1.contains("cfg(test)") && !module {
                broken.push(Broken::new(&source.path, pair[0].0, format!("before: {after}")));
            }
        }
    }
    broken
}

/// Every file of shipped code but those under the given paths.
fn shipped_outside(exempt: &[&str]) -> Vec<Source> {
    let is_exempt = |source: &Source| exempt.iter().any(|path| source.path.starts_with(path));
    tree::all_sources().into_iter().filter(|source| !source.is_test() && !is_exempt(source)).collect()
}

fn said(source: &Source, words: &[&str]) -> Vec<Broken> {
    found(&source.path, source.shipped(), words)
}

fn anywhere(source: &Source, words: &[&str]) -> Vec<Broken> {
    found(&source.path, source.rust.lines(), words)
}

fn found<'s>(path: &str, lines: impl Iterator<Item = (usize, &'s str)>, words: &[&str]) -> Vec<Broken> {
    let hit = |(line, code): (usize, &str)| {
        let word = words.iter().find(|word| code.contains(**word))?;
        Some(Broken::new(path, line, format!("says {word}")))
    };
    lines.filter_map(hit).collect()
}

/// Whether a sentence is one of SQL's. Words alone do not make one: a statement also says what it works on.
fn is_statement(literal: &str) -> bool {
    let text = literal.trim_start().to_lowercase();
    let words: Vec<_> = text.split_whitespace().collect();
    match words.as_slice() {
        ["select", rest @ ..] => {
            rest.contains(&"from") && (text.contains('$') || text.contains(',') || rest.len() < 6)
        }
        ["with", _, "as", ..] | ["insert", "into", ..] | ["delete", "from", ..] => true,
        ["update", _, "set", ..] => true,
        ["create" | "alter" | "drop", "table" | "index" | "view" | "trigger" | "unique", ..] => true,
        ["pragma", ..] => true,
        _ => false,
    }
}

#[test]
fn statements_are_told_from_sentences() {
    assert!(is_statement("select id from incidents where guild_id = $1"));
    assert!(is_statement("\n  update timers set due_at = $1"));
    assert!(!is_statement("Select a severity from the list to go on with it"));
    assert!(!is_statement("update the status"));
}
