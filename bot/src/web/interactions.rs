//! `POST /interactions`: what people do on Discord, sent here by Discord itself in place of the gateway.
//!
//! Nobody but Discord is believed, and nothing is read before that is clear: Discord tries from time to time with wrong
//! signatures, and takes the address away from whoever believes one.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use tracing::{debug, warn};

use super::body::{Bounds, whole};
use super::desk::Desk;
use crate::discord::{PublicKey, Signed, Unbelieved};
use crate::ears::Hearer;

/// The largest are messages that somebody chose from a menu, with all that they quote.
const BOUNDS: Bounds = Bounds { bytes: 1 << 20, time: Duration::from_secs(3) };
/// Discord asks whether somebody is there, and wants the same number back.
const PING: u64 = 1;

/// What is needed to answer Discord's requests.
#[derive(Clone)]
pub struct Interactions {
    /// What they are signed with.
    pub(crate) key: PublicKey,
    /// Who answers.
    pub(crate) hearer: Arc<Hearer>,
}

/// Answers.
pub(super) async fn take(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let Some(Interactions { key, hearer }) = desk.interactions() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = match whole(body, BOUNDS).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let signed = Signed { at: header("x-signature-timestamp"), signature: header("x-signature-ed25519") };
    if let Err(why) = key.believes(signed, &body, desk.ledger().clock().now()) {
        return refused(why);
    }
    let Ok(interaction) = serde_json::from_slice::<Value>(&body) else {
        return (StatusCode::BAD_REQUEST, "That is no JSON.").into_response();
    };
    if interaction["type"] == PING {
        return Json(json!({ "type": PING })).into_response();
    }
    match Arc::clone(hearer).posted(interaction).await {
        Some(answer) => Json(answer).into_response(),
        // It is answered by a call of ours, and Discord wants to be told so without a body.
        None => StatusCode::ACCEPTED.into_response(),
    }
}

fn refused(why: Unbelieved) -> Response {
    match why {
        Unbelieved::Forged => debug!("a request in Discord's name was refused: {why}"),
        Unbelieved::Stale(_) => {
            warn!(
                "a request of Discord's was refused: {why}. If it is Discord that sends it now, set this machine's clock"
            );
        }
    }
    (StatusCode::UNAUTHORIZED, "invalid request signature").into_response()
}
