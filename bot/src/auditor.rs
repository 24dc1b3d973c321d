//! Looks every half a minute whether the bot does what it should, says so to somebody outside while it does, and ends the
//! program when it has long stood still.
//!
//! What watches the bot must not depend on it: a bot that hangs sends no alarm. So it sends a sign of life instead, and whoever
//! receives that misses it within ninety seconds.

mod heartbeat;
mod stall;

use chrono::TimeDelta;
use incidents::ids::GuildId;
use incidents::operations::tidy::tidy;
use incidents::store::{outbox, timers};
use incidents::{Actor, Ledger};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::activity::Activity;
use crate::health::{DownSince, Reason, reasons};
use crate::metrics::Metrics;
pub use heartbeat::Heartbeat;
use stall::{Marks, Stall};

/// How often it looks.
const EVERY: TimeDelta = TimeDelta::seconds(30);

/// Looks until it is stopped.
pub(crate) struct Auditor {
    pub ledger: Ledger,
    pub down_since: DownSince,
    pub metrics: Metrics,
    pub activity: Activity,
    pub heartbeat: Option<Heartbeat>,
}

/// The bot has stood still for so long that a new start is the only way on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing has moved for {0} looks in a row although it is due; ending, so that a new start goes on with it"
)]
pub struct Stuck(u32);

impl Auditor {
    /// Looks until it is stopped, or until the bot is stuck.
    pub async fn run(self, stop: CancellationToken) -> Result<(), Stuck> {
        let (mut before, mut stall) = (Vec::new(), Stall::default());
        while !stop.is_cancelled() {
            let next = self.ledger.clock().now() + EVERY;
            let hand = self.activity.begin();
            let found = reasons(&self.ledger, &self.down_since).await;
            self.metrics.audited(found.iter().map(|reason| reason.part));
            say(&before, &found);
            if found.is_empty() {
                self.beat().await;
                self.tidy().await;
            }
            let marks = self.marks(&found).await;
            drop(hand);
            stall.look(marks)?;
            before = found;
            stop.run_until_cancelled(self.ledger.clock().sleep_until(next)).await;
        }
        Ok(())
    }

    /// Forgets what is old, while there is nothing wrong and so nothing more urgent.
    async fn tidy(&self) {
        let by = Actor::sitrep(GuildId(0));
        match self.ledger.change(by, tidy).await {
            Ok(0) => {}
            Ok(count) => info!("forgot {count} rows that nobody needs any more"),
            Err(why) => warn!("what is old could not be forgotten yet: {why}"),
        }
    }

    async fn beat(&self) {
        let Some(heartbeat) = &self.heartbeat else { return };
        let sent = heartbeat.send().await;
        self.metrics.beat(sent.is_ok());
        if let Err(why) = sent {
            warn!("the sign of life did not arrive: {why}");
        }
    }

    /// What stands still, if something that is due does.
    async fn marks(&self, found: &[Reason]) -> Option<Marks> {
        if !found.iter().any(|reason| matches!(reason.part, "outbox" | "timers")) {
            return None;
        }
        let due = self.ledger.read(|view| Ok((outbox::next_due(view)?, timers::next_due(view)?)));
        let (wish, timer) = due.await.ok()?;
        Some(Marks { wish, timer, done: self.metrics.done() })
    }
}

/// Says what has become wrong, and that all is well again.
fn say(before: &[Reason], found: &[Reason]) {
    for reason in found.iter().filter(|reason| !before.iter().any(|known| known.part == reason.part)) {
        warn!(part = reason.part, "not as it should be: {}", reason.why);
    }
    if found.is_empty() && !before.is_empty() {
        info!("all is as it should be again");
    }
}
