//! What each route does to the store.

pub(crate) mod applications;
pub(crate) mod channels;
pub(crate) mod commands;
pub(crate) mod components;
pub(crate) mod compose;
pub(crate) mod guilds;
pub(crate) mod interactions;
pub(crate) mod members;
pub(crate) mod messages;
pub(crate) mod overwrites;
pub(crate) mod pings;
pub(crate) mod pins;
pub(crate) mod reactions;
pub(crate) mod scheduled_events;
pub(crate) mod threads;
pub(crate) mod users;
pub(crate) mod webhooks;
