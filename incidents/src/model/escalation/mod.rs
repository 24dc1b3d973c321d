//! Whom to call next, when and why: a state machine over one page and the policy it was opened with.
//!
//! A [`Page`] is loaded, told what happened, and saved. Each method gives back a [`Turn`]: what to write on the record,
//! what to do, and when to come back. Time arrives through [`Page::step`], which asks [`Page::decide`] for a named
//! [`Step`] until there is none left to take.

mod acknowledge;
mod alert;
mod clock;
mod decide;
mod end;
mod escalate;
mod event;
mod fire;
mod hand_over;
mod lose;
mod page;
mod policy;
mod refused;
mod rename;
mod roster;
mod snooze;
mod state;
mod step;
mod suspend;
mod told;
mod turn;
mod weigh;

pub use acknowledge::{Answer, Answerer, Standing};
pub use alert::{AlertMeans, Known, Rise};
pub use decide::Step;
pub use end::Ending;
pub use event::{Because, Event, SkippedFor};
pub use lose::Loss;
pub use page::{Opening, Page};
pub use policy::{Answers, Level, OnActivity, Policy, PolicyRefused, Target};
pub use refused::PageRefused;
pub use roster::Roster;
pub use state::{Acked, Exhausted, Gravity, Kind, Notifying, Place, Snoozed, State, Suspension, Urgency};
pub use told::Names;
pub use turn::{Order, Rank, Tell, Turn, Withdraw};

#[cfg(test)]
mod tests;
