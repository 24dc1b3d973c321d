//! The verbs: one file each, each one change.

pub mod action;
pub mod add_entry;
pub mod attach;
pub mod capture;
pub mod deliver;
pub mod edit_entry;
pub mod follow_source;
pub mod hear;
pub mod keep_file;
pub mod milestones_of;
pub mod open;
pub mod remove_entry;
pub mod resolve;
pub mod retell;
pub mod roster;
pub mod run_due;
pub mod set_status;
pub mod set_tier;
