//! Documents that name tests name tests that are there.

use std::collections::BTreeSet;

use super::tree::{self, Broken};

/// The documents whose tables name tests in their last column.
const DOCUMENTS: [&str; 1] = ["docs/paging.md"];

/// Every test that a document's table names is there.
pub fn named_tests() -> Vec<Broken> {
    let mut there = BTreeSet::new();
    for source in tree::all_sources() {
        for (_, after) in
            source.text.match_indices("fn ").map(|(at, word)| (at, &source.text[at + word.len()..]))
        {
            let name: String =
                after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            there.insert(name);
        }
    }
    let mut broken = Vec::new();
    for document in DOCUMENTS {
        let text = tree::read(document);
        for (index, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
            let last = line.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
            let named = last.split('`').skip(1).step_by(2);
            let missing = named.filter(|name| !there.contains(*name));
            broken.extend(missing.map(|name| Broken::new(document, index + 1, format!("{name} is no test"))));
        }
    }
    broken
}
