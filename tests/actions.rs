//! Corrective actions from being written down to being done, and every message that people get about them.

mod calendar;
mod digest;
mod living;
mod mirrors;
mod owners;
mod passing;
mod quarter;
mod reminders;
mod typing;
