//! A small page for a phone at night: no script, nothing from elsewhere, and nobody keeps or indexes it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use commands::dead_end::DeadEnd;
use incidents::model::tongue::Tongue;
use incidents::postmortem::escaped;
use sha2::{Digest as _, Sha256};

const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1.5rem;\
    color:#111;background:#fff}h1{font-size:1.25rem}h2{font-size:1.05rem;margin:1.6rem 0 .3rem}h1,h2,p{overflow-wrap:anywhere}\
    textarea{font:inherit;width:100%;box-sizing:border-box}button{font:inherit;width:100%;\
    padding:.9rem;margin:.4rem 0;border:2px solid #111;border-radius:.5rem;background:#fff;color:#111}\
    button.go{background:#0b6b2b;border-color:#0b6b2b;color:#fff}\
    @media(prefers-color-scheme:dark){body,button{color:#eee;background:#111}button{border-color:#eee}}";

/// The language that a browser asks for.
pub(super) struct Asks(pub(super) Tongue);

impl<S: Sync> FromRequestParts<S> for Asks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(accepted.map_or_else(Tongue::default, Tongue::liked)))
    }
}

/// A page that says why there is nothing on it.
pub(super) fn dead_end(tongue: Tongue, status: StatusCode, why: DeadEnd) -> Response {
    let (heading, text) = why.words(tongue);
    page(tongue, status, (&heading, &text), "")
}

/// A page in a language, with a heading, what it says, and what can be done.
pub(super) fn page(
    tongue: Tongue,
    status: StatusCode,
    (heading, text): (&str, &str),
    form: &str,
) -> Response {
    let lang = tongue.as_str();
    let (heading, text) = (escaped(heading), escaped(text));
    let html = format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Sitrep</title><style>{STYLE}</style></head>\
         <body><main><h1>{heading}</h1><p>{text}</p>{form}</main></body></html>\n"
    );
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE))
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
