//! Words in, words out: what each command, button, menu and form is called, what it asks of `incidents`, and every
//! sentence and card people read. Does no I/O of its own, and knows no Discord.
//!
//! A new command is one file here and one line in [`COMMANDS`].

#[macro_use]
mod say;

mod action;
mod alerts;
mod answer;
pub mod api;
mod asked;
mod called;
pub mod cards;
mod contact;
mod dates;
pub mod dead_end;
pub mod direct;
mod doctor;
mod document;
pub mod handles;
mod heartbeat;
mod help;
mod incident;
pub mod limits;
mod manual;
mod menus;
mod oncall;
mod page;
mod paged;
pub mod pages;
pub mod parcels;
mod people;
mod permissions;
pub mod plain;
mod policy;
mod postmortem;
pub mod reply;
mod report;
pub mod request;
mod schedule;
mod settings;
mod setup;
pub mod status_page;
mod suggest;
pub mod table;
mod timeline;
mod times;
pub mod todo;
mod token;
pub mod tongues;
pub mod topics;
pub mod words;

pub use answer::{Answer, Outcome, answer, apology, reference, refused, still_working, too_late_for_a_form};
pub use asked::Asked;
pub use called::{Called, called};
pub use manual::manual;
pub use page::{answering, outside};
pub use schedule::calendar;

/// Every slash command.
pub static COMMANDS: &[&table::Command] = &[
    &incident::open::COMMAND,
    &incident::status::COMMAND,
    &incident::severity::COMMAND,
    &incident::update::COMMAND,
    &incident::role::COMMAND,
    &incident::set::COMMAND,
    &incident::resolve::COMMAND,
    &incident::reopen::COMMAND,
    &incident::cancel::COMMAND,
    &incident::merge::COMMAND,
    &incident::show::COMMAND,
    &incident::list::COMMAND,
    &incident::search::COMMAND,
    &timeline::add::COMMAND,
    &timeline::edit::COMMAND,
    &timeline::remove::COMMAND,
    &timeline::redact::COMMAND,
    &timeline::list::COMMAND,
    &action::add::COMMAND,
    &action::list::COMMAND,
    &action::mine::COMMAND,
    &action::edit::COMMAND,
    &action::done::COMMAND,
    &action::snooze::COMMAND,
    &action::drop::COMMAND,
    &action::reopen::COMMAND,
    &action::link::COMMAND,
    &action::unlink::COMMAND,
    &postmortem::show::COMMAND,
    &postmortem::edit::COMMAND,
    &postmortem::check::COMMAND,
    &postmortem::export::COMMAND,
    &postmortem::publish::COMMAND,
    &postmortem::review::COMMAND,
    &postmortem::template::COMMAND,
    &setup::COMMAND,
    &settings::show::COMMAND,
    &settings::set::COMMAND,
    &help::COMMAND,
    &doctor::COMMAND,
    &page::send::COMMAND,
    &page::ack::COMMAND,
    &page::escalate::COMMAND,
    &page::stop::COMMAND,
    &page::status::COMMAND,
    &page::snooze::COMMAND,
    &page::reassign::COMMAND,
    &page::drill::COMMAND,
    &page::maintenance::COMMAND,
    &page::test::COMMAND,
    &contact::add::COMMAND,
    &contact::edit::COMMAND,
    &contact::remove::COMMAND,
    &contact::list::COMMAND,
    &policy::create::COMMAND,
    &policy::step::COMMAND,
    &policy::unstep::COMMAND,
    &policy::move_step::COMMAND,
    &policy::edit::COMMAND,
    &policy::show::COMMAND,
    &policy::list::COMMAND,
    &policy::remove::COMMAND,
    &schedule::create::COMMAND,
    &schedule::edit::COMMAND,
    &schedule::override_shift::COMMAND,
    &schedule::unoverride::COMMAND,
    &schedule::import::COMMAND,
    &schedule::feed::COMMAND,
    &schedule::layer::COMMAND,
    &schedule::unlayer::COMMAND,
    &schedule::restrict::COMMAND,
    &schedule::role::COMMAND,
    &schedule::show::COMMAND,
    &schedule::list::COMMAND,
    &schedule::remove::COMMAND,
    &oncall::now::COMMAND,
    &oncall::next::COMMAND,
    &oncall::week::COMMAND,
    &oncall::cover::COMMAND,
    &alerts::add::COMMAND,
    &alerts::list::COMMAND,
    &alerts::show::COMMAND,
    &alerts::edit::COMMAND,
    &alerts::rotate::COMMAND,
    &alerts::remove::COMMAND,
    &report::summary::COMMAND,
    &report::trends::COMMAND,
    &heartbeat::add::COMMAND,
    &heartbeat::list::COMMAND,
    &heartbeat::rotate::COMMAND,
    &heartbeat::remove::COMMAND,
    &token::add::COMMAND,
    &token::list::COMMAND,
    &token::revoke::COMMAND,
];

/// Every command in the menu of a message.
pub static MENUS: &[&table::Menu] =
    &[&action::create::MENU, &menus::add_to_timeline::MENU, &menus::open_incident::MENU];
