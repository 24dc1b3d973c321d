//! The rules: pure functions of data and `now`. No async, no SQL, no Discord.

pub mod entry;
pub mod metrics;
pub mod milestones;
