//! What the bot serves by itself over HTTP: whether it lives, whether it is fit for work, what it has counted, doors for the
//! alerts of monitoring systems and for Discord itself, and pages for people.
//!
//! Nobody out there is trusted: connections, headers and bodies have bounds in size, number and time.

mod alerts;
mod answers;
mod api;
mod body;
mod bucket;
mod desk;
mod flood;
mod health;
mod heartbeat;
mod html;
mod interactions;
mod jar;
mod members;
mod metrics;
mod page;
mod pagerduty;
mod pages;
mod ready;
mod report;
mod schedules;
mod serve;
mod sign_in;
mod status_page;
mod todo;
mod twilio;

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::routing::{any, get, post};
use incidents::Ledger;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::gateway::Hearing;
use crate::metrics::Metrics;
pub use answers::Answers;
use desk::Desk;
pub use interactions::Interactions;
pub use pages::Pages;
pub use report::Report;

/// A running server.
pub struct Web {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

/// What is shown.
pub struct Parts {
    /// The facts.
    pub ledger: Ledger,
    /// What the gateway has heard.
    pub hearing: watch::Receiver<Hearing>,
    /// What the bot has counted.
    pub metrics: Metrics,
    /// What is needed to take answers from outside Discord, where there is an address for that.
    pub answers: Option<Answers>,
    /// What it takes to let people sign in and read, where it is set up.
    pub pages: Option<Pages>,
    /// What is needed to answer Discord's own requests, where it sends any.
    pub interactions: Option<Interactions>,
}

impl Web {
    /// Listens at an address, and serves from then on.
    pub async fn start(listen: SocketAddr, parts: Parts) -> io::Result<Self> {
        Self::on(TcpListener::bind(listen).await?, parts)
    }

    /// Serves where somebody listens already.
    pub fn on(listener: TcpListener, parts: Parts) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let clock = parts.ledger.clock().clone();
        let desk = Desk::new(parts, &stop);
        let serving = tokio::spawn(serve::serve(listener, router(desk), clock, stop.clone()));
        info!("serving at {address}");
        Ok(Self { address, stop, serving })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections, and finishes the requests in hand.
    pub async fn stop(self) {
        self.stop.cancel();
        // A panic in there has been told by the runtime; stopping goes on.
        drop(self.serving.await);
    }
}

fn router(desk: Desk) -> Router {
    Router::new()
        .route("/healthz", get(health::show))
        .route("/readyz", get(ready::show))
        .route("/metrics", get(metrics::show))
        .route("/alerts/{token}", post(alerts::take))
        .route("/interactions", post(interactions::take))
        .route("/status/{guild}", get(status_page::show))
        .route("/status/{guild}/feed.atom", get(status_page::feed))
        .route("/schedules/{file}", get(schedules::show))
        .route("/heartbeat/{token}", get(heartbeat::hear).post(heartbeat::hear))
        .merge(answering())
        .merge(reading())
        .route("/api/openapi.json", get(api::describe))
        .route("/api/v1/{*path}", any(api::serve))
        .with_state(desk)
}

/// Where members of a server sign in and read.
fn reading() -> Router<Desk> {
    Router::new()
        .route("/", get(pages::start))
        .route("/sign-in", get(sign_in::begin))
        .route("/signed-in", get(sign_in::finish))
        .route("/sign-out", post(sign_in::end))
        .route("/servers/{guild}", get(pages::server))
        .route("/servers/{guild}/{*path}", get(pages::show))
}

/// Where pages are answered. Nobody has much to say there.
fn answering() -> Router<Desk> {
    Router::new()
        .route("/ack/{token}", get(answers::show).post(answers::take))
        .route("/todo/{token}", get(todo::show).post(todo::take))
        .route("/twilio/voice/{token}", post(twilio::pressed))
        .route("/twilio/sms", post(twilio::texted))
        .route("/pagerduty", post(pagerduty::report))
}
