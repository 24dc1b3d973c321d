//! Words in, words out: what each command, button, menu and form is called, what it asks of `incidents`, and every
//! sentence and card people read. Does no I/O of its own, and knows no Discord.
//!
//! A new command is one file here and one line in [`COMMANDS`].

mod action;
mod answer;
mod asked;
pub mod cards;
mod document;
pub mod handles;
mod incident_open;
mod incident_resolve;
mod incident_show;
mod incident_status;
pub mod limits;
mod menus;
pub mod parcels;
mod permissions;
pub mod reply;
pub mod request;
mod suggest;
pub mod table;
mod timeline;
mod times;
pub mod words;

pub use answer::{Answer, answer, apology, reference};
pub use asked::Asked;

/// Every slash command.
pub static COMMANDS: &[&table::Command] = &[
    &incident_open::COMMAND,
    &incident_status::COMMAND,
    &incident_resolve::COMMAND,
    &incident_show::COMMAND,
    &timeline::add::COMMAND,
    &timeline::edit::COMMAND,
    &timeline::remove::COMMAND,
    &timeline::list::COMMAND,
    &action::add::COMMAND,
    &action::list::COMMAND,
    &action::mine::COMMAND,
    &action::edit::COMMAND,
    &action::done::COMMAND,
    &action::snooze::COMMAND,
    &action::drop::COMMAND,
    &action::reopen::COMMAND,
];

/// Every command in the menu of a message.
pub static MENUS: &[&table::Menu] =
    &[&action::create::MENU, &menus::add_to_timeline::MENU, &menus::open_incident::MENU];
