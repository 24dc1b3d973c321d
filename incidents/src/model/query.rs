//! What somebody looks for: words, and nothing that a database could take for grammar.

use std::fmt;

use crate::error::Refusal;

/// How many words of a query count.
const MOST_WORDS: usize = 12;
/// How much of one word counts.
const LONGEST_WORD: usize = 40;

/// Words that stand in every other title and tell no two incidents apart.
const COMMON: [&str; 40] = [
    "about", "after", "and", "are", "but", "can", "cannot", "does", "error", "errors", "fails", "for",
    "from", "has", "have", "into", "issue", "not", "off", "our", "out", "over", "since", "some", "than",
    "that", "the", "their", "there", "they", "this", "users", "was", "were", "when", "while", "with",
    "problem", "incident", "down",
];

/// The words of a query, in lower case, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(Vec<String>);

impl Query {
    /// Reads what somebody typed. Punctuation separates words and means nothing else.
    pub fn read(typed: &str) -> Result<Self, Refusal> {
        let query = Self::from_words(words(typed).take(MOST_WORDS));
        if query.0.is_empty() { Err(Refusal::NothingToSearch) } else { Ok(query) }
    }

    /// The words by which one incident resembles another; none where all of them are common ones.
    #[must_use]
    pub fn likeness(title: &str, summary: &str) -> Option<Self> {
        let telling = |word: &String| word.chars().count() > 2 && !COMMON.contains(&word.as_str());
        let query = Self::from_words(words(title).chain(words(summary)).filter(telling).take(MOST_WORDS));
        (!query.0.is_empty()).then_some(query)
    }

    /// The query for these words, which came from another one.
    pub(crate) fn from_words(words: impl Iterator<Item = String>) -> Self {
        let mut kept: Vec<String> = Vec::new();
        for word in words {
            if !kept.contains(&word) {
                kept.push(word);
            }
        }
        Self(kept)
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Those of its words that begin a word of the text.
    #[must_use]
    pub fn found(&self, text: &str) -> Vec<&str> {
        let there: Vec<String> = words(text).collect();
        let begins = |word: &&String| there.iter().any(|other| other.starts_with(word.as_str()));
        self.0.iter().filter(begins).map(String::as_str).collect()
    }

    /// How many of its words begin a word of the text.
    #[must_use]
    pub fn found_in(&self, text: &str) -> usize {
        self.found(text).len()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().chars().take(LONGEST_WORD).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_words_whatever_was_typed() {
        for (typed, read) in [
            ("Checkout TIMEOUT", "checkout timeout"),
            ("\"unclosed OR (near/2", "unclosed or near 2"),
            ("db-7 db", "db 7"),
            ("' ; drop table incidents; --", "drop table incidents"),
            ("a:* & !b | <-> c", "a b c"),
            ("Überlauf العربية", "überlauf العربية"),
        ] {
            assert_eq!(Query::read(typed).unwrap().to_string(), read, "{typed:?}");
        }
        for nothing in ["", "  ", "\"\"", "***", "\u{200b}\u{202e}", "🔥"] {
            assert_eq!(Query::read(nothing), Err(Refusal::NothingToSearch), "{nothing:?}");
        }
    }

    #[test]
    fn likeness_leaves_out_what_every_title_says() {
        let query = Query::likeness("Checkout is down", "Users cannot pay with cards").unwrap();
        assert_eq!(query.to_string(), "checkout pay cards");
        assert_eq!(query.found_in("Cards were refused at the checkout"), 2);
        assert_eq!(Query::likeness("It is down", ""), None);
    }
}
