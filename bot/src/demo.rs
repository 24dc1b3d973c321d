//! `sitrep demo`: a pretend Discord, the bot and a page to sit at, in one process. No token, no network, nothing to set up.

mod guide;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use incidents::ids::{ChannelId, GuildId};
use incidents::model::settings::Settings;
use incidents::{Actor, Clock, Ledger, Place, store};
use simulator::{Guild, Options, Permissions, Simulator};
use tokio::net::TcpListener;

use crate::bot::Bot;
use crate::discord::Discord;
use crate::gateway::Privileged;
use crate::program::told_to_stop;
use crate::storage::only_one;
use crate::web::{Pages, Parts, Web};

/// Runs until the person at the terminal has seen enough.
pub async fn run(data: Option<&Path>, listen: Option<SocketAddr>) -> Result<()> {
    let folder = Folder::new(data)?;
    let database = folder.path.join("demo.db");
    let _lock = only_one(&database)?;
    let clock = Clock::system();
    let memory = (!folder.is_temporary).then(|| folder.path.join("discord.json"));
    let discord = pretend(&clock, listen, memory).await?;
    let guild = people(&discord);
    let ledger = Ledger::open(Place::Sqlite(database), clock.clone()).await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port of this machine is free")?;
    let ledger = ledger.reached_at(&format!("http://{}", listener.local_addr()?));
    set_up(&ledger, &guild).await?;
    let base = discord.base_url().parse().context("the pretend Discord has an address")?;
    let access = Discord::loopback_only(base, discord.token().into(), clock)?;
    let mut bot = Bot::start(&ledger, &access, Privileged { messages: true, members: true }, "only");
    // Alerts come in here as they would anywhere; nothing leaves by mail or phone, so there is nothing to answer.
    let parts = Parts {
        ledger: ledger.clone(),
        hearing: bot.hearing(),
        metrics: bot.metrics(),
        answers: None,
        interactions: None,
        pages: Some(pages(&discord, &access, ledger.address())?),
    };
    let web = Web::on(listener, parts)?;
    say(&discord, &web, &folder);
    let ended = tokio::select! {
        ended = bot.ended() => Some(ended),
        signal = told_to_stop() => signal.err(),
    };
    tokio::join!(bot.stop(), web.stop());
    ended.map_or(Ok(()), Err)
}

/// What it takes to sign in at the pages by the pretend Discord.
fn pages(discord: &Simulator, access: &Discord, address: &str) -> Result<Pages> {
    discord.sends_back_to(&format!("{address}/signed-in"));
    let address = address.parse().context("the pages have an address")?;
    Ok(Pages { discord: access.clone(), client_secret: discord.client_secret().into(), address })
}

#[expect(clippy::print_stdout, reason = "the address is what the command is for")]
fn say(discord: &Simulator, web: &Web, folder: &Folder) {
    let ends = if folder.is_temporary {
        "Ctrl-C ends it, and all is forgotten; with --data DIR it goes on there the next time."
    } else {
        "Ctrl-C ends it, and the same command goes on from there."
    };
    println!(
        "Sitrep is running in a pretend Discord. Open this page:\n\n    {}\n\nThe pages of incidents, alerts, health and metrics are \
         served at {}. {ends}",
        discord.base_url(),
        web.address()
    );
}

async fn pretend(clock: &Clock, listen: Option<SocketAddr>, memory: Option<PathBuf>) -> Result<Simulator> {
    let told = clock.clone();
    let mut options = Options::new(Arc::new(move || told.now()));
    options.privileged_intents = u64::MAX;
    let moved = clock.clone();
    options.advance = Some(Arc::new(move |by| moved.advance(by)));
    options.guide = guide::steps();
    options.memory = memory;
    if let Some(listen) = listen.filter(|listen| listen.ip().is_loopback()) {
        options.listen = listen;
    }
    let free = Options { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..options.clone() };
    match Simulator::start(options).await {
        // The usual port is taken: any other serves as well.
        Err(why) if why.kind() != ErrorKind::InvalidData => {
            Simulator::start(free).await.context("no port of this machine is free")
        }
        started => started.context("the demo cannot go on; name another folder, or delete that file"),
    }
}

/// A server with an admin, two responders and a bystander.
fn people(discord: &Simulator) -> Guild {
    if let Some((known, _)) = discord.guilds().into_iter().next() {
        return known;
    }
    let guild = discord.guild("Acme");
    let responders = guild.role("Responders", Permissions::default());
    let admins = guild.role("Admins", Permissions::ADMINISTRATOR);
    guild.person("alex").give(admins);
    for name in ["ana", "ben"] {
        guild.person(name).give(responders);
    }
    let _bystander = guild.person("casey");
    for name in ["incidents", "postmortems"] {
        if guild.channel(name).is_none() {
            guild.create_channel(name);
        }
    }
    guild
}

/// Tells the bot where announcements and postmortems go, as an admin would.
async fn set_up(ledger: &Ledger, guild: &Guild) -> Result<()> {
    let id = GuildId(guild.id().get().cast_signed());
    let channel = |name: &str| guild.channel(name).map(|channel| ChannelId(channel.get().cast_signed()));
    let (announcements, postmortems) = (channel("incidents"), channel("postmortems"));
    ledger
        .change(Actor::sitrep(id), move |change| {
            store::guilds::ensure(change, id)?;
            let settings = store::guilds::settings(change, id)?;
            let settings = Settings {
                announcements: settings.announcements.or(announcements),
                postmortems: settings.postmortems.or(postmortems),
                ..settings
            };
            Ok(store::guilds::save_settings(change, id, &settings)?)
        })
        .await
        .map_err(Into::into)
}

/// The folder that the demo's data lies in: the one that was named, else one that goes when the demo ends.
struct Folder {
    path: PathBuf,
    is_temporary: bool,
}

impl Folder {
    fn new(named: Option<&Path>) -> Result<Self> {
        let (path, is_temporary) = match named {
            Some(path) => (path.to_owned(), false),
            None => (std::env::temp_dir().join(format!("sitrep-demo-{}", std::process::id())), true),
        };
        std::fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self { path, is_temporary })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_temporary {
            // What cannot be deleted is left to the system, which clears its temporary folder.
            drop(std::fs::remove_dir_all(&self.path));
        }
    }
}
