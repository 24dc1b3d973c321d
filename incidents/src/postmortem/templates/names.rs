//! Names that customers must not read.

use crate::postmortem::facts::Facts;

/// Stands where a name was.
const SOMEBODY: &str = "a colleague";

/// Every name the incident knows, the longest first, so that a full name goes before its parts.
pub(super) fn of(facts: &Facts) -> Vec<String> {
    let people = facts.people.iter().map(|person| &person.name);
    let owners = facts.actions.iter().map(|action| &action.owner);
    let authors = facts.entries.iter().map(|entry| &entry.author);
    let answered = facts.pages.iter().filter_map(|page| page.acknowledged.as_ref()).map(|answer| &answer.by);
    let paged = facts.pages.iter().map(|page| &page.who);
    let all = people.chain(owners).chain(authors).chain(answered).chain(paged);
    let mut names: Vec<String> = all
        .map(|name| name.trim().trim_start_matches('@').to_owned())
        .filter(|name| name.chars().count() > 1)
        .collect();
    names.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    names.dedup();
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
