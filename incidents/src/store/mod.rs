//! All SQL: one file per table, a statement per function. Two engines understand it alike.

pub mod actions;
pub mod answers;
pub mod attachments;
pub mod attempts;
pub mod audit;
pub mod channels;
pub mod connection;
pub mod contacts;
pub mod copy;
pub mod covers;
pub mod entries;
pub mod explained;
pub mod guilds;
pub mod identifies;
pub mod incidents;
pub mod maintenances;
pub mod migrations;
pub mod numbers;
pub mod occurrences;
mod opening;
pub mod outbox;
pub mod pages;
pub mod places;
pub mod policies;
pub mod postgres;
pub mod quotes;
pub mod reminders;
pub mod roles;
pub mod schedules;
pub mod search;
pub mod soundness;
pub mod sqlite;
pub mod timers;
pub mod value;

pub use connection::Connection;
pub(crate) use opening::connect;
