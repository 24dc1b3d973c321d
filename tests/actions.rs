//! Corrective actions from being written down to being done, and every message that people get about them.

mod calendar;
mod digest;
mod living;
mod quarter;
mod reminders;
mod typing;
