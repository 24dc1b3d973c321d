//! What each subcommand does, and with which exit code it ends.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use incidents::{Clock, Ledger, Place};
use secrecy::ExposeSecret as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::auditor::Heartbeat;
use crate::backups::Backups;
use crate::bot::{Beyond, Bot};
use crate::cli::{Cli, Command, Ending};
use crate::config::{Config, Database};
use crate::discord::Discord;
use crate::leader::Leader;
use crate::links::Links;
use crate::outside::Outside;
use crate::publish::Publisher;
use crate::trackers::Trackers;
use crate::ways::Ways;
use crate::web::{Answers, Pages, Parts, Web};
use crate::{demo, doctor, links, logging, shell, storage};

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
        Command::Doctor => return runtime.block_on(doctor::run(&config)),
        Command::Verify => storage::verify(&config),
        Command::Backup { to } => storage::back_up(&config, to),
        Command::Restore { from } => storage::restore(&config, from),
        Command::Shell(verb) => runtime.block_on(shell::run(&config, verb)),
    };
    match outcome {
        Ok(()) => Ending::Done.into(),
        Err(why) if why.is::<shell::Misused>() => ended(&why, Ending::Misused),
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
    let clock = Clock::system();
    let backups = backups(config, &clock);
    let (_lock, worker) = match &place {
        Place::Sqlite(path) => (Some(storage::only_one(path)?), "only".to_owned()),
        Place::Postgres(_) => (None, worker()),
    };
    let ledger = Ledger::open(place, clock.clone()).await?;
    let ledger = ledger.keeping_files_in(&config.data.join("attachments")).reached_at(&address(config));
    let ledger = ledger.printed_with(&config.fonts);
    let discord = Discord::new(config.discord.url.clone(), token, clock)?;
    let leader = leader(config, &worker, &ledger);
    let leads = leader.as_ref().map_or_else(Leader::alone, Leader::leads);
    let how = (config.discord.privileged, worker.as_str());
    let links = links::for_program(config, &ledger).await?;
    let mut bot = Bot::among(&ledger, &discord, how, (beyond(config, links.clone()), leads));
    let web = serve_web(config, &ledger, &bot, (links, pages(config, &discord))).await;
    let inspecting = tokio::spawn(inspect(ledger.clone()));
    let stop = CancellationToken::new();
    let backing_up = tokio::spawn(run_backups(backups, stop.clone()));
    let leading = tokio::spawn(lead(leader, stop.clone()));
    let ended = tokio::select! {
        ended = bot.ended() => Some(ended),
        signal = told_to_stop() => signal.err(),
    };
    inspecting.abort();
    tokio::join!(bot.stop(), async {
        if let Some(web) = web {
            web.stop().await;
        }
    });
    stop.cancel();
    // One that is being made is left behind unfinished, under a name that says so.
    backing_up.abort();
    // Ended last and in good order, so that the next one leads at once.
    drop(leading.await);
    ended.map_or(Ok(()), Err)
}

/// A claim to lead, where others may run on the same server.
fn leader(config: &Config, worker: &str, ledger: &Ledger) -> Option<Leader> {
    let Database::Postgres(url) = &config.database else { return None };
    Some(Leader::new(url.expose_secret().to_owned(), worker.to_owned(), ledger.clone()))
}

async fn lead(leader: Option<Leader>, stop: CancellationToken) {
    if let Some(leader) = leader {
        leader.run(stop).await;
    }
}

/// Backups by the calendar, where the database is a file and the operator wants them.
fn backups(config: &Config, clock: &Clock) -> Option<Backups> {
    let Database::Sqlite(path) = &config.database else { return None };
    config.backup.at.as_ref()?;
    Some(Backups::new(path, storage::files(config), &config.data, config.backup.clone(), clock.clone()))
}

async fn run_backups(backups: Option<Backups>, stop: CancellationToken) {
    if let Some(backups) = backups {
        backups.run(stop).await;
    }
}

/// Looks once through the database while the bot already works. A damaged one is served all the same, since stopping would help
/// nobody, and told wherever an operator looks.
async fn inspect(ledger: Ledger) {
    match ledger.inspect().await {
        Ok(None) => info!("the database is sound"),
        Ok(Some(damage)) => error!(
            "the database is damaged: {damage}. Stop Sitrep and put a backup back with `sitrep restore FILE`; \
             `sitrep doctor` says more"
        ),
        Err(why) => error!("the database could not be looked through: {why}"),
    }
}

/// The address people and machines reach us by: the public one, else the one we listen at.
pub(crate) fn address(config: &Config) -> String {
    match (&config.public_url, config.listen) {
        (Some(public), _) => public.to_string(),
        (None, Some(listen)) => format!("http://{listen}"),
        (None, None) => "http://SITREP_PUBLIC_URL".to_owned(),
    }
}

/// What the bot reaches besides Discord, by configuration.
fn beyond(config: &Config, links: Option<Links>) -> Beyond {
    let heartbeat = config.heartbeat.clone().map(|heartbeat| {
        Heartbeat::new(heartbeat.url, heartbeat.by_post, Outside::new(config.allow_private.clone()))
    });
    let publisher = Publisher::new(&config.publishing);
    Beyond {
        trackers: Trackers::new(&config.trackers),
        publisher,
        heartbeat,
        ways: Ways::new(config, links),
        machine: doctor::Machine::of(config),
    }
}

/// What it takes to let people sign in and read, by configuration.
fn pages(config: &Config, discord: &Discord) -> Option<Pages> {
    let client_secret = config.discord.client_secret.clone()?;
    Some(Pages { discord: discord.clone(), client_secret, address: config.public_url.clone()? })
}

/// Serves where it is configured to. Without it people can still work, so a taken port does not end the program.
async fn serve_web(
    config: &Config,
    ledger: &Ledger,
    bot: &Bot,
    (links, pages): (Option<Links>, Option<Pages>),
) -> Option<Web> {
    let listen = config.listen?;
    let twilio = config.ways.twilio.as_ref().map(|twilio| twilio.auth_token.clone());
    let pagerduty = config.ways.pagerduty.webhook_secret.clone();
    let answers = links.map(|links| Answers { links, twilio, pagerduty });
    let interactions = config.discord.public_key.map(|key| bot.interactions(key));
    let (ledger, hearing, metrics) = (ledger.clone(), bot.hearing(), bot.metrics());
    let parts = Parts { ledger, hearing, metrics, answers, pages, interactions };
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
