//! The menu of a message: what it says is put on a timeline, or opens an incident.

pub mod add_to_timeline;
pub mod open_incident;
mod quote;
