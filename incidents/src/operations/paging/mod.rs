//! Paging: each verb loads a page, tells it what happened, and carries out what comes of that, all in one change.
//!
//! Whoever holds a page holds its incident first, so that two changes at once wait for each other in one order only.

pub mod acknowledge;
pub mod activity;
pub mod answer;
mod call;
mod carry_out;
pub mod decline;
pub mod drill;
pub mod end;
pub mod escalate;
pub mod gone;
pub mod hand_over;
mod hold;
pub mod maintenance;
mod practice;
pub mod reassign;
pub mod regrade;
pub mod reopen;
pub mod send;
pub mod settle;
pub mod snooze;
pub mod step;
pub mod stop;
pub mod try_out;

pub use hold::answerer;
