//! What every answer is made from.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use incidents::{Clock, Ledger};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::Parts;
use super::flood::Flood;
use crate::gateway::{Hearing, Link};
use crate::metrics::Metrics;

/// What every answer is made from; clones share everything.
#[derive(Clone)]
pub(super) struct Desk(Arc<Things>);

struct Things {
    ledger: Ledger,
    metrics: Metrics,
    flood: Flood,
    hearing: watch::Receiver<Hearing>,
    down_since: watch::Receiver<Option<DateTime<Utc>>>,
}

impl Desk {
    /// A desk that watches the gateway until `stop`.
    pub fn new(parts: Parts, stop: &CancellationToken) -> Self {
        let Parts { ledger, hearing, metrics } = parts;
        let (since, down_since) = watch::channel(Some(ledger.clock().now()));
        let (watched, clock, stop) = (hearing.clone(), ledger.clock().clone(), stop.clone());
        tokio::spawn(async move { stop.run_until_cancelled(follow(watched, clock, since)).await });
        Self(Arc::new(Things { ledger, metrics, flood: Flood::default(), hearing, down_since }))
    }

    /// The facts.
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// What the bot has counted.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Who delivered how much of late.
    pub fn flood(&self) -> &Flood {
        &self.0.flood
    }

    /// What the gateway has heard.
    pub fn hearing(&self) -> Hearing {
        self.0.hearing.borrow().clone()
    }

    /// Since when the gateway's link is down; none while it is up.
    pub fn down_since(&self) -> Option<DateTime<Utc>> {
        *self.0.down_since.borrow()
    }
}

/// Notes when the link went down, for nobody may ask until much later.
async fn follow(
    mut hearing: watch::Receiver<Hearing>,
    clock: Clock,
    since: watch::Sender<Option<DateTime<Utc>>>,
) {
    loop {
        let link = hearing.borrow_and_update().link;
        since.send_if_modified(|since| match (link, *since) {
            (Link::Up, Some(_)) => {
                *since = None;
                true
            }
            (Link::Down, None) => {
                *since = Some(clock.now());
                true
            }
            _ => false,
        });
        if hearing.changed().await.is_err() {
            return;
        }
    }
}
