//! Alerts: their sources, and what is made of what they send, each delivery in one change.

pub mod add;
pub mod edit;
mod fire;
pub(crate) mod forget;
pub mod held;
mod page;
mod recover;
pub mod remove;
pub mod rotate;
mod standing;
pub mod take_in;
pub mod tell;
pub mod unanswered;
