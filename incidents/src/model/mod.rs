//! The rules: pure functions of data and `now`. No async, no SQL, no Discord.

pub mod access;
pub mod action;
pub mod attachment;
pub mod cadence;
pub mod calendar;
pub mod contact;
pub mod cover;
pub mod entry;
pub mod escalation;
pub mod event;
pub mod fact;
pub mod incident;
pub mod metrics;
pub mod milestones;
pub mod moment;
pub mod named;
pub mod notice;
pub mod query;
pub mod recurrence;
pub mod rota;
pub mod setting;
pub mod settings;
pub mod span;
pub mod timer;
pub mod who;
pub mod zone;
