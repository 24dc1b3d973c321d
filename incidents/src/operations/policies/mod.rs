//! Escalation policies: made, extended level by level, removed.

pub mod add_step;
pub mod create;
pub mod remove;
