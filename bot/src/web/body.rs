//! Reads what somebody sends, within bounds of size and time, and never more of it into memory than is wanted.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use futures::StreamExt as _;
use tokio::time::timeout;

/// How much is read past the limit and thrown away, so that the other side lives to read our answer.
const POURED_AWAY: usize = 64 << 20;

/// What may be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// How many bytes.
    pub bytes: usize,
    /// How long it may take to arrive.
    pub time: Duration,
}

/// Reads a body whole, or says by which status and sentence to refuse it.
pub(super) async fn whole(body: Body, bounds: Bounds) -> Result<Vec<u8>, (StatusCode, &'static str)> {
    match timeout(bounds.time, collect(body, bounds.bytes)).await {
        Ok(read) => read,
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "The body took too long to arrive.")),
    }
}

async fn collect(body: Body, most: usize) -> Result<Vec<u8>, (StatusCode, &'static str)> {
    let mut stream = body.into_data_stream();
    let (mut whole, mut length) = (Vec::new(), 0_usize);
    while let Some(chunk) = stream.next().await {
        let chunk: Bytes = chunk.map_err(|_| (StatusCode::BAD_REQUEST, "The body broke off."))?;
        length += chunk.len();
        if length <= most {
            whole.extend_from_slice(&chunk);
        } else {
            whole = Vec::new();
            if length > POURED_AWAY {
                break;
            }
        }
    }
    if length > most {
        Err((StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 1 MB."))
    } else {
        Ok(whole)
    }
}

/// The fields of a form; nothing where it is none.
pub(super) fn form(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(body).ok()?;
    let mut url = reqwest::Url::parse("http://form").ok()?;
    url.set_query(Some(text));
    Some(url.query_pairs().into_owned().collect())
}

/// Refuses bodies that are packed, or say that they are something else than text: a megabyte must be a megabyte.
pub(super) fn must_be_plain(headers: &HeaderMap) -> Result<(), (StatusCode, &'static str)> {
    let refused = |why| Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
    let packed = headers.get_all(header::CONTENT_ENCODING).iter().any(|value| value != "identity");
    if packed {
        return refused("Send the body as it is, without Content-Encoding.");
    }
    let Some(kind) = headers.get(header::CONTENT_TYPE) else { return Ok(()) };
    let kind =
        kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // The last is what curl says unless told otherwise, of whatever it sends.
    let taken = ["", "application/json", "text/json", "text/plain", "application/x-www-form-urlencoded"];
    if taken.contains(&kind.as_str()) || (kind.starts_with("application/") && kind.ends_with("+json")) {
        Ok(())
    } else {
        refused("Send JSON, with Content-Type: application/json.")
    }
}
