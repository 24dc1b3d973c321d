//! The part of a text in which what was looked for stands, in bold.

use incidents::model::query::Query;

use crate::words;

/// How many characters are shown, and how many of them before the first match.
const SHOWN: usize = 140;
const BEFORE: usize = 40;

/// A part of a snippet.
pub enum Piece {
    /// A word that was looked for.
    Match(String),
    /// What stands around it.
    Other(String),
}

/// One line around the first word that was looked for, with every such word in bold.
#[must_use]
pub fn snippet(text: &str, query: &Query) -> String {
    let shown = around(text, query).into_iter().map(|piece| match piece {
        Piece::Match(word) => format!("**{}**", words::plain(&word)),
        Piece::Other(text) => words::plain(&text),
    });
    shown.collect()
}

/// The same, piece by piece.
#[must_use]
pub fn around(text: &str, query: &Query) -> Vec<Piece> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = pieces(&text);
    let first = pieces.iter().position(|piece| is_match(piece, query)).unwrap_or(0);
    let mut start = first;
    let mut before = 0;
    while start > 0 && before + pieces[start - 1].chars().count() <= BEFORE {
        start -= 1;
        before += pieces[start].chars().count();
    }
    let mut shown = Vec::new();
    if start > 0 {
        shown.push(Piece::Other("…".to_owned()));
    }
    let mut length = 0;
    for piece in pieces.into_iter().skip(start) {
        length += piece.chars().count();
        if length > SHOWN {
            shown.push(Piece::Other("…".to_owned()));
            break;
        }
        shown.push(if is_match(&piece, query) { Piece::Match(piece) } else { Piece::Other(piece) });
    }
    shown
}

/// A text cut between words and what is between them; a word without end is cut too.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut was_word = None;
    for letter in text.chars() {
        let is_word = letter.is_alphanumeric();
        match pieces.last_mut() {
            Some(piece) if was_word == Some(is_word) && piece.chars().count() < BEFORE => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
        was_word = Some(is_word);
    }
    pieces
}

fn is_match(piece: &str, query: &Query) -> bool {
    let piece = piece.to_lowercase();
    query.words().iter().any(|word| piece.starts_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_match_is_shown_in_bold_within_its_surroundings() {
        let query = Query::read("pool timeout").unwrap();
        let long = format!(
            "{}the Pool was empty, so every call ran into timeouts{}",
            "word ".repeat(60),
            " tail".repeat(60)
        );
        let shown = snippet(&long, &query);
        assert!(shown.contains("the **Pool** was empty, so every call ran into **timeouts**"), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() < 200, "{shown}");
    }

    #[test]
    fn what_was_typed_stays_plain_around_the_bold() {
        let query = Query::read("pool").unwrap();
        assert_eq!(snippet("**pool** <@1>", &query), "\\*\\***pool**\\*\\* \\<@\u{200b}1\\>");
        assert_eq!(snippet("nothing of it", &query), "nothing of it");
        assert_eq!(snippet("", &query), "");
        assert!(snippet(&"x".repeat(5_000), &query).chars().count() < 200);
    }
}
