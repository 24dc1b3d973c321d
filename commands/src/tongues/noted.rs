//! What was noted in English when it happened, such as why something could not be delivered. A record stays as it was written; who
//! looks at it later is told in their own language: the sentence is known again by its words, and its gaps are filled again.

use std::fmt::Display;

use incidents::model::tongue::Tongue;

use super::{filled, spoken, word};

mod known;

pub use known::NOTED;

/// What was noted, in the language that is spoken now; as it stands where it is no sentence of ours.
#[must_use]
pub fn noted(text: &str) -> String {
    if spoken() == Tongue::English {
        return text.to_owned();
    }
    let known = NOTED.iter().filter_map(|english| Some((*english, gaps(english, text)?)));
    // Of two that fit, the one is meant of which more is our own words.
    let Some((english, gaps)) = known.max_by_key(|(english, _)| own_words(english)) else {
        return text.to_owned();
    };
    let gaps: Vec<_> = gaps.into_iter().map(|(name, gap)| (name, noted(gap))).collect();
    let gaps: Vec<(&str, &dyn Display)> =
        gaps.iter().map(|(name, gap)| (*name, gap as &dyn Display)).collect();
    filled(word(english), &gaps)
}

/// What fills each gap of a sentence, where a text is that sentence.
fn gaps<'e, 't>(english: &'e str, text: &'t str) -> Option<Vec<(&'e str, &'t str)>> {
    let mut pieces = english.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut gaps = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let (name, after) = piece.split_once('}')?;
        let is_last = pieces.peek().is_none();
        let ends = if is_last { rest.strip_suffix(after)?.len() } else { rest.find(after)? };
        gaps.push((name, &rest[..ends]));
        rest = &rest[ends + after.len()..];
    }
    rest.is_empty().then_some(gaps)
}

fn own_words(english: &str) -> usize {
    english.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, after)| after).len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongues::{Listeners, speaking};

    #[test]
    fn a_sentence_is_known_by_its_words() {
        for (english, text, found) in [
            ("they have left", "they have left", Some(vec![])),
            ("they have left", "they have left us", None),
            ("it answered with {status}", "it answered with 503", Some(vec![("status", "503")])),
            ("refused it{code}", "refused it", Some(vec![("code", "")])),
            ("refused it{code}", "it refused it", None),
            ("{a} of {b}.", "1 of 2 of 3.", Some(vec![("a", "1"), ("b", "2 of 3")])),
            ("{a} of {b}.", "1 of 2", None),
            ("{a}é{b}", "äéü", Some(vec![("a", "ä"), ("b", "ü")])),
        ] {
            assert_eq!(gaps(english, text), found, "{english:?} {text:?}");
        }
    }

    #[test]
    fn what_was_noted_is_told_in_the_language_that_is_spoken() {
        for (text, told) in [
            ("the mail server refused it (550)", "der Mailserver hat sie abgelehnt (550)"),
            ("it answered with status 503", "es kam Status 503 zurück"),
            (
                "it answered with status 429, and wants to be left alone for too long",
                "es kam Status 429 zurück, mit der Bitte um zu lange Ruhe",
            ),
            (
                "Sitrep may not manage roles in this server. Give its role that permission; it is tried again by itself",
                "Sitrep darf auf diesem Server nicht: Rollen verwalten. Gib seiner Rolle dieses Recht; es wird von selbst \
                 wieder versucht",
            ),
            ("the Git host: it did not answer in time", "der Git-Server: keine Antwort in angemessener Zeit"),
            (
                "it is quiet hours until 07:00 (Europe/Berlin); it is sent then, if the alert still fires",
                "bis 07:00 (Europe/Berlin) ist Ruhezeit; er geht dann hinaus, wenn der Alarm noch feuert",
            ),
            ("Unknown Emoji", "Unknown Emoji"),
        ] {
            assert_eq!(speaking(Listeners::of(Tongue::German), || noted(text)), told);
            assert_eq!(noted(text), text);
        }
    }

    #[test]
    fn nothing_is_all_gaps() {
        assert!(NOTED.iter().all(|english| own_words(english) > 2), "a gap alone would be every text");
    }
}
