//! What every answer is made from.

use std::sync::Arc;

use incidents::Ledger;
use incidents::ids::{ProgramId, ScheduleId, SourceId};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::Parts;
use super::answers::Taking;
use super::api::WRONG_PER_MINUTE;
use super::bucket::Bucket;
use super::flood::Flood;
use super::interactions::Interactions;
use super::pages::Open;
use crate::gateway::Hearing;
use crate::health::{DownSince, watch_link};
use crate::metrics::Metrics;

/// What every answer is made from; clones share everything.
#[derive(Clone)]
pub(super) struct Desk(Arc<Things>);

struct Things {
    ledger: Ledger,
    metrics: Metrics,
    answers: Option<Taking>,
    pages: Option<Open>,
    interactions: Option<Interactions>,
    calls: Flood<ProgramId>,
    strangers: Bucket,
    flood: Flood<SourceId>,
    readers: Flood<ScheduleId>,
    hearing: watch::Receiver<Hearing>,
    down_since: DownSince,
}

impl Desk {
    /// A desk that watches the gateway until `stop`.
    pub fn new(parts: Parts, stop: &CancellationToken) -> Self {
        let Parts { ledger, hearing, metrics, answers, pages, interactions } = parts;
        let down_since = watch_link(hearing.clone(), ledger.clock(), stop);
        let answers = answers.map(Taking::new);
        Self(Arc::new(Things {
            ledger,
            metrics,
            flood: Flood::default(),
            readers: Flood::default(),
            calls: Flood::default(),
            strangers: Bucket::new(WRONG_PER_MINUTE),
            hearing,
            down_since,
            answers,
            pages: pages.map(Open::new),
            interactions,
        }))
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
    pub fn flood(&self) -> &Flood<SourceId> {
        &self.0.flood
    }

    /// How often which schedule was read of late.
    pub fn readers(&self) -> &Flood<ScheduleId> {
        &self.0.readers
    }

    /// How pages are answered from outside Discord, if they can be.
    pub fn answers(&self) -> Option<&Taking> {
        self.0.answers.as_ref()
    }

    /// Which program asked how much of late.
    pub fn calls(&self) -> &Flood<ProgramId> {
        &self.0.calls
    }

    /// How many tokens that are none were tried of late.
    pub fn strangers(&self) -> &Bucket {
        &self.0.strangers
    }

    /// How people sign in and read, if they can.
    pub fn pages(&self) -> Option<&Open> {
        self.0.pages.as_ref()
    }

    /// How Discord's own requests are answered, if it sends any.
    pub fn interactions(&self) -> Option<&Interactions> {
        self.0.interactions.as_ref()
    }

    /// What the gateway has heard.
    pub fn hearing(&self) -> Hearing {
        self.0.hearing.borrow().clone()
    }

    /// Since when the gateway's link is down; none while it is up.
    pub fn down_since(&self) -> &DownSince {
        &self.0.down_since
    }
}
