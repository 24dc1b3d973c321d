//! The router, and the last step of every request: the answer, or the mishap that was planned.

use std::sync::Arc;

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Query, Request, State as Extract},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};

use super::{
    call::Call,
    handle::{Ending, Outcome},
    line::Line,
};
use crate::{
    gateway,
    ids::AttachmentId,
    oauth::{consent, exchange},
    shared::Shared,
    state::attachment,
};

/// Everything under one address: REST, gateway, and files.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let page = crate::page::router(&shared);
    Router::new()
        .route("/gateway", any(gateway::socket::accept))
        .route("/gateway/", any(gateway::socket::accept))
        .route("/gateway/resume", any(gateway::socket::accept))
        .route("/gateway/resume/", any(gateway::socket::accept))
        .route("/attachments/{channel}/{id}/{name}", get(file))
        .route("/oauth2/authorize", get(consent::ask).post(consent::answer))
        .route("/api/oauth2/token", post(exchange::exchange))
        .route("/api/v10/oauth2/token", post(exchange::exchange))
        .route("/api/{*rest}", any(answer))
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
        .merge(page)
}

async fn answer(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let (call, fault) = Call::read(parts, body).await;
    let outcome = shared.with(|state| state.handle(call, fault));
    match outcome.ending {
        Ending::Answer => response(outcome),
        Ending::Reset => {
            line.cut();
            StatusCode::OK.into_response()
        }
        Ending::Hang => std::future::pending().await,
    }
}

fn response(outcome: Outcome) -> Response {
    let status = StatusCode::from_u16(outcome.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match outcome.html {
        Some(page) => (status, [(header::CONTENT_TYPE, "text/html")], page).into_response(),
        None if outcome.body.is_null() => status.into_response(),
        None => (status, axum::Json(outcome.body)).into_response(),
    };
    for (name, value) in outcome.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

#[derive(serde::Deserialize)]
struct Signature {
    ex: Option<String>,
    hm: Option<String>,
}

async fn file(
    Extract(shared): Extract<Arc<Shared>>,
    Path((_, id, _)): Path<(u64, u64, String)>,
    Query(signature): Query<Signature>,
) -> Response {
    let gone = (StatusCode::NOT_FOUND, "This content is no longer available.");
    let hex = |text: Option<String>| text.and_then(|text| u64::from_str_radix(&text, 16).ok());
    let (Some(expires), Some(mark)) = (hex(signature.ex), hex(signature.hm)) else {
        return gone.into_response();
    };
    let Ok(expires) = i64::try_from(expires) else { return gone.into_response() };
    let id = AttachmentId::new(id);
    let found = shared.look(|state| {
        let is_good = attachment::mark(id, expires) == mark && state.now().timestamp() <= expires;
        state
            .attachments
            .get(&id)
            .filter(|_| is_good)
            .map(|file| (file.media_type.clone(), file.bytes.clone()))
    });
    match found {
        // People send what they like: nothing in a file may act on the page that shares its address.
        Some((media_type, bytes)) => {
            let shown = [
                (header::CONTENT_TYPE, media_type.as_str()),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (
                    header::CONTENT_SECURITY_POLICY,
                    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox",
                ),
            ];
            (shown, bytes).into_response()
        }
        None => gone.into_response(),
    }
}
