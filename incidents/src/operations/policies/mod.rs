//! Escalation policies: made, extended level by level, removed.

pub mod add_step;
pub mod create;
pub mod edit;
mod hold;
pub mod remove;
pub mod take_step;
