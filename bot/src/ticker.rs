//! Runs timers when their time comes: sleeps until the earliest, never long enough to miss a clock that was set.

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use incidents::operations::run_due::run_due;
use incidents::store::timers::{self, Due};
use incidents::{Actor, Ledger, Result};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::activity::Activity;
use crate::metrics::Metrics;

/// How long the ticker sleeps at most, so that a clock that was set is noticed.
const LONGEST_SLEEP: TimeDelta = TimeDelta::seconds(30);
/// How many due timers are run side by side: as many as share a commit.
const TOGETHER: i64 = 64;

/// What came of a due timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Run,
    /// It was moved meanwhile, or another process has it.
    Taken,
    Failed,
}

/// How long to wait before looking again after what came of those that were due: where another process is at all of them, it is left
/// to it.
fn pause_after(came: &[Came]) -> TimeDelta {
    match () {
        () if came.contains(&Came::Failed) => TimeDelta::seconds(5),
        () if came.is_empty() || came.contains(&Came::Run) => TimeDelta::zero(),
        () => TimeDelta::milliseconds(100),
    }
}

/// Runs timers until it is stopped.
pub struct Ticker {
    ledger: Ledger,
    metrics: Metrics,
    activity: Activity,
}

impl Ticker {
    /// A ticker over a ledger's timers, that counts what it runs.
    #[must_use]
    pub fn new(ledger: Ledger, metrics: Metrics) -> Self {
        Self { ledger, metrics, activity: Activity::default() }
    }

    /// What it has in hand.
    #[must_use]
    pub fn activity(&self) -> Activity {
        self.activity.clone()
    }

    /// Runs timers until it is stopped.
    pub async fn run(self, stop: CancellationToken) {
        let bell = self.ledger.bells().timers.clone();
        while !stop.is_cancelled() {
            let wake = match self.tick().await {
                Ok(wake) => wake,
                Err(why) => {
                    error!("the timers could not be read: {why}");
                    self.ledger.clock().now() + TimeDelta::seconds(1)
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = bell.notified() => {}
                () = self.ledger.clock().sleep_until(wake) => {}
            }
        }
    }

    /// Runs what is due, and says when to look again.
    async fn tick(&self) -> Result<DateTime<Utc>> {
        let hand = self.activity.begin();
        let now = self.ledger.clock().now();
        let due = self.ledger.read(move |view| Ok(timers::due(view, now, TOGETHER)?)).await?;
        let full = i64::try_from(due.len()).is_ok_and(|count| count == TOGETHER);
        let came = join_all(due.into_iter().map(|due| self.run_one(due))).await;
        drop(hand);
        let pause = pause_after(&came);
        if full && pause.is_zero() {
            return Ok(now);
        }
        let next = self.ledger.read(|view| Ok(timers::next_due(view)?)).await?;
        let latest = now + LONGEST_SLEEP;
        Ok(next.map_or(latest, |next| next.min(latest)).max(now + pause))
    }

    async fn run_one(&self, due: Due) -> Came {
        let late = self.ledger.clock().now() - due.due;
        let late_ms = late.num_milliseconds();
        info!(timer.id = %due.id, guild.id = %due.guild, late_ms, "a timer is due");
        let (id, by) = (due.id, Actor::sitrep(due.guild));
        match self.ledger.change(by, move |change| run_due(change, &due)).await {
            Ok(true) => {
                self.metrics.timer_ran(late);
                Came::Run
            }
            Ok(false) => Came::Taken,
            Err(why) => {
                error!(timer.id = %id, "a timer could not be run, and is tried again: {why}");
                Came::Failed
            }
        }
    }
}
