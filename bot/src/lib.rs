//! The program.
//!
//! `cli`, `config` and `logging` are how it is started. `gateway` hears Discord and `discord` speaks to it; between them
//! and the ledger, `ears` answers requests, `courier` delivers what the outbox holds, and `ticker` runs what is due. `web` is
//! what the bot serves by itself, and `metrics` what it counts.

pub mod activity;
pub mod auditor;
pub mod backups;
pub mod body;
pub mod bot;
pub mod cli;
pub mod config;
mod courier;
pub mod definitions;
mod demo;
pub mod discord;
mod doctor;
mod ears;
pub mod gateway;
mod health;
pub mod invite;
mod leader;
pub mod links;
pub mod logging;
pub mod metrics;
pub mod outside;
pub mod program;
mod progress;
pub mod publish;
pub mod reading;
pub mod shell;
pub mod storage;
mod ticker;
pub mod trackers;
mod twiml;
pub mod ways;
pub mod web;
