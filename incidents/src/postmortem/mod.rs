//! The postmortem: facts in, documents out. The same facts always give the same bytes; only [`facts_of`] asks the store.

mod address;
mod base64;
mod beside;
mod calls_of;
mod changes;
pub mod chart;
pub mod document;
pub mod escape;
pub mod facts;
mod facts_of;
mod fonts;
mod html;
pub mod import;
mod json;
pub mod lint;
mod markdown;
mod measures_of;
mod pdf;
pub mod stamp;
mod telling;
pub mod templates;

pub use beside::{Beside, More};
pub(crate) use changes::in_short;
pub use changes::what_changed;
pub use escape::Sink;
pub use facts::Facts;
pub use facts_of::{facts_of, facts_without_files, with_files};
pub use html::{article, escaped, html, linked};
pub use json::{SCHEMA, Unreadable, json, read_json};
pub use markdown::markdown;
use pdf::in_letters;
pub use pdf::{Typeface, Unprinted, pdf};

#[cfg(test)]
mod samples;
