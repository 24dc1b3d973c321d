//! A request as the handlers see it, and what they answer.

use std::{collections::HashMap, str::FromStr};

use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Query, Request},
    http::{Uri, request::Parts},
};
use serde_json::{Value, json};

use crate::{errors::Refusal, rest::uri};

/// The most bytes a request may have.
const MOST_BYTES: usize = 25 * 1024 * 1024;

/// A file that came along.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// The `n` of `files[n]`.
    pub(crate) place: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// After `/api/v10`.
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) query: HashMap<String, String>,
    pub(crate) authorization: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) body: Value,
    pub(crate) files: Vec<Upload>,
    /// What stands in the variable steps of the path, in order.
    pub(crate) steps: Vec<String>,
}

/// What a handler answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    Json(Value),
    Created(Value),
    /// 204.
    Nothing,
}

/// What a handler returns.
pub(crate) type Reply = Result<Answer, Refusal>;

impl Call {
    /// A request that carries this body.
    pub(crate) fn posted(path: &str, body: Value) -> Self {
        Self {
            method: "POST".to_owned(),
            path: path.to_owned(),
            raw_query: String::new(),
            query: HashMap::new(),
            authorization: None,
            reason: None,
            body,
            files: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The variable step `place` of the path, as an id.
    pub(crate) fn id<T: FromStr>(&self, place: usize) -> Result<T, Refusal> {
        let step = self.step(place);
        step.parse().map_err(|_| not_a_snowflake(step))
    }

    /// The variable step `place` of the path.
    pub(crate) fn step(&self, place: usize) -> &str {
        self.steps.get(place).map_or("", String::as_str)
    }

    /// A number in the query, within bounds.
    pub(crate) fn limit(&self, default: usize, min: usize, max: usize) -> Result<usize, Refusal> {
        let Some(text) = self.query.get("limit") else { return Ok(default) };
        let asked = text.parse().ok().filter(|asked| (min..=max).contains(asked));
        let message = format!("int value should be between {min} and {max}.");
        asked.ok_or_else(|| Refusal::field("limit", "NUMBER_TYPE_RANGE", &message))
    }

    /// An id in the query.
    pub(crate) fn query_id<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let text = self.query.get(name);
        text.map(|text| text.parse().map_err(|_| not_a_snowflake(text))).transpose()
    }

    /// Reads a request from the wire.
    pub(crate) async fn read(parts: Parts, body: Body) -> (Self, Option<Refusal>) {
        let header =
            |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let path = parts.uri.path();
        let mut call = Self {
            method: parts.method.to_string(),
            path: uri::unescaped(path.strip_prefix("/api/v10").unwrap_or(path)),
            raw_query: parts.uri.query().unwrap_or_default().to_owned(),
            query: query_of(&parts.uri),
            authorization: header("authorization"),
            reason: header("x-audit-log-reason").map(|reason| uri::unescaped(&reason)),
            body: Value::Null,
            files: Vec::new(),
            steps: Vec::new(),
        };
        let media_type = header("content-type").unwrap_or_default();
        let Ok(bytes) = axum::body::to_bytes(body, MOST_BYTES).await else {
            return (call, Some(Refusal::too_large()));
        };
        let fault = if media_type.starts_with("multipart/form-data") {
            let request = Request::from_parts(parts, Body::from(bytes));
            call.read_parts(request).await.err()
        } else {
            call.read_json(&bytes, &media_type).err()
        };
        (call, fault)
    }

    fn read_json(&mut self, bytes: &[u8], media_type: &str) -> Result<(), Refusal> {
        if bytes.is_empty() {
            return Ok(());
        }
        if !media_type.starts_with("application/json") {
            let message = "Expected \"Content-Type\" header to be one of {'application/json'}.";
            return Err(Refusal::field("_body", "CONTENT_TYPE_INVALID", message));
        }
        self.body = serde_json::from_slice(bytes).map_err(|_| Refusal::bad_json())?;
        Ok(())
    }

    async fn read_parts(&mut self, request: Request) -> Result<(), Refusal> {
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| Refusal::bad_json())?;
        while let Some(part) = parts.next_field().await.map_err(|_| Refusal::bad_json())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| Refusal::bad_json())?;
            if name == "payload_json" {
                self.body = serde_json::from_slice(&bytes).map_err(|_| Refusal::bad_json())?;
            } else if let Some(place) = place_of(&name) {
                let name = file_name.unwrap_or_else(|| format!("file{place}"));
                self.files.push(Upload { place, name, description: None, bytes: bytes.to_vec() });
            } else {
                return Err(Refusal::field(&name, "UNKNOWN_PART", "Parts are payload_json and files[n]."));
            }
        }
        if self.body.is_null() {
            self.body = json!({});
        }
        Ok(())
    }
}

fn place_of(part: &str) -> Option<u64> {
    part.strip_prefix("files[")?.strip_suffix(']')?.parse().ok()
}

fn query_of(uri: &Uri) -> HashMap<String, String> {
    Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default()
}

fn not_a_snowflake(text: &str) -> Refusal {
    Refusal::field("", "NUMBER_TYPE_COERCE", &format!("Value \"{text}\" is not snowflake."))
}
