//! `GET /readyz`: whether the bot is fit for work, and if not, why not.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::desk::Desk;
use crate::health::{Reason, reasons};

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    reasons: Vec<Reason>,
}

/// Answers.
pub(super) async fn show(State(desk): State<Desk>) -> Response {
    let reasons = reasons(desk.ledger(), desk.down_since()).await;
    let ready = reasons.is_empty();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, reasons })).into_response()
}
