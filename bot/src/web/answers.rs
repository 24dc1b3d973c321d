//! `/ack/{token}`: a page is answered by a link.
//!
//! Programs that look at links before people do are told apart from people by the method: looking (GET) never changes
//! anything, answering (POST) does. A link that was forged, is over or leads nowhere is answered alike.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use commands::outside::{self, Shown, Verb};
use incidents::operations::paging::answer::{self, Brought};
use incidents::postmortem::escaped;
use incidents::{Ledger, Result};
use secrecy::SecretString;
use tracing::error;

use super::body::{Bounds, whole};
use super::bucket::Bucket;
use super::desk::Desk;
use super::page::{page, page_in};
use crate::links::Links;

/// How many tokens that are none may be tried in a minute. What is signed by us is never turned away.
const WRONG_PER_MINUTE: i32 = 60;
/// What an answer may be: a text message and what Twilio adds to it.
pub(super) const SAID: Bounds = Bounds { bytes: 16 * 1024, time: Duration::from_secs(10) };

/// What is needed to take answers from outside Discord.
#[derive(Clone)]
pub struct Answers {
    /// The links that were sent.
    pub links: Links,
    /// What Twilio signs its reports with, where it is set up.
    pub twilio: Option<SecretString>,
    /// What PagerDuty signs its reports with, where it is set up.
    pub pagerduty: Option<SecretString>,
}

/// The same, with what is counted.
pub(super) struct Taking {
    pub(super) set: Answers,
    pub(super) wrong: Bucket,
}

impl Taking {
    pub(super) fn new(set: Answers) -> Self {
        Self { set, wrong: Bucket::new(WRONG_PER_MINUTE) }
    }
}

/// Shows what a link is about, and asks.
pub(super) async fn show(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let brought = match brought(&desk, &token) {
        Ok(brought) => brought,
        Err(refused) => return *refused,
    };
    match desk.ledger().read(move |view| outside::shown(view, brought)).await {
        Ok(Some(shown)) => asking(&shown),
        Ok(None) => nothing(),
        Err(why) => failed(&why),
    }
}

/// Answers.
pub(super) async fn take(State(desk): State<Desk>, Path(token): Path<String>, body: Body) -> Response {
    let brought = match brought(&desk, &token) {
        Ok(brought) => brought,
        Err(refused) => return *refused,
    };
    let said = match whole(body, SAID).await {
        Ok(said) => said,
        Err((status, why)) => return page(status, "Sorry", why, ""),
    };
    // A phone's button sends nothing at all.
    let verb = if said == b"answer=decline" { Verb::Decline } else { Verb::Acknowledge };
    match answered(desk.ledger(), brought, verb).await {
        Ok(Some(words)) => page(StatusCode::OK, "Sitrep", &words, ""),
        Ok(None) => nothing(),
        Err(why) => failed(&why),
    }
}

/// Gives an answer in the name of whom the letter was sent to.
pub(super) async fn answered(ledger: &Ledger, brought: Brought, verb: Verb) -> Result<Option<String>> {
    let Some(found) = ledger.read(move |view| answer::find(view, brought)).await? else { return Ok(None) };
    let by = answer::hand(&found);
    ledger.change(by, move |change| outside::answered(change, brought, verb)).await
}

fn brought(desk: &Desk, token: &str) -> Result<Brought, Box<Response>> {
    let Some(taking) = desk.answers() else { return Err(nothing().into()) };
    let now = desk.ledger().clock().now();
    match taking.set.links.read(token, now) {
        Some(token) => Ok(token.brought),
        None => Err(taking.wrong.take(now).map_or_else(too_many, |()| nothing()).into()),
    }
}

fn asking(shown: &Shown) -> Response {
    let [take, decline] = shown.buttons.each_ref().map(|label| escaped(label));
    let form = format!(
        "<form method=\"post\"><button class=\"go\" name=\"answer\" value=\"acknowledge\">{take}</button>\
         <button name=\"answer\" value=\"decline\">{decline}</button></form>"
    );
    let form = if shown.waits { form.as_str() } else { "" };
    page_in(shown.tongue, StatusCode::OK, (&shown.subject, &shown.standing), form)
}

pub(super) fn nothing() -> Response {
    let text = "It may be too old, or was not copied whole. Answer in Discord instead.";
    page(StatusCode::NOT_FOUND, "This link does not work", text, "")
}

pub(super) fn too_many(seconds: i64) -> Response {
    let mut response = page(StatusCode::TOO_MANY_REQUESTS, "Too many tries", "Try again in a minute.", "");
    if let Ok(seconds) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

pub(super) fn failed(why: &incidents::Error) -> Response {
    error!("an answer from outside Discord could not be taken: {why}");
    let text = "That did not work, and it is our fault. Try again, or acknowledge in Discord.";
    page(StatusCode::SERVICE_UNAVAILABLE, "Sorry", text, "")
}
