//! `/ack/{token}`: a page is answered by a link.
//!
//! Programs that look at links before people do are told apart from people by the method: looking (GET) never changes
//! anything, answering (POST) does. A link that was forged, is over or leads nowhere is answered alike.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use commands::dead_end::DeadEnd;
use commands::outside::{self, Heard, Shown, Verb};
use incidents::model::tongue::Tongue;
use incidents::operations::paging::answer::{self, Brought};
use incidents::postmortem::escaped;
use incidents::{Ledger, Result};
use secrecy::SecretString;
use tracing::error;

use super::body::{Bounds, whole};
use super::bucket::Bucket;
use super::desk::Desk;
use super::page::{Asks, dead_end, page};
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
pub(super) async fn show(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Asks(tongue): Asks,
) -> Response {
    let brought = match brought(&desk, &token, tongue) {
        Ok(brought) => brought,
        Err(refused) => return *refused,
    };
    match desk.ledger().read(move |view| outside::shown(view, brought)).await {
        Ok(Some(shown)) => asking(&shown),
        Ok(None) => nothing(tongue),
        Err(why) => failed(tongue, &why),
    }
}

/// Answers.
pub(super) async fn take(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Asks(tongue): Asks,
    body: Body,
) -> Response {
    let brought = match brought(&desk, &token, tongue) {
        Ok(brought) => brought,
        Err(refused) => return *refused,
    };
    let said = match whole(body, SAID).await {
        Ok(said) => said,
        Err((status, _)) => return dead_end(tongue, status, DeadEnd::NotWhole),
    };
    // A phone's button sends nothing at all.
    let verb = if said == b"answer=decline" { Verb::Decline } else { Verb::Acknowledge };
    match answered(desk.ledger(), brought, verb).await {
        Ok(Some(Heard { words, tongue })) => page(tongue, StatusCode::OK, ("Sitrep", &words), ""),
        Ok(None) => nothing(tongue),
        Err(why) => failed(tongue, &why),
    }
}

/// Gives an answer in the name of whom the letter was sent to.
pub(super) async fn answered(ledger: &Ledger, brought: Brought, verb: Verb) -> Result<Option<Heard>> {
    let Some(found) = ledger.read(move |view| answer::find(view, brought)).await? else { return Ok(None) };
    let by = answer::hand(&found);
    ledger.change(by, move |change| outside::answered(change, brought, verb)).await
}

fn brought(desk: &Desk, token: &str, tongue: Tongue) -> Result<Brought, Box<Response>> {
    let Some(taking) = desk.answers() else { return Err(nothing(tongue).into()) };
    let now = desk.ledger().clock().now();
    match taking.set.links.read(token, now) {
        Some(token) => Ok(token.brought),
        None => Err(none_such(taking, now, tongue).into()),
    }
}

/// The answer to a token that is none: the same whatever is wrong with it, until too many were tried.
pub(super) fn none_such(taking: &Taking, now: DateTime<Utc>, tongue: Tongue) -> Response {
    match taking.wrong.take(now) {
        Ok(()) => nothing(tongue),
        Err(seconds) => too_many(tongue, seconds),
    }
}

fn asking(shown: &Shown) -> Response {
    let [take, decline] = shown.buttons.each_ref().map(|label| escaped(label));
    let form = format!(
        "<form method=\"post\"><button class=\"go\" name=\"answer\" value=\"acknowledge\">{take}</button>\
         <button name=\"answer\" value=\"decline\">{decline}</button></form>"
    );
    let form = if shown.waits { form.as_str() } else { "" };
    page(shown.tongue, StatusCode::OK, (&shown.subject, &shown.standing), form)
}

pub(super) fn nothing(tongue: Tongue) -> Response {
    dead_end(tongue, StatusCode::NOT_FOUND, DeadEnd::Link)
}

fn too_many(tongue: Tongue, seconds: i64) -> Response {
    let mut response = dead_end(tongue, StatusCode::TOO_MANY_REQUESTS, DeadEnd::TooManyTries);
    if let Ok(seconds) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

pub(super) fn failed(tongue: Tongue, why: &incidents::Error) -> Response {
    error!("an answer from outside Discord could not be taken: {why}");
    dead_end(tongue, StatusCode::SERVICE_UNAVAILABLE, DeadEnd::Fault)
}
