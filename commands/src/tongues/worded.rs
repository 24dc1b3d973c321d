//! What people read of `incidents`, in their own language. There it is said in English, and no other language is known: here the
//! sentence is put into the one that is spoken, and its gaps are filled again.

use std::borrow::Cow;
use std::fmt::Display;

use incidents::worded::{Gap, Sentence, Worded, filled};

use super::{noted, translated, word};

/// What something says, in the language that is spoken now; in English where that has no sentence for it.
#[must_use]
pub fn worded(what: &(impl Worded + Display)) -> String {
    let sentence = what.sentence();
    translated(&sentence.english).map_or_else(|| what.to_string(), |other| put_into(other, &sentence))
}

/// A sentence, in the language that is spoken now; in English where that has none for it.
#[must_use]
pub fn said(sentence: &Sentence) -> String {
    put_into(word(&sentence.english), sentence)
}

fn put_into(words: &str, sentence: &Sentence) -> String {
    let gaps = sentence.gaps.iter().map(|(name, gap)| (name.as_ref(), in_gap(gap)));
    let gaps: Vec<(&str, Cow<'_, str>)> = gaps.collect();
    let gaps: Vec<(&str, &dyn Display)> =
        gaps.iter().map(|(name, text)| (*name, text as &dyn Display)).collect();
    filled(words, &gaps)
}

fn in_gap(gap: &Gap) -> Cow<'_, str> {
    match gap {
        Gap::Typed(text) => text.into(),
        Gap::Word(english) => word(english).into(),
        Gap::Said(sentence) => said(sentence).into(),
        Gap::Noted(text) => noted(text).into(),
    }
}
