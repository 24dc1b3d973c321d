//! A small world with databases, a pretend Discord, the bot, and people.

pub mod database;
pub mod desk;
