//! A stage for real processes: a pretend Discord and a database, with programs that are started and killed on it.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use incidents::{Clock, Place};
use simulator::{Answer, Guild, InteractionId, Options, Person, Simulator};

use super::database::{Database, Kind};
use super::process::{Process, myself};
use super::told::words;

/// How long to wait for what must come, by the machine's own time.
pub(super) const STUCK: Duration = Duration::from_secs(60);

/// A stage remembers all that was said on it, and its program how often it began that day: whoever kills it more often than this
/// sets another.
pub const KILLS_ON_ONE: usize = 100;

/// What stands on it.
pub struct Stage {
    /// The pretend Discord.
    pub discord: Simulator,
    /// The server.
    pub guild: Guild,
    /// Ana, who manages nothing.
    pub ana: Person,
    /// The database of every program here.
    pub database: Database,
}

impl Stage {
    /// A stage over SQLite.
    pub async fn set() -> Self {
        Self::over(Kind::Sqlite).await
    }

    /// A stage over either database.
    pub async fn over(kind: Kind) -> Self {
        Self::with(kind, Options::new(Arc::new(now))).await
    }

    /// A stage over SQLite whose Discord wants to hear a heartbeat every so many milliseconds.
    pub async fn with_heartbeats_each(ms: u64) -> Self {
        Self::with(Kind::Sqlite, Options { heartbeat_ms: ms, ..Options::new(Arc::new(now)) }).await
    }

    async fn with(kind: Kind, mut options: Options) -> Self {
        options.limits = simulator::Limits::Off;
        options.identifies_a_day = u32::MAX;
        let discord = Simulator::start(options).await.expect("a free port");
        let guild = discord.guild("Acme");
        let ana = guild.person("ana");
        let database = tokio::task::spawn_blocking(move || Database::new(kind)).await.expect("a database");
        Self { discord, guild, ana, database }
    }

    /// The database's address, as the configuration takes it.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.database.place {
            Place::Sqlite(path) => format!("sqlite://{}", path.display()),
            Place::Postgres(url) => url.clone(),
        }
    }

    /// Starts the program, and waits until it hears Discord and people can type to it.
    pub async fn starts(&self) -> Process {
        self.starts_by(Command::new(myself())).await
    }

    /// The same, through a command that ends in it.
    pub async fn starts_by(&self, command: Command) -> Process {
        let process = Process::start_by(command, &self.discord, &self.database_url());
        self.until("the program is there", || {
            self.discord.online() > 0 && !self.discord.commands().is_empty()
        })
        .await;
        process
    }

    /// Kills a program, and waits until Discord notices.
    pub async fn kills(&self, process: Process) {
        process.kill();
        self.until("Discord notices", || self.discord.online() == 0).await;
    }

    /// Waits until something about Discord is so.
    pub async fn until(&self, what: &str, so: impl Fn() -> bool) {
        let mut changed = self.discord.changed();
        let waiting = async {
            while !so() {
                // The simulator lives as long as the stage.
                let _ = changed.changed().await;
            }
        };
        if tokio::time::timeout(STUCK, waiting).await.is_err() {
            panic!("{}\nnever: {what}", self.discord.transcript());
        }
    }

    /// Waits until nothing is left to deliver, nor put back for later.
    pub async fn settles(&self) {
        let place = self.database.place.clone();
        let waited = tokio::task::spawn_blocking(move || super::due::wait_for_none(&place)).await;
        waited.expect("everything is delivered");
    }

    /// Ana runs a command in a channel.
    pub fn runs(&self, channel: &str, line: &str) -> InteractionId {
        let channel = self.guild.channel(channel).expect("the channel is there");
        self.ana.runs(channel, line).expect("the client lets her")
    }

    /// Ana runs a command in a channel and reads the answer.
    pub async fn asks(&self, channel: &str, line: &str) -> String {
        let id = self.runs(channel, line);
        self.until("she is answered", || self.is_answered(id)).await;
        self.answer(id)
    }

    /// What an interaction was answered, all its words.
    #[must_use]
    pub fn answer(&self, id: InteractionId) -> String {
        match self.discord.answer_of(id) {
            Some(Answer::Message(message)) => words(&message),
            other => panic!("not answered by a message: {other:?}"),
        }
    }

    /// Whether an interaction was answered.
    #[must_use]
    pub fn is_answered(&self, id: InteractionId) -> bool {
        matches!(self.discord.answer_of(id), Some(Answer::Message(_)))
    }

    /// How many pinned cards an incident's channel has; none while there is no channel.
    #[must_use]
    pub fn cards(&self, name: &str) -> usize {
        let Some(channel) = self.guild.channel(name) else { return 0 };
        self.ana.sees(channel).iter().filter(|message| message.is_pinned).count()
    }

    /// How many channels bear a name.
    #[must_use]
    pub fn channels(&self, name: &str) -> usize {
        self.guild.channels().iter().filter(|channel| channel.name == name).count()
    }
}

/// A real process lives in real time.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Clock::system().now()
}
