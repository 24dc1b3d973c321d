//! On-call schedules: made, changed, handed over, removed.

pub mod accept_cover;
pub mod ask_cover;
pub mod create;
pub mod edit;
pub mod hand_over;
pub mod override_shift;
pub mod remove;
mod watch;
