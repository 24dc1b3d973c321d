//! The verbs: one file each, each one change.

pub mod add_entry;
pub mod deliver;
pub mod hear;
pub mod milestones_of;
pub mod open;
pub mod resolve;
pub mod roster;
pub mod run_due;
pub mod set_status;
