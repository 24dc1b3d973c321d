//! Who is on call at an instant. One resolver answers paging, `/oncall` and announcements.
//!
//! A [`Schedule`] is layers of [`Rotation`]s under overrides. Of the layers that are active at an instant the last one
//! wins, so that a schedule without overrides names one person at most. Overrides then add to, remove from or replace
//! that answer, in the order they were made. Every interval is closed at its start and open at its end.

mod edit;
mod handoff;
pub mod ical;
mod layer;
mod length;
mod on_call;
mod overrides;
mod rename;
mod restriction;
mod rotation;
mod schedule;
mod shift;
mod typed;
mod wall;
mod window;

pub use edit::{Edit, EditRefused};
pub use handoff::Handoff;
pub use layer::Layer;
pub use length::Length;
pub use on_call::{Because, OnCall};
pub use overrides::{Change, Override, OverrideId, OverrideRefused};
pub use restriction::Restriction;
pub use rotation::{HandoffTime, Rotation, RotationRefused};
pub use schedule::{Follower, Schedule, Version};
pub use shift::Shift;
pub use typed::{NoHandoff, NoLength, NoPlace, place};
pub use window::NoWindow;

#[cfg(test)]
mod tests;
