//! The rules: pure functions of data and `now`. No async, no SQL, no Discord.

pub mod calendar;
pub mod entry;
pub mod metrics;
pub mod milestones;
pub mod moment;
pub mod rota;
pub mod span;
pub mod who;
pub mod zone;
