//! An HTTP answer, read as success or as what to do next.

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::HeaderMap;
use reqwest::{Response, StatusCode};
use serde_json::Value;

use super::failure::{Effect, Failure, Refused, Scope};
use super::headers::{seconds, text};

/// The code of an edit refused because the message is old; it comes with status 429 and must not be waited for.
const OLD_EDIT: u32 = 30046;

/// How long to wait when Discord asks us to, without saying how long.
const UNSAID_WAIT: TimeDelta = TimeDelta::seconds(5);

/// Reads an answer that arrived at `now`.
pub(super) async fn read(response: Response, now: DateTime<Utc>) -> Result<Value, Failure> {
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.map_err(transport)?;
    let json = serde_json::from_slice::<Value>(&bytes).ok();
    match status {
        StatusCode::NO_CONTENT => Ok(Value::Null),
        status if status.is_success() => json.ok_or_else(|| unavailable(status)),
        StatusCode::TOO_MANY_REQUESTS => Err(too_many(&headers, json.as_ref(), now)),
        status if status.is_client_error() => Err(refused(status, json.as_ref()).into()),
        status => Err(unavailable(status)),
    }
}

/// What a fault of the transport means. Reqwest's words would name the address, and with it an interaction's token.
#[expect(clippy::needless_pass_by_value, reason = "it is handed over by map_err")]
pub(super) fn transport(error: reqwest::Error) -> Failure {
    let (effect, why) = if error.is_connect() {
        (Effect::None, "no connection")
    } else if error.is_builder() {
        (Effect::None, "the request could not be built")
    } else if error.is_timeout() {
        (Effect::Possible, "no answer in time")
    } else {
        (Effect::Possible, "the connection broke")
    };
    Failure::Unavailable { effect, why: why.to_owned() }
}

fn unavailable(status: StatusCode) -> Failure {
    Failure::Unavailable { effect: Effect::Possible, why: format!("status {}", status.as_u16()) }
}

/// The body is more exact than the header, which is in whole seconds. A page instead of JSON is not Discord's own but that of
/// the network before it, and holds for everything.
fn too_many(headers: &HeaderMap, body: Option<&Value>, now: DateTime<Utc>) -> Failure {
    if body.is_some_and(|body| body["code"] == OLD_EDIT) {
        return refused(StatusCode::TOO_MANY_REQUESTS, body).into();
    }
    let told = body.and_then(|body| body["retry_after"].as_f64());
    let header = || text(headers, "retry-after")?.parse::<f64>().ok();
    let wait = told.or_else(header).and_then(seconds).unwrap_or(UNSAID_WAIT);
    let is_global = body.is_none_or(|body| body["global"] == true)
        || text(headers, "x-ratelimit-global").is_some_and(|is| is.eq_ignore_ascii_case("true"));
    let scope = match text(headers, "x-ratelimit-scope") {
        Some("shared") => Scope::Shared,
        Some("global") => Scope::Global,
        _ if is_global => Scope::Global,
        _ => Scope::Bucket,
    };
    Failure::RetryAfter { at: now + wait, scope }
}

fn refused(status: StatusCode, body: Option<&Value>) -> Refused {
    let code = body.and_then(|body| body["code"].as_u64()).and_then(|code| u32::try_from(code).ok());
    // The part that signs people in says why under another name than the rest.
    let told = body.and_then(|body| body["message"].as_str().or_else(|| body["error"].as_str()));
    let mut message = told.unwrap_or("no reason given").to_owned();
    if let Some(fault) = body.and_then(|body| first_fault(&body["errors"], "")) {
        message = format!("{message}: {fault}");
    }
    Refused::new(status.as_u16(), code.unwrap_or(0), message)
}

/// The first field that Discord finds fault with, as `path: CODE words`.
fn first_fault(errors: &Value, path: &str) -> Option<String> {
    if let Some(fault) = errors["_errors"].get(0) {
        let (code, words) = (fault["code"].as_str()?, fault["message"].as_str().unwrap_or_default());
        return Some(format!("{path}: {code} {words}"));
    }
    errors.as_object()?.iter().find_map(|(name, inner)| {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        first_fault(inner, &path)
    })
}
