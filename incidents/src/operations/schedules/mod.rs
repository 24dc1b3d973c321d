//! On-call schedules: made, changed, handed over, removed.

pub mod accept_cover;
pub mod ask_cover;
pub mod create;
pub mod edit;
pub mod feed;
pub mod follow;
pub mod hand_over;
mod hold;
pub mod import;
pub mod layers;
pub mod override_shift;
pub mod remove;
pub mod take_back;
mod watch;
