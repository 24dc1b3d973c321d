//! A small world with a database, a pretend Discord, the bot, and people in it. Time stands still until it is moved.

mod actor;
pub mod balancer;
pub mod beats;
pub mod database;
pub mod desk;
pub mod document;
pub mod doom;
pub mod door;
mod due;
mod logs;
pub mod post;
pub mod process;
pub mod proxy;
pub mod receiver;
mod settle;
pub mod smtp;
pub mod stage;
mod told;
pub mod tracker;
pub mod visitor;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::GuildId;
use incidents::{Clock, Ledger};
use simulator::{Guild, Options, Simulator};
use sitrep::bot::{Beyond, Bot};
use sitrep::discord::{Discord, Limits, PublicKey, Timeouts};
use sitrep::gateway::Privileged;
use sitrep::web::Web;
use tokio::sync::Mutex;

pub use actor::Actor;
use database::{Database, Kind};
pub use told::{Told, words};

/// When stories begin: a quarter past two on a Sunday afternoon in June, UTC.
#[must_use]
pub fn begin() -> DateTime<Utc> {
    "2024-06-02T14:15:00Z".parse().expect("a time")
}

/// The world of one story. It fails when it ends with something refused by Discord or logged as an error.
pub struct World {
    /// The pretend Discord.
    pub discord: Simulator,
    /// The server the story happens in.
    pub guild: Guild,
    /// The facts.
    pub ledger: Ledger,
    /// The time.
    pub clock: Clock,
    privileged: Privileged,
    beyond: std::sync::Mutex<Beyond>,
    bot: Mutex<Option<Bot>>,
    logs: logs::Logs,
    excused: std::sync::Mutex<Vec<&'static str>>,
    database: Database,
}

impl World {
    /// A world on SQLite, with the bot connected and the server as Discord makes a new one.
    pub async fn start() -> Self {
        Self::on(Kind::Sqlite, false).await
    }

    /// A world on a database of one kind, where the bot may read messages or not.
    pub async fn on(kind: Kind, reads_messages: bool) -> Self {
        Self::awake(kind, Privileged { messages: reads_messages, members: false }).await
    }

    /// A world on SQLite whose bot hears who comes and leaves.
    pub async fn hearing_members() -> Self {
        Self::awake(Kind::Sqlite, Privileged { messages: false, members: true }).await
    }

    async fn awake(kind: Kind, privileged: Privileged) -> Self {
        let world = Self::before(kind, privileged).await;
        world.starts_bot().await;
        world.until(|| !world.discord.commands().is_empty()).await;
        world
    }

    /// A world on SQLite whose bot has not been started.
    pub async fn asleep() -> Self {
        Self::asleep_on(Kind::Sqlite).await
    }

    /// A world on a database of one kind whose bot has not been started.
    pub async fn asleep_on(kind: Kind) -> Self {
        Self::before(kind, Privileged::default()).await
    }

    async fn before(kind: Kind, privileged: Privileged) -> Self {
        let logs = logs::Logs::collect();
        let clock = Clock::by_hand(begin());
        let database = tokio::task::spawn_blocking(move || Database::new(kind)).await.expect("a database");
        let told = clock.clone();
        let mut options = Options::new(Arc::new(move || told.now()));
        options.limits = simulator::Limits::Off;
        options.privileged_intents = u64::MAX;
        let discord = Simulator::start(options).await.expect("a free port");
        let guild = discord.guild("Acme");
        let ledger =
            Ledger::open(database.place.clone(), clock.clone()).await.expect("an empty database opens");
        Self {
            discord,
            guild,
            ledger,
            clock,
            privileged,
            beyond: std::sync::Mutex::default(),
            bot: Mutex::new(None),
            logs,
            excused: std::sync::Mutex::default(),
            database,
        }
    }

    /// The server's number as the bot knows it.
    #[must_use]
    pub fn guild_id(&self) -> GuildId {
        GuildId(self.guild.id().get().cast_signed())
    }

    /// Somebody in the server, in its general channel.
    #[must_use]
    pub fn person(&self, name: &str) -> Actor<'_> {
        Actor::new(self, self.guild.person(name))
    }

    /// A person with a role of this name, made when it is not there.
    #[must_use]
    pub fn with_role(&self, name: &str, role: &str) -> Actor<'_> {
        let person = self.guild.person(name);
        person.give(self.guild.role(role, simulator::Permissions::default()));
        Actor::new(self, person)
    }

    /// Moves time on, in one step, and waits until everything that is due then is done.
    pub async fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
        self.settle().await;
    }

    /// What the bot has counted since it was started.
    pub async fn metrics(&self) -> sitrep::metrics::Metrics {
        self.bot.lock().await.as_ref().expect("the bot runs").metrics()
    }

    /// Gives the bot what it reaches besides Discord; it knows of it from its next start on.
    pub fn reaches(&self, beyond: Beyond) {
        *self.beyond.lock().expect("no panic held it") = beyond;
    }

    /// Starts the bot, and waits until it has heard of the server.
    pub async fn starts_bot(&self) {
        let discord = self.access();
        let beyond = self.beyond.lock().expect("no panic held it").clone();
        let bot = Bot::with(&self.ledger, &discord, (self.privileged, "only"), beyond);
        *self.bot.lock().await = Some(bot);
        self.settle().await;
    }

    /// Access to Discord as the bot has it.
    #[must_use]
    pub fn access(&self) -> Discord {
        let base = self.discord.base_url().parse().expect("an address");
        let limits = Limits { patience: TimeDelta::zero(), global_per_second: 10_000, ..Limits::default() };
        let timeouts = Timeouts { connect: Duration::from_secs(5), total: Duration::from_secs(5) };
        let token = self.discord.token().into();
        Discord::with(base, token, self.clock.clone(), (timeouts, limits)).expect("a loopback address")
    }

    /// Has Discord send what people do over HTTP, to the bot that runs now.
    pub async fn answers_over_http(&self) -> Web {
        let key = PublicKey::read(&self.discord.public_key()).expect("Discord has a key");
        let interactions = self.bot.lock().await.as_ref().expect("the bot runs").interactions(key);
        let web = door::door_with(&self.ledger, Some(interactions)).await;
        let address = format!("http://{}/interactions", web.address());
        self.discord.sends_interactions_to(&address).await.expect("Discord takes the address");
        web
    }

    /// Ends the bot as a crash does: in the middle of whatever it does, without a word to anybody.
    pub async fn crashes(&self) {
        if let Some(bot) = self.bot.lock().await.take() {
            bot.abandon();
        }
    }

    /// Every byte that lies on the disk, whatever it means.
    #[must_use]
    pub fn on_disk(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.database.folder()).expect("the folder is there");
        let files =
            files.map(|file| file.expect("its entries can be read").path()).filter(|path| path.is_file());
        files.flat_map(|path| std::fs::read(path).expect("a file can be read")).collect()
    }

    /// Something that this story provokes and that the world shall not fail for: a part of a log line or a violation.
    pub fn excuse(&self, part: &'static str) {
        self.excused.lock().expect("no panic held it").push(part);
    }

    fn complaints(&self) -> Vec<String> {
        let violations =
            self.discord.violations().into_iter().map(|violation| format!("Discord: {violation:?}"));
        let errors = self.logs.errors().into_iter().map(|line| format!("log: {line}"));
        let excused = self.excused.lock().expect("no panic held it");
        violations.chain(errors).filter(|line| !excused.iter().any(|part| line.contains(part))).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let complaints = self.complaints();
        if std::thread::panicking() {
            println!("{}\n{}", self.discord.transcript(), complaints.join("\n"));
        } else if !complaints.is_empty() {
            panic!("{}\nthe story went well, but:\n{}", self.discord.transcript(), complaints.join("\n"));
        }
    }
}
