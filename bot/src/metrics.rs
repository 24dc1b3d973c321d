//! What the bot counts of its own work. Every label takes few values, all of them known when the program is built, so
//! that nothing typed by anybody can make a counter grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use commands::Called;
use incidents::ledger::Tally;
use incidents::model::alert::Made;
use incidents::model::notice::Outcome as Delivered;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds in seconds: from an answer nobody waits for to one that Discord no longer takes.
const ANSWERED_WITHIN: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 3.0];
/// Upper bounds in seconds: from a timer on time to one that slept through an outage.
const LATE_BY: [f64; 8] = [0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 30.0, 300.0];

/// What the auditor looks at, as it is called in labels.
const PARTS: [&str; 6] = ["ledger", "database", "outbox", "timers", "pages", "gateway"];

/// The counts; clones count together.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    requests: Family<RequestLabels, Counter>,
    answer_seconds: Histogram,
    deliveries: Family<OutcomeLabel, Counter>,
    timer_lateness: Histogram,
    alert_deliveries: Family<DeliveryLabels, Counter>,
    alerts: Family<MadeLabel, Counter>,
    findings: Family<PartLabel, Gauge>,
    heartbeats: Family<OutcomeLabel, Counter>,
    done: AtomicU64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    command: &'static str,
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabel {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DeliveryLabels {
    product: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct MadeLabel {
    made: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PartLabel {
    part: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BuildLabels {
    version: &'static str,
}

/// What is not counted but looked up at the moment somebody asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Now {
    /// How many wishes the outbox holds.
    pub outbox_depth: i64,
    /// How long the oldest due wish has waited, in seconds.
    pub outbox_oldest_seconds: f64,
    /// How long the oldest due timer has waited, in seconds.
    pub timers_overdue_seconds: f64,
    /// Whether the gateway's link is up.
    pub gateway_up: bool,
    /// Sessions begun since the program started.
    pub gateway_sessions: u64,
    /// IDENTIFYs of the last 24 hours, of which Discord allows a thousand.
    pub gateway_identifies: i64,
    /// What was asked of the database since the program started.
    pub tally: Tally,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            answer_seconds: Histogram::new(ANSWERED_WITHIN),
            deliveries: Family::default(),
            timer_lateness: Histogram::new(LATE_BY),
            alert_deliveries: Family::default(),
            alerts: Family::default(),
            findings: Family::default(),
            heartbeats: Family::default(),
            done: AtomicU64::new(0),
        }
    }
}

impl Metrics {
    /// Counts a request that was answered.
    pub fn answered(&self, called: Called, outcome: &'static str) {
        let labels = RequestLabels { command: called.command, kind: called.kind, outcome };
        self.0.requests.get_or_create(&labels).inc();
    }

    /// Notes how long somebody waited for an answer.
    pub fn waited(&self, span: Duration) {
        self.0.answer_seconds.observe(span.as_secs_f64());
    }

    /// Counts what came of a delivery.
    pub fn delivered(&self, outcome: &Delivered) {
        let outcome = match outcome {
            Delivered::Delivered(_) | Delivered::Muted(..) => "delivered",
            Delivered::Moot => "moot",
            Delivered::Waits => "waits",
            Delivered::Gone(_) => "channel_gone",
            Delivered::RetryAt(..) => "retried",
            Delivered::Blocked(_) => "blocked",
            Delivered::Unreachable(_) => "unreachable",
            Delivered::GaveUp(_) => "gave_up",
        };
        self.0.deliveries.get_or_create(&OutcomeLabel { outcome }).inc();
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes how late a timer was run.
    pub fn timer_ran(&self, late: TimeDelta) {
        self.0.timer_lateness.observe(seconds(late));
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many deliveries and timers were seen to since the program started.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.0.done.load(Ordering::Relaxed)
    }

    /// Notes what the auditor found; a part that is not named is well.
    pub fn audited(&self, found: impl Iterator<Item = &'static str>) {
        for part in PARTS {
            self.0.findings.get_or_create(&PartLabel { part }).set(0);
        }
        for part in found {
            self.0.findings.get_or_create(&PartLabel { part }).inc();
        }
    }

    /// Counts a sign of life.
    pub fn beat(&self, arrived: bool) {
        let outcome = if arrived { "arrived" } else { "failed" };
        self.0.heartbeats.get_or_create(&OutcomeLabel { outcome }).inc();
    }

    /// Counts a delivery of a monitoring system, and what was made of each alert in it.
    pub fn alerted(&self, product: &'static str, outcome: &'static str, made: &[Made]) {
        self.0.alert_deliveries.get_or_create(&DeliveryLabels { product, outcome }).inc();
        for made in made {
            self.0.alerts.get_or_create(&MadeLabel { made: made.as_str() }).inc();
        }
    }

    /// Everything in the text format of OpenMetrics, with what is looked up now.
    pub fn text(&self, now: &Now) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("sitrep");
        self.counted(&mut registry);
        looked_up(&mut registry, now);
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry)?;
        Ok(text)
    }

    fn counted(&self, registry: &mut Registry) {
        let counts = &self.0;
        registry.register("requests", "Requests answered on Discord", counts.requests.clone());
        registry.register(
            "answer_seconds",
            "From hearing a request to having answered it",
            counts.answer_seconds.clone(),
        );
        registry.register("deliveries", "Deliveries tried, by what came of them", counts.deliveries.clone());
        registry.register(
            "timer_lateness_seconds",
            "How late timers were run",
            counts.timer_lateness.clone(),
        );
        registry.register(
            "alert_deliveries",
            "Deliveries of monitoring systems, by what came of them",
            counts.alert_deliveries.clone(),
        );
        registry.register("alerts", "Alerts taken in, by what was made of them", counts.alerts.clone());
        registry.register(
            "findings",
            "What the auditor found wrong at its last look",
            counts.findings.clone(),
        );
        registry.register(
            "heartbeats",
            "Signs of life sent, by what came of them",
            counts.heartbeats.clone(),
        );
    }
}

fn looked_up(registry: &mut Registry, now: &Now) {
    let whole = |value: i64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        gauge
    };
    let real = |value: f64| {
        let gauge = Gauge::<f64, AtomicU64>::default();
        gauge.set(value);
        gauge
    };
    let count = |value: u64| {
        let counter = Counter::<u64>::default();
        counter.inc_by(value);
        counter
    };
    registry.register("outbox_depth", "Wishes that wait or are in hand", whole(now.outbox_depth));
    registry.register(
        "outbox_oldest_seconds",
        "How long the oldest due wish has waited",
        real(now.outbox_oldest_seconds),
    );
    registry.register(
        "timers_overdue_seconds",
        "How long the oldest due timer has waited",
        real(now.timers_overdue_seconds),
    );
    registry.register("gateway_up", "Whether the gateway's link is up", whole(now.gateway_up.into()));
    registry.register("gateway_sessions", "Gateway sessions begun", count(now.gateway_sessions));
    registry.register("statements", "Statements asked of the database", count(now.tally.statements));
    registry.register("commits", "Transactions written to the database", count(now.tally.commits));
    registry.register(
        "gateway_identifies_24h",
        "IDENTIFYs within 24 hours; Discord allows a thousand",
        whole(now.gateway_identifies),
    );
    let build = Family::<BuildLabels, Gauge>::default();
    build.get_or_create(&BuildLabels { version: env!("CARGO_PKG_VERSION") }).set(1);
    registry.register("build_info", "The program that runs", build);
}

/// A span in seconds; one that lies in the future is none.
pub(crate) fn seconds(span: TimeDelta) -> f64 {
    span.to_std().unwrap_or_default().as_secs_f64()
}
