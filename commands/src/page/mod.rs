//! `/page`: calling people until somebody answers, and everything that is said about it.

pub mod ack;
pub mod answering;
pub mod button;
mod calls;
pub mod cannot;
pub mod drill;
pub mod escalate;
mod found;
mod letter;
pub mod maintenance;
mod next;
pub mod outside;
pub mod parcels;
pub mod reassign;
mod said;
pub mod send;
pub mod snooze;
pub mod status;
pub mod stop;
pub mod test;
mod whom;

pub use found::home;
pub use next::to;
pub use whom::suggest as suggest_whom;
