//! What the documentation says is shown by a test is shown by one.

use super::tree::{self, Broken};

/// The pages whose tables name tests.
const PAGES: [&str; 1] = ["docs/reliability.md"];

/// Names of tests that no source has.
pub fn unkept() -> Vec<Broken> {
    let sources = tree::all_sources();
    let is_there = |name: &str| {
        let wanted = format!("fn {name}(");
        sources.iter().any(|source| source.text.contains(&wanted))
    };
    let mut broken = Vec::new();
    for page in PAGES {
        for (index, line) in tree::read(page).lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
            let missing = names(line).filter(|name| !is_there(name));
            broken
                .extend(missing.map(|name| Broken::new(page, index + 1, format!("there is no test {name}"))));
        }
    }
    broken
}

/// What stands between back-ticks in a table's fourth column.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let shown = line.split('|').nth(4).unwrap_or_default();
    shown.split('`').skip(1).step_by(2)
}

#[test]
fn names_are_read_from_their_column() {
    let line = "| 1 | `a` | b | `one_test`, `another_test` | `c` |";
    assert_eq!(names(line).collect::<Vec<_>>(), ["one_test", "another_test"]);
}
