//! `/page`: calling people until somebody answers, and everything that is said about it.

pub mod ack;
pub mod button;
mod calls;
pub mod cannot;
pub mod escalate;
mod found;
mod next;
pub mod parcels;
mod said;
pub mod send;
pub mod status;
pub mod stop;
pub mod test;
mod whom;

pub use found::home;
pub use whom::suggest as suggest_whom;
