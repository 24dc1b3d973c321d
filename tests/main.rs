//! The stories, one file each.

mod actions;
mod architecture;
mod capture;
mod ledger;
mod migrations;
mod roster;
mod scenes;
mod timeline;
