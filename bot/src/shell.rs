//! The shell: what can be done with the ledger when chat is down. Past documents in, documents out, and every command
//! of the table, beside a running bot or without one.

mod complete;
mod export;
mod guild;
mod import;
mod said;
mod spoken;

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Result;
use clap::Subcommand;
use incidents::{Actor, Clock, Ledger, Who};

use crate::config::Config;
use crate::program::{address, place};

pub use complete::manual;
pub use spoken::Spoken;

/// What can be done from a shell.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Take past postmortems into the ledger: Markdown, plain text, or our own JSON.
    Import(import::Given),
    /// Write postmortems to files, from the database alone.
    Export(export::Given),
    /// Print what makes a shell complete our words: source the output, or put it where your shell looks for it.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page; `sitrep man | man -l -` shows it.
    Man,
    /// Everything that can be asked in chat.
    #[command(flatten)]
    Spoken(Spoken),
}

/// What was asked for makes no sense as it was put; nothing was tried.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misused(pub String);

/// Does what was asked for.
pub async fn run(config: &Config, verb: &Verb) -> Result<()> {
    match verb {
        Verb::Completions { shell } => complete::completions(*shell),
        Verb::Man => print(&manual()?),
        Verb::Import(given) => import::run(&open(config).await?, given).await,
        Verb::Export(given) => export::run(&open(config).await?, given).await,
        Verb::Spoken(spoken) => said::run(&open(config).await?, spoken).await,
    }
}

/// Opens the ledger beside whoever else has it open.
async fn open(config: &Config) -> Result<Ledger> {
    let ledger = Ledger::open(place(config), Clock::system()).await?;
    let ledger = ledger.keeping_files_in(&config.data.join("attachments")).reached_at(&address(config));
    Ok(ledger.printed_with(&config.fonts))
}

/// The name of whoever sits at the shell, as the machine knows it.
fn user() -> String {
    let named = ["SUDO_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    named.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "shell".to_owned())
}

fn actor(guild: incidents::ids::GuildId) -> Actor {
    Actor { guild, who: Who::Shell(user()) }
}

/// Writes to the terminal, or wherever its output goes. A reader that has gone away wants no more.
fn print(text: &str) -> Result<()> {
    write_to(&mut io::stdout().lock(), text.as_bytes())
}

fn write_to(out: &mut impl io::Write, bytes: &[u8]) -> Result<()> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => Ok(outcome?),
    }
}

/// Writes a file whole or not at all: under another name first.
fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    use anyhow::Context as _;
    let unfinished = path.with_added_extension("part");
    let written = std::fs::File::create(&unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&unfinished, path)
    });
    written.with_context(|| format!("cannot write {}", path.display()))
}
