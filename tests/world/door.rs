//! What is served over HTTP, opened over a ledger, with a gateway that is up.

use std::net::SocketAddr;

use incidents::Ledger;
use sitrep::gateway::{Hearing, Link};
use sitrep::metrics::Metrics;
use sitrep::web::{Interactions, Parts, Web};
use tokio::sync::watch;

/// Opens the door, at a free port.
pub async fn door(ledger: &Ledger) -> Web {
    door_with(ledger, None).await
}

/// The same, where what Discord sends is answered too.
pub(super) async fn door_with(ledger: &Ledger, interactions: Option<Interactions>) -> Web {
    let hearing = watch::Sender::new(Hearing { link: Link::Up, sessions: 1, ..Hearing::default() });
    let parts = Parts {
        ledger: ledger.clone(),
        hearing: hearing.subscribe(),
        metrics: Metrics::default(),
        answers: None,
        pages: None,
        interactions,
    };
    Web::start(SocketAddr::from(([127, 0, 0, 1], 0)), parts).await.expect("a free port")
}
