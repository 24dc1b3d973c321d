//! Names that customers must not read.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::postmortem::facts::Facts;

/// Stands where a name was.
const SOMEBODY: &str = "a colleague";

/// Every name the incident knows, the longest first, so that a full name goes before its parts.
pub(super) fn of(facts: &Facts) -> Vec<String> {
    let people = facts.people.iter().map(|person| person.name.as_str());
    let owners = facts.actions.iter().map(|action| action.owner.as_str());
    let authors = facts.entries.iter().map(|entry| &*entry.author);
    let answered = facts.pages.iter().filter_map(|page| page.acknowledged.as_ref());
    let answered = answered.map(|answer| answer.by.as_str());
    let paged = facts.pages.iter().map(|page| page.who.as_str());
    let all = people.chain(owners).chain(authors).chain(answered).chain(paged);
    let names: BTreeSet<&str> =
        all.map(|name| name.trim().trim_start_matches('@')).filter(|name| name.chars().count() > 1).collect();
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort_by_key(|name| Reverse(name.len()));
    names
}

/// The text with each name replaced where it stands as a word of its own.
pub(super) fn removed(text: &str, names: &[String]) -> String {
    let mut text = text.to_owned();
    for name in names {
        if text.contains(name.as_str()) {
            text = without(&text, name);
        }
    }
    text
}

fn without(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, _) in text.match_indices(name) {
        let end = at + name.len();
        let within =
            text[..at].ends_with(char::is_alphanumeric) || text[end..].starts_with(char::is_alphanumeric);
        if !within {
            let start = if text[..at].ends_with('@') { at - 1 } else { at };
            out.push_str(&text[copied..start]);
            out.push_str(SOMEBODY);
            copied = end;
        }
    }
    out.push_str(&text[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_words_that_hold_them_stay() {
        let names = ["Ana Lima".to_owned(), "Ana".to_owned()];
        assert_eq!(
            removed("Ana Lima and @Ana: analysis of Anaconda by Ana.", &names),
            "a colleague and a colleague: analysis of Anaconda by a colleague."
        );
    }
}
