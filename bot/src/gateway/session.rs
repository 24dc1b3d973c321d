//! One session of serenity's, run by us.
//!
//! Serenity's own manager would restart a shard by itself, every five seconds and for ever. Here it is retired before the shard
//! runs, so that the end of a session is the end of `run`; resuming after a short cut stays with serenity, which does it well.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::clock::Clock;
use secrecy::ExposeSecret as _;
use serenity::all::{HttpBuilder, RawEventHandler, ShardId, ShardInfo};
use serenity::gateway::{
    ConnectionStage, Shard, ShardManager, ShardManagerOptions, ShardMessenger, ShardRunner, ShardRunnerInfo,
    ShardRunnerOptions,
};
use tokio::sync::{Mutex, watch};
use tokio_util::task::AbortOnDropHandle;

use super::Gateway;
use super::fatal::Fatal;
use super::hearing::Hearing;
use super::listener::Listener;

/// How long a connection may take to stand.
const CONNECT: TimeDelta = TimeDelta::seconds(10);

/// How long the gateway may take from there to READY.
pub(super) const READY: TimeDelta = TimeDelta::seconds(20);

/// The number of our one shard, and one that no shard has.
const OURS: ShardId = ShardId(0);
const NOBODYS: ShardId = ShardId(1);

/// How a session ended.
#[derive(Debug)]
pub(super) enum Ending {
    /// Another may be tried.
    Lost { stood: TimeDelta, why: &'static str },
    /// None may be tried before then.
    Held { at: DateTime<Utc> },
    /// None must be tried.
    Fatal(Fatal),
}

/// A session that is connected and about to identify. Dropping it cuts the connection, which Discord then lets us resume or forget.
pub(super) struct Session {
    runner: ShardRunner,
    ready: watch::Receiver<Option<DateTime<Utc>>>,
}

impl Session {
    /// Connects to the gateway. Nothing is identified yet.
    pub async fn connect(gateway: &Gateway, address: &str) -> Result<Self, &'static str> {
        let address = Arc::new(Mutex::new(address.trim_end_matches('/').to_owned()));
        let token = gateway.discord.token().expose_secret();
        let info = ShardInfo { id: OURS, total: 1 };
        let shard = tokio::select! {
            shard = Shard::new(Arc::clone(&address), token, info, gateway.intents, None) => shard,
            () = gateway.clock.sleep(CONNECT) => return Err("no connection in time"),
        };
        let shard = shard.map_err(|_| "no connection")?;
        let ready = watch::Sender::new(None);
        gateway.hearing.send_modify(Hearing::began);
        let listener = Listener {
            ears: Arc::clone(&gateway.ears),
            hearing: gateway.hearing.clone(),
            session: gateway.hearing.borrow().sessions,
            ready: ready.clone(),
            clock: gateway.clock.clone(),
            address,
            base: gateway.discord.base().clone(),
        };
        let runner = runner(gateway, shard, Arc::new(listener)).await;
        Ok(Self { runner, ready: ready.subscribe() })
    }

    /// Identifies, and listens until the session is over.
    pub async fn run(self, clock: &Clock) -> Ending {
        let Self { mut runner, mut ready } = self;
        // On a task of its own: after some close codes serenity spins without giving way until its next heartbeat.
        let mut running = AbortOnDropHandle::new(tokio::spawn(async move { runner.run().await }));
        let ended = tokio::select! {
            ended = &mut running => ended,
            () = never_ready(clock, &mut ready) => {
                return Ending::Lost { stood: TimeDelta::zero(), why: "it did not get ready in time" };
            }
        };
        let Ok(ended) = ended else {
            return Ending::Lost { stood: TimeDelta::zero(), why: "serenity panicked" };
        };
        match ended.err().as_ref().and_then(Fatal::from_serenity) {
            Some(fatal) => Ending::Fatal(fatal),
            None => Ending::Lost { stood: stood(*ready.borrow(), clock.now()), why: "the session is over" },
        }
    }
}

/// Returns when the session has not become ready in time; never, once it has.
async fn never_ready(clock: &Clock, ready: &mut watch::Receiver<Option<DateTime<Utc>>>) {
    let is_ready = async { ready.wait_for(Option::is_some).await.is_ok() };
    tokio::select! {
        _ = is_ready => std::future::pending().await,
        () = clock.sleep(READY) => {}
    }
}

fn stood(ready: Option<DateTime<Utc>>, now: DateTime<Utc>) -> TimeDelta {
    ready.map_or_else(TimeDelta::zero, |ready| now - ready)
}

/// Serenity's runner for our shard, with nobody behind it who would restart it.
async fn runner(gateway: &Gateway, shard: Shard, listener: Arc<dyn RawEventHandler>) -> ShardRunner {
    let http = HttpBuilder::new(gateway.discord.token().expose_secret())
        .proxy(gateway.discord.base().as_str().trim_end_matches('/'))
        .ratelimiter_disabled(true)
        .build();
    let http = Arc::new(http);
    let (manager, _) = ShardManager::new(ShardManagerOptions {
        data: Arc::default(),
        event_handlers: Vec::new(),
        raw_event_handlers: Vec::new(),
        shard_index: 0,
        shard_init: 0,
        shard_total: 1,
        ws_url: Arc::default(),
        http: Arc::clone(&http),
        intents: gateway.intents,
        presence: None,
    });
    let runner = ShardRunner::new(ShardRunnerOptions {
        data: Arc::default(),
        event_handlers: Vec::new(),
        raw_event_handlers: vec![listener],
        manager: Arc::clone(&manager),
        shard,
        http,
    });
    retire(&manager, &runner).await;
    runner
}

/// Shuts the manager's queue of restarts. It only listens to that while it knows a shard, so it is shown one under a number
/// that is not ours; our runner passes over what is meant for that one. Last, the answer that a runner which gives up
/// would wait five seconds for is laid ready.
async fn retire(manager: &ShardManager, runner: &ShardRunner) {
    let shown = ShardRunnerInfo {
        latency: None,
        runner_tx: ShardMessenger::new(runner),
        stage: ConnectionStage::Disconnected,
    };
    manager.runners.lock().await.insert(NOBODYS, shown);
    manager.shutdown_finished(NOBODYS);
    manager.shutdown_all().await;
    manager.shutdown_finished(OURS);
}
