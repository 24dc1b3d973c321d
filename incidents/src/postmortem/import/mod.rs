//! Past postmortems, read back into facts: our own JSON without loss, Markdown and plain text as far as they can be
//! understood. What is not understood stays as text under its own heading, and whatever had to be assumed is noted.

mod calendar;
mod draft;
mod fit;
mod inline;
mod kind;
mod measures;
mod mention;
mod parts;
mod summary;
mod timeline;
mod topic;

use chrono::{DateTime, NaiveDate, Utc};

use super::facts::Facts;
use super::json::{self, read_json};
use crate::model::moment::Order;
use crate::model::zone::Zone;

/// The most bytes of a document in words.
const LARGEST_TEXT: usize = 4 << 20;
/// The most bytes of a document in JSON, which carries its pictures.
const LARGEST_JSON: usize = 48 << 20;

/// What is known about a document beside its words.
#[derive(Debug, Clone)]
pub struct Hints {
    /// The name of its file, which stands in for a title that is missing.
    pub name: String,
    /// The day it is about, for a document that does not say.
    pub date: Option<NaiveDate>,
    /// The zone of times that name none.
    pub zone: Zone,
    /// How numeric dates are read.
    pub order: Order,
    /// The instant of reading.
    pub now: DateTime<Utc>,
}

/// A past incident as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// What the document says. The label of its severity is empty where it names none.
    pub facts: Facts,
    /// What was assumed, and what was kept as text only.
    pub notes: Vec<String>,
}

/// Why a document cannot be imported, and what would help.
#[derive(Debug, thiserror::Error)]
pub enum Unimportable {
    /// It is too large.
    #[error("it is larger than {0} MiB, which no postmortem is")]
    TooLarge(usize),
    /// It is not text.
    #[error("it is not text in UTF-8; save it as Markdown, plain text or JSON first")]
    NotText,
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// It is JSON, but not ours.
    #[error("{0}")]
    Json(#[from] json::Unreadable),
    /// It does not say when it happened.
    #[error("it does not say on which day it happened; give it with --date YYYY-MM-DD")]
    NoDay,
    /// It names days without their year.
    #[error("it names the day \"{0}\" without a year; give the whole date with --date YYYY-MM-DD")]
    NoYear(String),
    /// It is longer than anything that happened.
    #[error("it has more than {0} {1}")]
    TooMany(usize, &'static str),
}

/// Reads a document, whatever it is written in.
///
/// # Errors
/// Says why it is no postmortem, or what is missing to place it in time.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Past, Unimportable> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let is_json = bytes.trim_ascii_start().starts_with(b"{");
    let most = if is_json { LARGEST_JSON } else { LARGEST_TEXT };
    if bytes.len() > most {
        return Err(Unimportable::TooLarge(most >> 20));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unimportable::NotText)?;
    if text.contains('\0') {
        return Err(Unimportable::NotText);
    }
    if text.trim().is_empty() {
        return Err(Unimportable::Empty);
    }
    let past =
        if is_json { Past { facts: read_json(text)?, notes: Vec::new() } } else { draft::read(text, hints)? };
    fit::fit(past)
}

#[cfg(test)]
mod tests;
