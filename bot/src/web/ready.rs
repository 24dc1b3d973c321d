//! `GET /readyz`: whether the bot is fit for work, and if not, why not.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, TimeDelta, Utc};
use incidents::store::{outbox, timers};
use serde::Serialize;
use tokio::time::timeout;

use super::desk::Desk;

/// How long the gateway's link may be down: a resume takes seconds, an outage of Discord's is worth a word.
const GRACE: TimeDelta = TimeDelta::seconds(60);
/// How long something due may have waited.
const YOUNG: TimeDelta = TimeDelta::seconds(60);
/// How long the ledger may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    reasons: Vec<Reason>,
}

/// One thing that is not as it should be.
#[derive(Serialize)]
struct Reason {
    part: &'static str,
    why: String,
}

/// Answers.
pub(super) async fn show(State(desk): State<Desk>) -> Response {
    let now = desk.ledger().clock().now();
    let mut reasons = ledger(&desk, now).await;
    reasons.extend(gateway(&desk, now));
    reasons.extend(desk.ledger().damage().map(|why| Reason { part: "database", why }));
    let ready = reasons.is_empty();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, reasons })).into_response()
}

async fn ledger(desk: &Desk, now: DateTime<Utc>) -> Vec<Reason> {
    let due = desk.ledger().read(move |view| {
        Ok((outbox::oldest_due(view, now)?, timers::next_due(view)?.filter(|due| *due <= now)))
    });
    match timeout(PATIENCE, due).await {
        Err(_) => vec![Reason { part: "ledger", why: "it does not answer".into() }],
        Ok(Err(why)) => vec![Reason { part: "ledger", why: why.to_string() }],
        Ok(Ok((wish, timer))) => {
            let old = |part, due: Option<DateTime<Utc>>| {
                let waited = now - due?;
                (waited > YOUNG).then(|| Reason {
                    part,
                    why: format!("the oldest that is due has waited {} s", waited.num_seconds()),
                })
            };
            [old("outbox", wish), old("timers", timer)].into_iter().flatten().collect()
        }
    }
}

fn gateway(desk: &Desk, now: DateTime<Utc>) -> Option<Reason> {
    let down = now - desk.down_since()?;
    (down > GRACE)
        .then(|| Reason { part: "gateway", why: format!("its link is down for {} s", down.num_seconds()) })
}
