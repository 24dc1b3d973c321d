//! The stories, one file each.

mod architecture;
mod ledger;
mod migrations;
mod roster;
mod scenes;
