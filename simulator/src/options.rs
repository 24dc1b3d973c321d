//! What a simulator is told before it starts.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};

/// Tells the moment; tests move it by hand.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Moves the clock on, where that can be done.
pub type Advance = Arc<dyn Fn(TimeDelta) + Send + Sync>;

/// How the pretend Discord behaves.
#[derive(Clone)]
pub struct Options {
    /// Where the simulator's time comes from. It never sleeps: deadlines are looked at when something happens.
    pub clock: Clock,
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// The bot's user name.
    pub bot_name: String,
    /// The bot's token; anything else is refused.
    pub token: String,
    /// What proves that the application itself asks, where people sign in with it.
    pub client_secret: String,
    /// The privileged intents the application was granted, as bits.
    pub privileged_intents: u64,
    /// Whether fields Discord does not know are refused; they are recorded in any case.
    pub strictness: Strictness,
    /// Which rate limits are enforced.
    pub limits: Limits,
    /// How often a message may be edited once it is over an hour old.
    pub late_edits: u32,
    /// How often a bot may IDENTIFY in a day before its token is reset.
    pub identifies_a_day: u32,
    /// What HELLO asks for.
    pub heartbeat_ms: u64,
    /// Lets those who sit at the page move the clock; without it the page shows no buttons for that.
    pub advance: Option<Advance>,
    /// What the page suggests to try, in order.
    pub guide: Vec<Step>,
    /// The file that everything is kept in, to go on from at the next start; without it all is forgotten.
    pub memory: Option<PathBuf>,
}

/// One thing to try at the page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Step {
    /// What to do, in a sentence; Discord's Markdown.
    pub text: String,
    /// What a click puts into the message box; empty when there is nothing to type.
    pub try_it: String,
    /// The step is done once this was seen on the page.
    pub done_when: String,
}

/// What happens to a body with a field Discord does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// It is refused and recorded.
    Refuse,
    /// It is recorded and ignored, as Discord does.
    Record,
}

/// Which rate limits are enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// The ones Discord is known for: so many a second in all, and buckets for each route.
    Discord {
        /// Requests a second over all routes.
        global_per_second: u32,
    },
    /// None but the two changes of a channel's name or topic in ten minutes.
    Off,
}

impl Options {
    /// Discord's own behaviour, on any free port of the loopback.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            bot_name: "sitrep".to_owned(),
            token: "MTA0MjA.pretend.of-a-simulated-bot".to_owned(),
            client_secret: "a-pretend-client-secret".to_owned(),
            privileged_intents: 0,
            strictness: Strictness::Refuse,
            limits: Limits::Discord { global_per_second: 50 },
            late_edits: 5,
            identifies_a_day: 1000,
            heartbeat_ms: 41_250,
            advance: None,
            guide: Vec::new(),
            memory: None,
        }
    }
}
