//! Whether the bot is fit for work, and if not, why not. Whoever asks over HTTP and the auditor are told the same.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::operations::find_stuck::find_stuck;
use incidents::{Clock, Ledger};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::gateway::{Hearing, Link};

/// How long the gateway's link may be down: a resume takes seconds, an outage of Discord's is worth a word.
const GRACE: TimeDelta = TimeDelta::seconds(60);
/// How long the ledger may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Reason {
    /// What it is about: `ledger`, `database`, `outbox`, `timers`, `pages` or `gateway`.
    pub part: &'static str,
    /// What is wrong.
    pub why: String,
}

/// Since when the gateway's link is down; none while it is up.
pub(crate) type DownSince = watch::Receiver<Option<DateTime<Utc>>>;

/// Everything that is not as it should be; nothing when the bot is fit for work.
pub(crate) async fn reasons(ledger: &Ledger, down_since: &DownSince) -> Vec<Reason> {
    let mut reasons = match timeout(PATIENCE, ledger.read(find_stuck)).await {
        Err(_) => vec![Reason { part: "ledger", why: "it does not answer".into() }],
        Ok(Err(why)) => vec![Reason { part: "ledger", why: why.to_string() }],
        Ok(Ok(found)) => found
            .into_iter()
            .map(|finding| Reason { part: finding.part.as_str(), why: finding.why })
            .collect(),
    };
    reasons.extend(ledger.damage().map(|why| Reason { part: "database", why }));
    reasons.extend(gateway(*down_since.borrow(), ledger.clock().now()));
    reasons
}

fn gateway(down_since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Reason> {
    let down = now - down_since?;
    (down > GRACE)
        .then(|| Reason { part: "gateway", why: format!("its link is down for {} s", down.num_seconds()) })
}

/// Watches the gateway until `stop`: since when its link is down, for nobody may ask until much later.
pub(crate) fn watch_link(
    hearing: watch::Receiver<Hearing>,
    clock: &Clock,
    stop: &CancellationToken,
) -> DownSince {
    let (since, down_since) = watch::channel(Some(clock.now()));
    let (clock, stop) = (clock.clone(), stop.clone());
    tokio::spawn(async move { stop.run_until_cancelled(follow(hearing, clock, since)).await });
    down_since
}

async fn follow(
    mut hearing: watch::Receiver<Hearing>,
    clock: Clock,
    since: watch::Sender<Option<DateTime<Utc>>>,
) {
    loop {
        let link = hearing.borrow_and_update().link;
        since.send_if_modified(|since| match (link, *since) {
            (Link::Up | Link::Resting, Some(_)) => {
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
