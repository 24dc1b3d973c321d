//! What fuzzing feeds anything to. The stories replay its corpora through the same entries.

pub mod entries;
