//! Everything under `/timeline`, and the menu of a message that adds it to one.

pub mod add;
pub mod edit;
mod entry;
pub mod lines;
pub mod list;
pub mod redact;
pub mod remove;
