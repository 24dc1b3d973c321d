//! One call to a tracker: its answer as JSON, or what its failure means.
//!
//! The addresses are the operator's own, from the configuration, and what servers name is only ever a segment of a path: so these
//! calls go through the operator's proxy and to wherever the operator says, unlike those to addresses that people type.

use incidents::noted;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::notice::{Outcome, back_off};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Response, Url};
use serde_json::Value;

use super::answers::{Unreadable, reason};
use crate::discord::is_loopback;

/// How many bytes an answer may have: a hundred issues with long texts.
const MOST_BYTES: usize = 8 << 20;
/// A wait that a tracker asks for is cut here: then it is asked again.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// A tracker's address, and what proves to it that we may come in.
pub(super) struct Http {
    client: reqwest::Client,
    base: Url,
}

/// What a failed call means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// Not before so long.
    After(TimeDelta, String),
    /// Not now; what was asked for may have happened.
    Unavailable(String),
    /// Not as things are: somebody has to give a token, a right or a name.
    Forbidden(String),
    /// There is no such thing, or the token may not see it.
    Missing(String),
    /// Never, as it was asked.
    Refused(String),
}

impl Failure {
    /// What comes next for the wish.
    pub fn outcome(self, tries: u32, now: DateTime<Utc>) -> Outcome {
        match self {
            Self::After(wait, why) => Outcome::RetryAt(now + wait.min(LONGEST_WAIT), why),
            Self::Unavailable(why) => Outcome::RetryAt(now + back_off(tries), why),
            Self::Forbidden(why) | Self::Missing(why) => Outcome::Blocked(why),
            Self::Refused(why) => Outcome::GaveUp(why),
        }
    }
}

impl From<incidents::Error> for Failure {
    fn from(why: incidents::Error) -> Self {
        Self::Unavailable(why.to_string())
    }
}

impl From<Unreadable> for Failure {
    fn from(why: Unreadable) -> Self {
        Self::Unavailable(why.to_string())
    }
}

/// A header whose value is never printed.
pub(super) fn secret(name: HeaderName, value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(mut value) = HeaderValue::from_str(value) {
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    headers
}

impl Http {
    pub fn new(base: &Url, headers: HeaderMap, patience: Duration) -> Self {
        let builder = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(patience)
            .timeout(patience)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("sitrep/", env!("CARGO_PKG_VERSION")));
        let builder = if is_loopback(base) { builder.no_proxy() } else { builder };
        Self { client: builder.build().expect("the TLS backend is compiled in"), base: base.clone() }
    }

    /// An address below the base; each part is one segment, whatever is in it.
    pub fn at(&self, parts: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(parts);
        }
        url
    }

    pub async fn get(&self, url: Url, query: &[(&str, &str)]) -> Result<Value, Failure> {
        self.answer(self.client.get(url).query(query)).await
    }

    pub async fn send(&self, method: Method, url: Url, body: &Value) -> Result<Value, Failure> {
        self.answer(self.client.request(method, url).json(body)).await
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Value, Failure> {
        let response = request.send().await.map_err(|why| Failure::Unavailable(unreachable(&why)))?;
        let (status, wait) = (response.status(), asked_to_wait(response.headers()));
        let body = read(response).await?;
        let why = reason(&body).map(|words| format!(": {words}")).unwrap_or_default();
        let code = status.as_u16();
        match code {
            200..=299 => Ok(body),
            401 => Err(Failure::Forbidden(noted!("the tracker does not know the token (401{why})", why))),
            403 | 429 if code == 429 || wait.is_some() => {
                let wait = wait.unwrap_or(TimeDelta::minutes(1));
                Err(Failure::After(wait, noted!("the tracker asks for patience ({code})", code)))
            }
            403 => Err(Failure::Forbidden(noted!("the token may not do this (403{why})", why))),
            404 | 410 => Err(Failure::Missing(noted!(
                "it is not there, or the token may not see it ({code}{why})",
                code,
                why
            ))),
            300..=399 => {
                Err(Failure::Forbidden(noted!("the project has moved ({code}); set its new name", code)))
            }
            500..=599 | 408 => Err(Failure::Unavailable(noted!("the tracker fails ({code})", code))),
            _ => Err(Failure::Refused(noted!("the tracker does not take it ({code}{why})", code, why))),
        }
    }
}

fn unreachable(why: &reqwest::Error) -> String {
    let why = match why.is_timeout() {
        true => noted!("the tracker does not answer in time"),
        false => noted!("the tracker cannot be reached"),
    };
    why.into()
}

/// The body, within bounds. One that is no JSON is as good as none.
async fn read(mut response: Response) -> Result<Value, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|why| Failure::Unavailable(unreachable(&why)))? {
        if bytes.len() + piece.len() > MOST_BYTES {
            return Err(Failure::Unavailable(noted!("the tracker's answer is too long").into()));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

/// How long a tracker asks us to stay away, in any of the ways they say it.
fn asked_to_wait(headers: &HeaderMap) -> Option<TimeDelta> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
    let wait = number("retry-after").or_else(|| {
        let is_spent = number("x-ratelimit-remaining") == Some(0);
        is_spent.then_some(60)
    })?;
    TimeDelta::try_seconds(wait.clamp(1, 86_400))
}
