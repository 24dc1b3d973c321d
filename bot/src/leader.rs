//! Keeps trying to lead, where several processes share a Postgres: one listens to Discord, all deliver and run timers.

use chrono::TimeDelta;
use incidents::lead::Lead;
use incidents::{Clock, Fault, Ledger};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// How often the lead is claimed or confirmed. The server waits four times as long for a word.
const EVERY: TimeDelta = TimeDelta::seconds(2);

/// A process's standing among the others.
pub struct Leader {
    url: String,
    worker: String,
    ledger: Ledger,
    leads: watch::Sender<bool>,
}

impl Leader {
    /// A process that does not lead yet.
    #[must_use]
    pub fn new(url: String, worker: String, ledger: Ledger) -> Self {
        Self { url, worker, ledger, leads: watch::Sender::new(false) }
    }

    /// What is led by a process that has no others beside it: always itself.
    #[must_use]
    pub fn alone() -> watch::Receiver<bool> {
        watch::Sender::new(true).subscribe()
    }

    /// Whether it leads, to wait on.
    #[must_use]
    pub fn leads(&self) -> watch::Receiver<bool> {
        self.leads.subscribe()
    }

    /// Tries until it is stopped.
    pub async fn run(self, stop: CancellationToken) {
        let clock = self.ledger.clock().clone();
        let mut lead = None;
        while !stop.is_cancelled() {
            match self.step(lead.take()).await {
                Ok(still) => lead = Some(still),
                Err(why) => {
                    self.now_leads(false);
                    warn!("the lead cannot be claimed, as the database does not answer: {why}");
                }
            }
            pause(&clock, &stop).await;
        }
        self.now_leads(false);
        // Its connection blocks as it closes, which a thread of the runtime may not.
        let closed = tokio::task::spawn_blocking(move || drop(lead)).await;
        debug_assert!(closed.is_ok(), "a connection closes without a panic");
    }

    /// One try, on the connection of the last one if there is one.
    async fn step(&self, lead: Option<Lead>) -> Result<Lead, Fault> {
        let (url, worker) = (self.url.clone(), self.worker.clone());
        let tried = tokio::task::spawn_blocking(move || -> Result<_, Fault> {
            let mut lead = lead.map_or_else(|| Lead::enter(&url, &worker), Ok)?;
            let leads = lead.renew()?;
            let taken_over = if leads { lead.bury()? } else { 0 };
            Ok((lead, leads, taken_over))
        });
        let (lead, leads, taken_over) = tried.await.unwrap_or(Err(Fault::Closed))?;
        if taken_over > 0 {
            info!("{taken_over} deliveries of a process that died are taken up");
            self.ledger.bells().outbox.ring_at_once();
        }
        self.now_leads(leads);
        Ok(lead)
    }

    fn now_leads(&self, leads: bool) {
        let changed = self.leads.send_if_modified(|led| std::mem::replace(led, leads) != leads);
        if changed {
            info!(
                leads,
                "this process {} to Discord",
                if leads { "now listens" } else { "no longer listens" }
            );
        }
    }
}

async fn pause(clock: &Clock, stop: &CancellationToken) {
    // Cancelled or awake, the loop looks.
    let _ = stop.run_until_cancelled(clock.sleep(EVERY)).await;
}
