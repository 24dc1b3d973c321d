//! `/twilio/voice/{token}` and `/twilio/sms`: what people press and text, as Twilio reports it.
//!
//! A report counts when it is signed: HMAC-SHA1 over the address it was sent to and its fields in order, as Twilio documents.
//! The address is the public one, for behind a proxy we know no other.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commands::outside::{self, Verb};
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::ExposeSecret as _;
use sha1::Sha1;
use tracing::{error, warn};

use super::answers::{SAID, answered};
use super::body::{form, whole};
use super::desk::Desk;
use crate::twiml;

const SORRY: &str = "Sorry, that did not work. Please use Discord.";

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
        return said(twiml::goodbye("This call is too old. Please use Discord."));
    };
    let verb = match report.get("Digits") {
        Some("1") => Verb::Acknowledge,
        Some("2") => Verb::Decline,
        _ => return said(twiml::goodbye("That key means nothing here. Please use Discord.")),
    };
    said(twiml::goodbye(&came_of(&desk, token.brought, verb).await))
}

/// A text message came in.
pub(super) async fn texted(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let report = match report(&desk, "twilio/sms", &headers, body).await {
        Ok(report) => report,
        Err(status) => return status.into_response(),
    };
    let (from, text) = (report.get("From").unwrap_or_default(), report.get("Body").unwrap_or_default());
    let (from, text) = (from.to_owned(), text.to_owned());
    let words = match desk.ledger().read(move |view| outside::texted(view, &from, &text)).await {
        Ok(Some((brought, verb))) => came_of(&desk, brought, verb).await,
        Ok(None) => "There is no page that this number was asked to answer. Use Discord.".into(),
        Err(why) => {
            error!("a text message could not be read: {why}");
            SORRY.into()
        }
    };
    said(twiml::message(&words))
}

async fn came_of(desk: &Desk, brought: incidents::operations::paging::answer::Brought, verb: Verb) -> String {
    match answered(desk.ledger(), brought, verb).await {
        Ok(Some(words)) => words,
        Ok(None) => "That page is gone.".into(),
        Err(why) => {
            error!("an answer by phone could not be taken: {why}");
            SORRY.into()
        }
    }
}

fn said(markup: String) -> Response {
    ([(header::CONTENT_TYPE, "text/xml; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], markup)
        .into_response()
}

/// The fields of a report.
struct Report(Vec<(String, String)>);

impl Report {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a report, after its signature was found to be right.
async fn report(desk: &Desk, path: &str, headers: &HeaderMap, body: Body) -> Result<Report, StatusCode> {
    let taking = desk.answers().ok_or(StatusCode::NOT_FOUND)?;
    let token = taking.set.twilio.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    let mut fields: Vec<(String, String)> =
        form(&whole(body, SAID).await.map_err(|(status, _)| status)?).ok_or(StatusCode::BAD_REQUEST)?;
    fields.sort();
    let mut mac =
        Hmac::<Sha1>::new_from_slice(token.expose_secret().as_bytes()).expect("a key of any length will do");
    mac.update(taking.set.links.below(path).as_bytes());
    for (name, value) in &fields {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    let signature = headers.get("x-twilio-signature").and_then(|text| STANDARD.decode(text.as_bytes()).ok());
    // Compared in constant time.
    match signature.filter(|signature| mac.verify_slice(signature).is_ok()) {
        Some(_) => Ok(Report(fields)),
        None => {
            warn!(
                "a report in Twilio's name was not signed by it, or the public address differs from the one it calls"
            );
            Err(StatusCode::UNAUTHORIZED)
        }
    }
}
