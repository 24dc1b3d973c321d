//! What moves an incident on: severity, updates, roles, facts, the ways to end it and to take it up again.

mod card;
mod crowded;
mod doctor;
mod facts;
mod finding;
mod hostile;
mod lifecycle;
mod private;
mod refusals;
mod settings;
mod updates;
