//! `POST /pagerduty`: what becomes of our alerts in PagerDuty, as its webhooks of version 3 report it. Whoever acknowledges one there
//! has its page here.
//!
//! A report counts when it is signed: HMAC-SHA256 over its body, in hexadecimal, with the secret of the subscription. While that
//! is being changed there are several signatures, of which one must be right.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use commands::outside::{self, Verb};
use hmac::{Hmac, KeyInit as _, Mac as _};
use incidents::Result;
use incidents::ids::PageId;
use incidents::operations::paging::answer;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use tracing::{error, warn};

use super::answers::answered;
use super::body::{Bounds, whole};
use super::desk::Desk;
use crate::ways::pagerduty::page_of;

/// What a report may be: PagerDuty's own tell much of the service around the incident.
const REPORT: Bounds = Bounds { bytes: 256 * 1024, time: Duration::from_secs(10) };

/// What is read of a report.
#[derive(Deserialize)]
struct Report {
    event: Event,
}

#[derive(Deserialize)]
struct Event {
    event_type: String,
    agent: Option<Agent>,
    #[serde(default)]
    data: Incident,
}

#[derive(Deserialize)]
struct Agent {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize, Default)]
struct Incident {
    incident_key: Option<String>,
}

/// Something happened there.
pub(super) async fn report(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let Some(secret) = desk.answers().and_then(|taking| taking.set.pagerduty.as_ref()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let bytes = match whole(body, REPORT).await {
        Ok(bytes) => bytes,
        Err((status, why)) => return (status, why).into_response(),
    };
    if !is_signed(secret, &headers, &bytes) {
        warn!("a report in PagerDuty's name was not signed with the secret that is set");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Some(page) = acknowledged(&bytes) else { return StatusCode::OK.into_response() };
    match taken(&desk, page).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(why) => {
            error!("an acknowledgement in PagerDuty could not be taken; it is sent again: {why}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The page whose alert a person has acknowledged there. What programs do there, ours among them, is nobody's answer.
fn acknowledged(report: &[u8]) -> Option<PageId> {
    let Report { event } = serde_json::from_slice(report).ok()?;
    let by_person = event.agent.is_some_and(|agent| agent.kind.starts_with("user"));
    let is_answer = event.event_type == "incident.acknowledged" && by_person;
    page_of(event.data.incident_key.as_deref()?).filter(|_| is_answer)
}

async fn taken(desk: &Desk, page: PageId) -> Result<()> {
    let asked = desk.ledger().read(move |view| {
        let Some(brought) = answer::in_pagerduty(view, page)? else { return Ok(None) };
        // Somebody may have answered elsewhere meanwhile, of which PagerDuty was told.
        Ok(outside::shown(view, brought)?.filter(|shown| shown.waits).map(|_| brought))
    });
    if let Some(brought) = asked.await? {
        answered(desk.ledger(), brought, Verb::Acknowledge).await?;
    }
    Ok(())
}

fn is_signed(secret: &SecretString, headers: &HeaderMap, body: &[u8]) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("a key of any length will do");
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    let wanted: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let given =
        headers.get("x-pagerduty-signature").and_then(|given| given.to_str().ok()).unwrap_or_default();
    let mut signatures = given.split(',').filter_map(|one| one.trim().strip_prefix("v1="));
    signatures.any(|one| one.as_bytes().ct_eq(wanted.as_bytes()).into())
}
