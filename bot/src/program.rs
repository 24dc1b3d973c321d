//! What each subcommand does, and with which exit code it ends.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use incidents::{Clock, Ledger, Place};
use secrecy::ExposeSecret as _;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{error, info};

use crate::bot::Bot;
use crate::cli::{Cli, Command, Ending};
use crate::config::{Config, Database};
use crate::discord::Discord;
use crate::web::{Parts, Web};
use crate::{demo, logging};

/// Runs the program as asked.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    drop(rustls::crypto::ring::default_provider().install_default());
    let config = match Config::read(&cli.flags.layers()) {
        Ok(config) => config,
        Err(mistakes) => return ended(&mistakes, Ending::Misused),
    };
    logging::start(&config.log);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(why) => return ended(&why, Ending::Failed),
    };
    let outcome = match &cli.command {
        Command::Run => match config.token() {
            Ok(token) => runtime.block_on(serve(&config, token.clone())),
            Err(why) => return ended(&why, Ending::Misused),
        },
        Command::Demo => runtime.block_on(demo::run(cli.flags.data.as_deref(), config.listen)),
        Command::Migrate => runtime.block_on(migrate(&config)),
    };
    match outcome {
        Ok(()) => Ending::Done.into(),
        Err(why) => ended(&format!("{why:#}"), Ending::Failed),
    }
}

#[expect(clippy::print_stderr, reason = "the last words of a program go to its terminal, whatever is logged")]
fn ended(why: &dyn std::fmt::Display, ending: Ending) -> ExitCode {
    eprintln!("sitrep: {why}");
    ending.into()
}

/// Where the facts lie, by configuration.
#[must_use]
pub fn place(config: &Config) -> Place {
    match &config.database {
        Database::Sqlite(path) => Place::Sqlite(path.clone()),
        Database::Postgres(url) => Place::Postgres(url.expose_secret().to_owned()),
    }
}

async fn migrate(config: &Config) -> Result<()> {
    Ledger::open(place(config), Clock::system()).await?;
    info!("the database is up to date");
    Ok(())
}

async fn serve(config: &Config, token: secrecy::SecretString) -> Result<()> {
    let place = place(config);
    let (_lock, worker) = match &place {
        Place::Sqlite(path) => (Some(only_one(path)?), "only".to_owned()),
        Place::Postgres(_) => (None, worker()),
    };
    let clock = Clock::system();
    let ledger = Ledger::open(place, clock.clone()).await?;
    let ledger = ledger.keeping_files_in(&config.data.join("attachments"));
    let discord = Discord::new(config.discord.url.clone(), token, clock)?;
    let mut bot = Bot::start(&ledger, &discord, config.discord.reads_messages, &worker);
    let web = serve_web(config, &ledger, &bot).await;
    let ended = tokio::select! {
        ended = bot.ended() => Some(ended),
        signal = told_to_stop() => signal.err(),
    };
    tokio::join!(bot.stop(), async {
        if let Some(web) = web {
            web.stop().await;
        }
    });
    ended.map_or(Ok(()), Err)
}

/// Serves where it is configured to. Without it people can still work, so a taken port does not end the program.
async fn serve_web(config: &Config, ledger: &Ledger, bot: &Bot) -> Option<Web> {
    let listen = config.listen?;
    let parts = Parts { ledger: ledger.clone(), hearing: bot.hearing(), metrics: bot.metrics() };
    match Web::start(listen, parts).await {
        Ok(web) => Some(web),
        Err(why) => {
            error!(
                "{listen} cannot be listened at, so no alerts come in and health is not shown; set SITREP_LISTEN to a \
                 free address, or to off: {why}"
            );
            None
        }
    }
}

/// What this process is known by among several on one Postgres.
fn worker() -> String {
    let host = std::env::var("HOSTNAME").unwrap_or_default();
    format!("{host}-{}", std::process::id())
}

/// Waits for the system or a person at the terminal to ask for an end.
pub(crate) async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for signals")?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot listen for signals"),
        _ = terminate.recv() => Ok(()),
    }
}

/// Makes sure that no other process runs on the same SQLite file, for as long as the file that this gives back lives.
fn only_one(database: &Path) -> Result<File> {
    let path = database.with_extension("lock");
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!(
            "another Sitrep already runs on {}. Stop it first, or give this one a database of its own",
            database.display()
        ),
        Err(TryLockError::Error(why)) => Err(why).with_context(|| format!("cannot lock {}", path.display())),
    }
}
