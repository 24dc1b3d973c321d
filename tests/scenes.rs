//! Whole incidents typed in as a team lived through them, and the documents that come of it.

mod remembered;
mod replayed;
