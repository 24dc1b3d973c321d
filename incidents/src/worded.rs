//! What people read, as its parts: the sentence that stands in the code, and what fills its gaps. Whoever speaks another language
//! puts the sentence into it and fills the same gaps.

pub use wording::Worded;

/// A sentence and what fills its gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence with its gaps, as it stands in the code.
    pub english: &'static str,
    /// What fills each gap, by what stands between its braces.
    pub gaps: Vec<(&'static str, Gap)>,
}

/// What fills a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// What somebody typed, or a number: the same in every language.
    Typed(String),
    /// A word of ours.
    Word(&'static str),
}

/// Something that is said in one of a few sentences.
pub trait Worded {
    /// What it says now.
    fn sentence(&self) -> Sentence;

    /// Adds every sentence it can say.
    fn list(known: &mut Vec<&'static str>);
}
