//! `/twilio/voice/{token}` and `/twilio/sms`: what people press and text, as Twilio reports it.
//!
//! A report counts when it is signed for the address it was sent to: the public one, for behind a proxy we know no other.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use commands::dead_end::Unheard;
use commands::outside::{self, Heard, Texted, Verb};
use incidents::model::tongue::Tongue;
use incidents::operations::paging::answer::Brought;
use secrecy::ExposeSecret as _;
use tracing::{error, warn};

use super::answers::{SAID, answered};
use super::body::whole;
use super::desk::Desk;
use super::report::Report;
use crate::twiml;

/// A key was pressed.
pub(super) async fn pressed(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let report = match report(&desk, &format!("twilio/voice/{token}"), &headers, body).await {
        Ok(report) => report,
        Err(status) => return status.into_response(),
    };
    let now = desk.ledger().clock().now();
    let Some(token) = desk.answers().and_then(|taking| taking.set.links.read(&token, now)) else {
        let tongue = Tongue::default();
        return said(twiml::goodbye(tongue, &Unheard::TooOld.words(tongue)));
    };
    let brought = token.brought;
    let tongue = desk.ledger().read(move |view| outside::tongue(view, brought)).await;
    let tongue = tongue.ok().flatten().unwrap_or_default();
    let words = match report.pressed() {
        Some(verb) => came_of(&desk, (brought, tongue), verb).await,
        None => Unheard::NoSuchKey.words(tongue),
    };
    said(twiml::goodbye(tongue, &words))
}

/// A text message came in.
pub(super) async fn texted(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let report = match report(&desk, "twilio/sms", &headers, body).await {
        Ok(report) => report,
        Err(status) => return status.into_response(),
    };
    let (from, text) = report.texted();
    let (from, text) = (from.to_owned(), text.to_owned());
    let words = match desk.ledger().read(move |view| outside::texted(view, &from, &text)).await {
        Ok(Texted { answers: Some((brought, verb)), tongue }) => {
            came_of(&desk, (brought, tongue), verb).await
        }
        Ok(Texted { answers: None, tongue }) => Unheard::NotAsked.words(tongue),
        Err(why) => {
            error!("a text message could not be read: {why}");
            Unheard::Fault.words(Tongue::default())
        }
    };
    said(twiml::message(&words))
}

async fn came_of(desk: &Desk, (brought, tongue): (Brought, Tongue), verb: Verb) -> String {
    match answered(desk.ledger(), brought, verb).await {
        Ok(Some(Heard { words, .. })) => words,
        Ok(None) => Unheard::Gone.words(tongue),
        Err(why) => {
            error!("an answer by phone could not be taken: {why}");
            Unheard::Fault.words(tongue)
        }
    }
}

fn said(markup: String) -> Response {
    ([(header::CONTENT_TYPE, "text/xml; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], markup)
        .into_response()
}

/// Reads a report, after its signature was found to be right.
async fn report(desk: &Desk, path: &str, headers: &HeaderMap, body: Body) -> Result<Report, StatusCode> {
    let taking = desk.answers().ok_or(StatusCode::NOT_FOUND)?;
    let token = taking.set.twilio.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    let body = whole(body, SAID).await.map_err(|(status, _)| status)?;
    let report = Report::read(&body).ok_or(StatusCode::BAD_REQUEST)?;
    let signature = headers.get("x-twilio-signature").map(HeaderValue::as_bytes).unwrap_or_default();
    if report.is_signed(&taking.set.links.below(path), signature, token.expose_secret().as_bytes()) {
        return Ok(report);
    }
    warn!(
        "a report in Twilio's name was not signed by it, or the public address differs from the one it calls"
    );
    Err(StatusCode::UNAUTHORIZED)
}
