//! The program.
//!
//! `cli`, `config` and `logging` are how it is started; `gateway` hears Discord and `discord` speaks to it.

pub mod cli;
pub mod config;
pub mod discord;
pub mod gateway;
pub mod logging;
