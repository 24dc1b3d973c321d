//! The programs that are measured.

use std::path::Path;
use std::process::Command;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contender {
    /// Serenity that answers and stores nothing.
    Bare,
    /// Serenity that commits and then answers.
    Reference,
    /// The same, with sqlx as its driver.
    Sqlx,
    /// discord.js that answers and stores nothing.
    DiscordJs,
    /// Our program, as people run it.
    Sitrep,
}

impl Contender {
    /// All of them, in the order of the first round.
    pub const ALL: [Self; 5] = [Self::Bare, Self::Reference, Self::Sqlx, Self::DiscordJs, Self::Sitrep];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Reference => "reference",
            Self::Sqlx => "reference-sqlx",
            Self::DiscordJs => "discord.js",
            Self::Sitrep => "sitrep",
        }
    }

    /// Those that lie in this folder, ready to be started: what is no part of this workspace only where it was fetched and built.
    #[must_use]
    pub fn within(folder: &Path) -> Vec<Self> {
        let is_there = |one: &Self| match one {
            Self::DiscordJs => folder.join("discordjs/node_modules").exists(),
            Self::Sqlx => folder.join(one.name()).exists(),
            Self::Bare | Self::Reference | Self::Sitrep => true,
        };
        Self::ALL.into_iter().filter(is_there).collect()
    }

    /// How it is started, of those in this folder.
    #[must_use]
    pub fn command(self, folder: &Path) -> Command {
        match self {
            Self::Bare | Self::Reference | Self::Sqlx => Command::new(folder.join(self.name())),
            Self::DiscordJs => {
                let mut command = Command::new("node");
                command.arg(folder.join("discordjs/bot.mjs"));
                command
            }
            Self::Sitrep => {
                let mut command = Command::new(folder.join("sitrep"));
                command.arg("run");
                command
            }
        }
    }
}
