//! Hears Discord: one session of serenity's at a time, watched from outside.
//!
//! Left to itself serenity identifies anew every five seconds for as long as the gateway misbehaves, and a thousand of those in a
//! day make Discord reset the token. So a session of serenity's may identify once; when it is over, whether and when the
//! next one starts is decided here, by a count that survives a restart.

mod address;
mod backoff;
mod budget;
mod fatal;
mod fields;
mod guild;
mod heard;
mod hearing;
mod interaction;
mod listener;
mod message;
mod probe;
mod session;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::TimeDelta;
use incidents::clock::Clock;
use serenity::all::GatewayIntents;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use self::backoff::Backoff;
pub use self::budget::IdentifyLog;
pub use self::fatal::Fatal;
pub use self::guild::{Channel, GuildHere, Role};
pub use self::heard::{Gone, Heard, Ready};
pub use self::hearing::{Hearing, Link};
pub use self::interaction::{Interaction, Kind, Member};
pub use self::message::{Message, Reaction};
use self::session::{Ending, Session};
use crate::discord::{Discord, Failure, Reason};

/// Whoever is told what Discord says.
#[serenity::async_trait]
pub trait Ears: Send + Sync {
    /// Called for each event in a task of its own: events may overtake one another, and their snowflakes give the order.
    async fn heard(&self, event: Heard);
}

/// The connection to Discord's gateway.
pub struct Gateway {
    discord: Discord,
    clock: Clock,
    intents: GatewayIntents,
    identifies: Arc<dyn IdentifyLog>,
    ears: Arc<dyn Ears>,
    hearing: watch::Sender<Hearing>,
}

/// What is asked for beyond what every bot may hear. Discord grants it where it is switched on in the developer portal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Privileged {
    /// What people write, and their reactions.
    pub messages: bool,
    /// Who comes to a server and leaves it.
    pub members: bool,
}

/// How long a session must have stood for its end to count as bad luck and not as one failure more.
const STEADY: TimeDelta = TimeDelta::seconds(60);

impl Gateway {
    /// A connection that is not open yet.
    #[must_use]
    pub fn new(
        discord: Discord,
        clock: Clock,
        privileged: Privileged,
        (identifies, ears): (Arc<dyn IdentifyLog>, Arc<dyn Ears>),
    ) -> Self {
        let hearing = watch::Sender::new(Hearing::default());
        Self { discord, clock, intents: intents(privileged), identifies, ears, hearing }
    }

    /// What was heard so far, to wait on.
    #[must_use]
    pub fn hearing(&self) -> watch::Receiver<Hearing> {
        self.hearing.subscribe()
    }

    /// Keeps connected for as long as this process leads, and rests while another does.
    pub async fn run_while(
        &self,
        mut leads: watch::Receiver<bool>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        while !stop.is_cancelled() {
            if !*leads.borrow() {
                self.hearing.send_modify(Hearing::rests);
            }
            if stop.run_until_cancelled(becomes(&mut leads, true)).await != Some(true) {
                break;
            }
            let lost = async {
                if !becomes(&mut leads, false).await {
                    // Nobody can take it from us any more.
                    std::future::pending::<()>().await;
                }
            };
            tokio::select! {
                ended = self.run(stop.clone()) => return ended,
                () = lost => {}
            }
        }
        Ok(())
    }

    /// Keeps connected until `stop`, or until trying again can only make it worse.
    pub async fn run(&self, stop: CancellationToken) -> Result<(), Fatal> {
        let mut backoff = Backoff::default();
        while let Some(ending) = stop.run_until_cancelled(self.session()).await {
            self.hearing.send_modify(|hearing| hearing.lost(None));
            let at = match ending {
                Ending::Fatal(fatal) => return Err(fatal),
                Ending::Held { at } => at,
                Ending::Lost { stood, why } => {
                    let wait = backoff.after(stood >= STEADY);
                    if backoff.is_suspicious()
                        && let Some(fatal) = stop.run_until_cancelled(probe::ask(self)).await.flatten()
                    {
                        return Err(fatal);
                    }
                    warn!(wait_ms = wait.num_milliseconds(), "the gateway was lost: {why}");
                    self.clock.now() + wait
                }
            };
            self.hearing.send_modify(|hearing| hearing.lost(Some(at)));
            if stop.run_until_cancelled(self.clock.sleep_until(at)).await.is_none() {
                break;
            }
        }
        self.hearing.send_modify(|hearing| hearing.lost(None));
        Ok(())
    }

    /// One session, from asking for the address to its end.
    async fn session(&self) -> Ending {
        if let Some(at) = budget::held_until(&*self.identifies, self.clock.now()).await {
            return Ending::Held { at };
        }
        let address = match self.discord.gateway().await {
            Ok(answer) => answer["url"].as_str().unwrap_or_default().to_owned(),
            Err(failure) => return without_address(&failure),
        };
        if !address::may_connect(&address, self.discord.base()) {
            return Ending::Lost {
                stood: TimeDelta::zero(),
                why: "the gateway's address is not safe to use",
            };
        }
        let session = match Session::connect(self, &address).await {
            Ok(session) => session,
            Err(why) => return Ending::Lost { stood: TimeDelta::zero(), why },
        };
        self.identifies.record(self.clock.now()).await;
        info!("identifying at the gateway");
        session.run(&self.clock).await
    }
}

/// Waits until this process leads, or does not. Says whether that can still come.
async fn becomes(leads: &mut watch::Receiver<bool>, wanted: bool) -> bool {
    leads.wait_for(|leads| *leads == wanted).await.is_ok()
}

fn without_address(failure: &Failure) -> Ending {
    match failure {
        Failure::Refused(refused) if refused.reason == Reason::Unauthorized => Ending::Fatal(Fatal::Token),
        Failure::RetryAfter { at, .. } => Ending::Held { at: *at },
        Failure::Unavailable { .. } | Failure::Refused(_) => {
            Ending::Lost { stood: TimeDelta::zero(), why: "its address cannot be asked for" }
        }
    }
}

/// That somebody wrote shows that they are at it; what they wrote is read only where the operator switched that on.
fn intents(privileged: Privileged) -> GatewayIntents {
    let mut intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES;
    let reading = GatewayIntents::MESSAGE_CONTENT | GatewayIntents::GUILD_MESSAGE_REACTIONS;
    intents.set(reading, privileged.messages);
    intents.set(GatewayIntents::GUILD_MEMBERS, privileged.members);
    intents
}
