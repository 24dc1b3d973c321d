//! What people read, as its parts: the sentence that stands in the code, and what fills its gaps. Whoever speaks another language
//! puts the sentence into it and fills the same gaps.

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Deserialize, Serialize};
pub use wording::Worded;

/// A sentence and what fills its gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Sentence {
    /// The sentence with its gaps, as it stands in the code.
    pub english: Cow<'static, str>,
    /// What fills each gap, by what stands between its braces.
    pub gaps: Vec<(Cow<'static, str>, Gap)>,
}

impl Sentence {
    /// The sentence as it reads where no other language is known.
    #[must_use]
    pub fn in_english(&self) -> String {
        let gaps: Vec<_> = self.gaps.iter().map(|(name, gap)| (name.as_ref(), gap.in_english())).collect();
        let gaps: Vec<(&str, &dyn Display)> =
            gaps.iter().map(|(name, text)| (*name, text as &dyn Display)).collect();
        filled(&self.english, &gaps)
    }

    /// What was noted in English when it happened.
    #[must_use]
    pub fn noted(text: String) -> Self {
        Self { english: "{0}".into(), gaps: vec![("0".into(), Gap::Noted(text))] }
    }
}

/// Words of others, which are the same in every language.
impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Self { english: "{0}".into(), gaps: vec![("0".into(), Gap::Typed(text))] }
    }
}

/// Words that only a shell shows, where English is spoken.
impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// How a sentence may have been kept: before other languages were spoken, as its English alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    English(String),
    Parts { english: String, gaps: Vec<(Cow<'static, str>, Gap)> },
}

impl From<Kept> for Sentence {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::English(text) => text.into(),
            Kept::Parts { english, gaps } => Self { english: english.into(), gaps },
        }
    }
}

/// What fills a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// What somebody typed, or a number: the same in every language.
    Typed(String),
    /// A word of ours.
    Word(Cow<'static, str>),
    /// A sentence of ours.
    Said(Sentence),
    /// What was noted in English, and may be a sentence of ours.
    Noted(String),
}

impl Gap {
    /// A word of ours.
    #[must_use]
    pub const fn word(english: &'static str) -> Self {
        Self::Word(Cow::Borrowed(english))
    }

    fn in_english(&self) -> String {
        match self {
            Self::Typed(text) | Self::Noted(text) => text.clone(),
            Self::Word(word) => word.to_string(),
            Self::Said(sentence) => sentence.in_english(),
        }
    }
}

impl<T: Display> From<T> for Gap {
    fn from(typed: T) -> Self {
        Self::Typed(typed.to_string())
    }
}

impl From<Sentence> for Gap {
    fn from(sentence: Sentence) -> Self {
        Self::Said(sentence)
    }
}

/// Something that is said in one of a few sentences.
pub trait Worded {
    /// What it says now.
    fn sentence(&self) -> Sentence;

    /// Adds every sentence it can say.
    fn list(known: &mut Vec<&'static str>);
}

/// A sentence with what fills its gaps, given as with `format!`: `name = value`, or `name` alone. A gap that is not given, or given
/// and not there, does not compile.
#[macro_export]
macro_rules! sentence {
    ($english:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const _: fn() = || {
            let _ = ::std::format_args!($english $(, $name = "")*);
        };
        $crate::worded::Sentence {
            english: ::std::borrow::Cow::Borrowed($english),
            gaps: ::std::vec![
                $((
                    ::std::borrow::Cow::Borrowed(::std::stringify!($name)),
                    $crate::worded::Gap::from($crate::sentence!(@gap $name $(, $value)?)),
                )),*
            ],
        }
    }};
    (@gap $name:ident) => { $name };
    (@gap $name:ident, $value:expr) => { $value };
}

/// A sentence of ours that is noted in English, as the record of what happened, with what fills its gaps. Who looks at it later may be
/// told in another language: it is known again by its words.
#[macro_export]
macro_rules! noted {
    ($english:literal $(,)?) => { $english };
    ($english:literal $(, $name:ident $(= $value:expr)?)+ $(,)?) => {
        ::std::format!($english $(, $name = $crate::sentence!(@gap $name $(, $value)?))+)
    };
}

/// Fills the gaps of a sentence: `{name}` becomes what is given for `name`, `{{` a brace.
#[must_use]
pub fn filled(sentence: &str, gaps: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 16 * gaps.len());
    let mut rest = sentence;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let (brace, after) = rest[at..].split_at(1);
        if let Some(after) = after.strip_prefix(brace) {
            text.push_str(brace);
            rest = after;
            continue;
        }
        let gap = after.split_once('}').filter(|_| brace == "{");
        match gap.and_then(|(name, after)| Some((gaps.iter().find(|(known, _)| *known == name)?, after))) {
            Some(((_, value), after)) => {
                text.push_str(&value.to_string());
                rest = after;
            }
            None => {
                text.push_str(brace);
                rest = after;
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_by_name_and_never_twice() {
        let typed = "{who} \u{7b}\u{7b}";
        let gaps: [(&str, &dyn Display); 2] = [("who", &"ana"), ("what", &typed)];
        for (sentence, text) in [
            ("{what} von {who}", "{who} {{ von ana"),
            ("{{who}} {who}", "{who} ana"),
            ("{unknown} {", "{unknown} {"),
            ("}} {who}}", "} ana}"),
        ] {
            assert_eq!(filled(sentence, &gaps), text, "{sentence:?}");
        }
    }

    #[test]
    fn a_sentence_is_kept_with_its_parts_and_one_of_before_as_its_words() {
        let inner = sentence!("from {day}", day = "Sun {typed}");
        let whole = sentence!("{what} is held {when}", what = Gap::word("all paging"), when = inner);
        assert_eq!(whole.in_english(), "all paging is held from Sun {typed}");
        let kept = serde_json::to_string(&whole).unwrap();
        assert_eq!(serde_json::from_str::<Sentence>(&kept).unwrap(), whole);
        let of_before: Sentence = serde_json::from_str("\"Sitrep may not {do} that\"").unwrap();
        assert_eq!(of_before.in_english(), "Sitrep may not {do} that");
    }
}
