//! Reads the files in which translations are kept: gettext's, for which translators have tools. Of that format we need the pairs
//! of `msgid` and `msgstr`, and comments.

use std::borrow::Cow;

/// A sentence and what it is in another language; a piece of the file where it stands there as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair<'t> {
    /// The English.
    pub english: Cow<'t, str>,
    /// The other language; empty where nobody has translated it yet.
    pub other: Cow<'t, str>,
}

/// Every pair of a file, in its order. The head, whose English is empty, is none of them.
///
/// What cannot be read is left out; that nothing is missing is for a test to see.
#[must_use]
pub fn pairs(text: &str) -> Vec<Pair<'_>> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut is_other = false;
    for line in text.lines().map(str::trim) {
        let quoted = if let Some(english) = line.strip_prefix("msgid ") {
            pairs.push(Pair::default());
            is_other = false;
            english
        } else if let Some(other) = line.strip_prefix("msgstr ") {
            is_other = true;
            other
        } else {
            line
        };
        let (Some(pair), Some(words)) = (pairs.last_mut(), unquoted(quoted)) else { continue };
        *(if is_other { &mut pair.other } else { &mut pair.english }) += words;
    }
    pairs.retain(|pair| !pair.english.is_empty());
    pairs
}

/// What stands between quotes; nothing where there are none, as in a comment.
fn unquoted(quoted: &str) -> Option<Cow<'_, str>> {
    let inside = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if !inside.contains('\\') {
        return Some(inside.into());
    }
    let mut words = String::with_capacity(inside.len());
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                'n' => words.push('\n'),
                't' => words.push('\t'),
                escaped => words.push(escaped),
            },
            letter => words.push(letter),
        }
    }
    Some(words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_with_their_escapes_and_over_lines() {
        let text = r#"
# A comment with "quotes".
msgid ""
msgstr "Language: de\n"

msgid "Say \"hello\".\nTwice."
msgstr "Sag \"hallo\".\n"
"Zweimal."

msgid "Not yet"
msgstr ""
"#;
        let pair = |english, other| Pair { english: Cow::Borrowed(english), other: Cow::Borrowed(other) };
        assert_eq!(
            pairs(text),
            [pair("Say \"hello\".\nTwice.", "Sag \"hallo\".\nZweimal."), pair("Not yet", "")]
        );
    }
}
