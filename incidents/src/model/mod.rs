//! The rules: pure functions of data and `now`. No async, no SQL, no Discord.

pub mod entry;
