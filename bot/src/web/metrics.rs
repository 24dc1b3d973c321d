//! `GET /metrics`: what was counted, for Prometheus and whatever reads the same text.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;
use incidents::Result;
use incidents::store::{identifies, outbox, timers};
use tracing::error;

use super::desk::Desk;
use crate::gateway::Link;
use crate::metrics::{Now, seconds};

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers.
pub(super) async fn show(State(desk): State<Desk>) -> Response {
    let now = match now(&desk).await {
        Ok(now) => now,
        Err(why) => return failed(&why),
    };
    match desk.metrics().text(&now) {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(why) => failed(&why),
    }
}

fn failed(why: &dyn std::fmt::Display) -> Response {
    error!("the metrics could not be shown: {why}");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

async fn now(desk: &Desk) -> Result<Now> {
    let hearing = desk.hearing();
    let (at, tally) = (desk.ledger().clock().now(), desk.ledger().tally());
    desk.ledger()
        .read(move |view| {
            let waited =
                |due: Option<chrono::DateTime<chrono::Utc>>| due.map_or(0.0, |due| seconds(at - due));
            Ok(Now {
                outbox_depth: outbox::depth(view)?,
                outbox_oldest_seconds: waited(outbox::oldest_due(view, at)?),
                timers_overdue_seconds: waited(timers::next_due(view)?),
                gateway_up: hearing.link == Link::Up,
                gateway_sessions: hearing.sessions,
                gateway_identifies: identifies::since(view, at - TimeDelta::hours(24))?,
                tally,
            })
        })
        .await
}
