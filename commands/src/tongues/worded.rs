//! What people read of `incidents`, in their own language. There it is said in English, and no other language is known: here the
//! sentence is put into the one that is spoken, and its gaps are filled again.

use std::fmt::Display;

use incidents::worded::{Gap, Worded};

use super::{filled, translated, word};

/// What something says, in the language that is spoken now; in English where that has no sentence for it.
#[must_use]
pub fn worded(what: &(impl Worded + Display)) -> String {
    let sentence = what.sentence();
    let Some(translated) = translated(sentence.english) else { return what.to_string() };
    let gaps = sentence.gaps.iter().map(|(name, gap)| match gap {
        Gap::Typed(text) => (*name, text.as_str()),
        Gap::Word(english) => (*name, word(english)),
    });
    let gaps: Vec<(&str, &str)> = gaps.collect();
    let gaps: Vec<(&str, &dyn Display)> =
        gaps.iter().map(|(name, text)| (*name, text as &dyn Display)).collect();
    filled(translated, &gaps)
}
