//! What is true about incidents: the rules, the ledger that keeps them, and all SQL. Knows no Discord and no HTTP.
//!
//! A [`Ledger`] takes work as a [`Change`] (one transaction, one `now`, one actor) or reads through a [`View`].
//! `model` holds the rules as pure functions, `operations` the verbs that change things, `store` the statements.

pub mod backup;
pub mod chance;
pub mod change;
pub mod checkup;
pub mod clock;
pub mod error;
pub mod files;
pub mod ids;
pub mod lead;
pub mod ledger;
pub mod model;
pub mod operations;
pub mod postmortem;
mod refusal;
pub mod report;
pub mod store;
pub mod worded;

pub use change::{Actor, Change, View, Who};
pub use clock::Clock;
pub use error::{
    AlertRefusal, Error, Fault, HeartbeatRefusal, PostmortemRefusal, Refusal, Result, RosterRefusal,
};
pub use files::Files;
pub use ledger::{Ledger, Place};
