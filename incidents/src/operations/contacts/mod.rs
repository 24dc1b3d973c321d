//! Who can be paged, and how: added, changed, removed.

pub mod add;
pub mod edit;
mod one_name;
pub mod remove;
