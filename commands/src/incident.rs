//! `/incident`: everything that moves an incident on, and the buttons of its card.

pub mod cancel;
pub mod confirm;
pub mod list;
pub mod merge;
pub mod note;
pub mod open;
pub mod reopen;
pub mod resolve;
pub mod role;
pub mod search;
pub mod set;
pub mod severity;
pub mod show;
pub mod snippet;
pub mod status;
pub mod take_lead;
pub mod update;
