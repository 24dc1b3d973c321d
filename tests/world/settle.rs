//! When the bot is quiet: it has dealt with all it was told, and nothing that is due is left.

use std::time::Duration;

use incidents::store::{outbox, timers};

use super::World;

/// How long a story waits for the bot, by the machine's own time, before it calls it stuck.
const STUCK: Duration = Duration::from_secs(20);

impl World {
    /// Waits until the bot is quiet. Fails, with what it waits for, when that takes too long.
    pub async fn settle(&self) {
        let Some(mut signs) = self.signs().await else { return };
        let quiet = async {
            while let Some(_unrest) = self.unrest().await {
                signs.any().await;
            }
        };
        if tokio::time::timeout(STUCK, quiet).await.is_err() {
            panic!("the bot does not come to rest: {:?}", self.unrest().await);
        }
    }

    /// Waits until something about Discord is so.
    pub async fn until(&self, so: impl Fn() -> bool) {
        let mut changed = self.discord.changed();
        let waiting = async {
            while !so() {
                // The simulator lives as long as the world.
                let _ = changed.changed().await;
            }
        };
        tokio::time::timeout(STUCK, waiting).await.expect("what the story waits for comes");
    }

    /// What the bot still has to do, if anything.
    async fn unrest(&self) -> Option<String> {
        let bot = self.bot.lock().await;
        let bot = bot.as_ref()?;
        let hearing = bot.hearing().borrow().clone();
        let told = self.discord.sequence();
        if told == 0 || hearing.received_in_session != told || hearing.in_flight > 0 {
            return Some(format!("it was told {told} events, and stands at {hearing:?}"));
        }
        if self.discord.waiting() > 0 {
            return Some(format!("Discord waits for {} answers", self.discord.waiting()));
        }
        let in_hand = || bot.activities().iter().map(sitrep::activity::Activity::count).sum::<u64>();
        let commits = self.ledger.bells().commits.subscribe();
        let before = *commits.borrow();
        if in_hand() > 0 {
            return Some(format!("{} things are in hand", in_hand()));
        }
        let now = self.clock.now();
        let due = self
            .ledger
            .read(|view| Ok((outbox::next_due(view)?, timers::next_due(view)?)))
            .await
            .expect("a ledger");
        // Something may have been taken up after the first look, and be neither due nor, by then, counted.
        if in_hand() > 0 || *commits.borrow() != before {
            return Some("something was done meanwhile".into());
        }
        [due.0, due.1]
            .into_iter()
            .flatten()
            .find(|due| *due <= now)
            .map(|due| format!("something was due at {due}"))
    }

    async fn signs(&self) -> Option<Signs> {
        let bot = self.bot.lock().await;
        let bot = bot.as_ref()?;
        let [posted, courier, ticker] = bot.activities();
        Some(Signs {
            discord: self.discord.changed(),
            hearing: bot.hearing(),
            posted: posted.changes(),
            courier: courier.changes(),
            ticker: ticker.changes(),
            commits: self.ledger.bells().commits.subscribe(),
        })
    }
}

/// Everything that can make the bot quiet, or show that it is not.
struct Signs {
    discord: tokio::sync::watch::Receiver<u64>,
    hearing: tokio::sync::watch::Receiver<sitrep::gateway::Hearing>,
    posted: tokio::sync::watch::Receiver<u64>,
    courier: tokio::sync::watch::Receiver<u64>,
    ticker: tokio::sync::watch::Receiver<u64>,
    commits: tokio::sync::watch::Receiver<u64>,
}

impl Signs {
    async fn any(&mut self) {
        tokio::select! {
            _ = self.discord.changed() => {}
            _ = self.hearing.changed() => {}
            _ = self.posted.changed() => {}
            _ = self.courier.changed() => {}
            _ = self.ticker.changed() => {}
            _ = self.commits.changed() => {}
        }
    }
}
