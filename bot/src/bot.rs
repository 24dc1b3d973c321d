//! The bot: everything that runs between Discord and the ledger, started and stopped as one.

use std::sync::Arc;
use std::time::Duration;

use incidents::Ledger;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::activity::Activity;
use crate::auditor::{Auditor, Heartbeat, Stuck};
use crate::courier::Courier;
use crate::discord::{Discord, PublicKey};
use crate::doctor::Machine;
use crate::ears::{Hearer, Identifies};
use crate::gateway::{Fatal, Gateway, Hearing, Privileged};
use crate::health::watch_link;
use crate::leader::Leader;
use crate::metrics::Metrics;
use crate::publish::Publisher;
use crate::ticker::Ticker;
use crate::trackers::Trackers;
use crate::ways::Ways;
use crate::web::Interactions;

/// How long a stop may take before what is still in hand is left to the next start.
const STOP_WITHIN: Duration = Duration::from_secs(9);

/// Learns who we are without listening: who stands by delivers as well.
async fn introduce(hearer: Arc<Hearer>, stop: CancellationToken) {
    let _ = stop.run_until_cancelled(hearer.introduce()).await;
}

/// A running bot.
pub struct Bot {
    stop: CancellationToken,
    hearing: watch::Receiver<Hearing>,
    metrics: Metrics,
    hearer: Arc<Hearer>,
    busy: [Activity; 3],
    gateway: JoinHandle<Result<(), Fatal>>,
    courier: JoinHandle<()>,
    outside: JoinHandle<()>,
    ticker: JoinHandle<()>,
    auditor: JoinHandle<Result<(), Stuck>>,
}

/// What a bot reaches besides Discord; nothing of it unless it is set up.
#[derive(Clone, Default)]
pub struct Beyond {
    /// The issue trackers that actions are mirrored in.
    pub trackers: Trackers,
    /// The ways of people by which pages leave.
    pub ways: Ways,
    /// Where published postmortems are kept.
    pub publisher: Publisher,
    /// Where its signs of life go.
    pub heartbeat: Option<Heartbeat>,
    /// What is known of the machine it runs on.
    pub machine: Machine,
}

impl Bot {
    /// Starts it as the only one, with nothing but Discord to deliver to. `worker` is what this process is known by in the outbox.
    #[must_use]
    pub fn start(ledger: &Ledger, discord: &Discord, privileged: Privileged, worker: &str) -> Self {
        Self::with(ledger, discord, (privileged, worker), Beyond::default())
    }

    /// Starts it as the only one, with what it reaches besides Discord.
    #[must_use]
    pub fn with(
        ledger: &Ledger,
        discord: &Discord,
        (privileged, worker): (Privileged, &str),
        beyond: Beyond,
    ) -> Self {
        Self::among(ledger, discord, (privileged, worker), (beyond, Leader::alone()))
    }

    /// Starts it as one of several: it listens to Discord while it leads, and delivers and runs timers always.
    #[must_use]
    pub fn among(
        ledger: &Ledger,
        discord: &Discord,
        (privileged, worker): (Privileged, &str),
        (beyond, leads): (Beyond, watch::Receiver<bool>),
    ) -> Self {
        let stop = CancellationToken::new();
        let metrics = Metrics::default();
        let hearer = Arc::new(Hearer::new(ledger.clone(), discord.clone(), metrics.clone()));
        let courier = Courier::new(ledger.clone(), discord.clone(), hearer.me(), worker.to_owned())
            .counting(metrics.clone())
            .by_ways(beyond.ways.clone())
            .on(beyond.machine.clone());
        let (courier, outside) = courier.and_outside(&beyond.trackers, &beyond.publisher);
        let ticker = Ticker::new(ledger.clone(), metrics.clone());
        let busy = [hearer.activity(), courier.activity(), ticker.activity()];
        if !*leads.borrow() {
            tokio::spawn(introduce(Arc::clone(&hearer), stop.clone()));
        }
        let parts = (Arc::new(Identifies(ledger.clone())) as Arc<_>, Arc::clone(&hearer) as Arc<_>);
        let gateway = Gateway::new(discord.clone(), ledger.clock().clone(), privileged, parts);
        let hearing = gateway.hearing();
        let auditor = Auditor {
            ledger: ledger.clone(),
            down_since: watch_link(hearing.clone(), ledger.clock(), &stop),
            metrics: metrics.clone(),
            activity: ticker.activity(),
            heartbeat: beyond.heartbeat,
        };
        let (for_gateway, for_courier, for_ticker) = (stop.clone(), stop.clone(), stop.clone());
        let (for_outside, for_auditor) = (stop.clone(), stop.clone());
        Self {
            stop,
            hearing,
            metrics,
            hearer,
            busy,
            gateway: tokio::spawn(async move { gateway.run_while(leads, for_gateway).await }),
            courier: tokio::spawn(courier.run(for_courier)),
            outside: tokio::spawn(outside.run(for_outside)),
            ticker: tokio::spawn(ticker.run(for_ticker)),
            auditor: tokio::spawn(auditor.run(for_auditor)),
        }
    }

    /// What it has heard so far.
    #[must_use]
    pub fn hearing(&self) -> watch::Receiver<Hearing> {
        self.hearing.clone()
    }

    /// What it has counted.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.metrics.clone()
    }

    /// What the web needs to answer what Discord posts, signed by this key.
    #[must_use]
    pub fn interactions(&self, key: PublicKey) -> Interactions {
        Interactions { key, hearer: Arc::clone(&self.hearer) }
    }

    /// What is in hand of that which Discord posted, and what its courier and its ticker have in hand.
    #[must_use]
    pub fn activities(&self) -> &[Activity; 3] {
        &self.busy
    }

    /// Waits until a part of it has ended by itself, which none does unless it must. Says why.
    pub async fn ended(&mut self) -> anyhow::Error {
        tokio::select! {
            ended = &mut self.gateway => match ended {
                Ok(Err(fatal)) => fatal.into(),
                Ok(Ok(())) => anyhow::anyhow!("the gateway ended"),
                Err(panic) => anyhow::anyhow!("the gateway panicked: {panic}"),
            },
            ended = &mut self.courier => anyhow::anyhow!("the courier ended: {ended:?}"),
            ended = &mut self.outside => anyhow::anyhow!("the courier for other servers ended: {ended:?}"),
            ended = &mut self.auditor => match ended {
                Ok(Err(stuck)) => stuck.into(),
                other => anyhow::anyhow!("the auditor ended: {other:?}"),
            },
            ended = &mut self.ticker => anyhow::anyhow!("the ticker ended: {ended:?}"),
        }
    }

    /// Drops everything where it stands, as a crash would. What is in hand is taken up by the next start.
    pub fn abandon(self) {
        self.gateway.abort();
        self.courier.abort();
        self.outside.abort();
        self.ticker.abort();
        self.auditor.abort();
        self.stop.cancel();
    }

    /// Stops hearing, finishes what is in hand, and says whether all of it was finished in time. Nothing is lost either way.
    pub async fn stop(mut self) -> bool {
        info!("stopping: finishing what is in hand");
        self.stop.cancel();
        let finish = async {
            let mut hearing = self.hearing.clone();
            drop(hearing.wait_for(|hearing| hearing.in_flight == 0).await);
            self.hearer.activity().none().await;
            if !self.courier.is_finished() {
                drop((&mut self.courier).await);
            }
            if !self.outside.is_finished() {
                drop((&mut self.outside).await);
            }
            if !self.ticker.is_finished() {
                drop((&mut self.ticker).await);
            }
            if !self.gateway.is_finished() {
                drop((&mut self.gateway).await);
            }
        };
        let finished = tokio::time::timeout(STOP_WITHIN, finish).await.is_ok();
        if !finished {
            warn!("not all was finished in time; the next start takes it up");
        }
        finished
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use incidents::{Clock, Place};

    use super::*;

    /// A bot of a Discord that nobody plays.
    async fn bot(folder: &Path) -> Bot {
        let clock = Clock::system();
        let ledger = Ledger::open(Place::Sqlite(folder.join("sitrep.db")), clock.clone()).await.unwrap();
        let nobody = "http://127.0.0.1:9".parse().unwrap();
        let discord = Discord::loopback_only(nobody, "token".into(), clock).unwrap();
        Bot::start(&ledger, &discord, Privileged::default(), "worker")
    }

    #[tokio::test]
    async fn whatever_part_ends_by_itself_is_named() {
        type Part = fn(&Bot);
        let parts: [(&str, Part); 5] = [
            ("the gateway", |bot| bot.gateway.abort()),
            ("the courier ended", |bot| bot.courier.abort()),
            ("the courier for other servers", |bot| bot.outside.abort()),
            ("the ticker", |bot| bot.ticker.abort()),
            ("the auditor", |bot| bot.auditor.abort()),
        ];
        let folder = std::env::temp_dir().join(format!("sitrep-bot-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (named, ends) in parts {
            let mut bot = bot(&folder).await;
            ends(&bot);
            let why = bot.ended().await.to_string();
            assert!(why.starts_with(named), "{why}");
            bot.abandon();
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
