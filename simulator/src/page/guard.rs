//! Keeps other web pages away: a browser that sits on this machine carries their requests too.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Lets through only what this page asked, or a person who typed its address.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let mut response = if is_ours(request.method(), request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This page answers only itself, on this machine.").into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn is_ours(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(host) = text(header::HOST) else { return false };
    // A name that others chose may have been pointed at this machine.
    if !matches!(without_port(host), "127.0.0.1" | "localhost" | "[::1]") {
        return false;
    }
    let origin = text(header::ORIGIN);
    let is_own_origin = origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let is_own_site = method == Method::GET || site.is_none_or(|site| site == "same-origin");
    is_own_origin && is_own_site
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &Method, headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_ours(method, &headers.collect())
    }

    #[test]
    fn the_page_itself_is_let_through() {
        assert!(asked(&Method::GET, &[("host", "127.0.0.1:4000")]));
        assert!(asked(&Method::GET, &[("host", "[::1]:4000")]));
        let own = [
            ("host", "localhost:4000"),
            ("origin", "http://localhost:4000"),
            ("sec-fetch-site", "same-origin"),
        ];
        assert!(asked(&Method::POST, &own));
    }

    #[test]
    fn other_pages_are_not() {
        for headers in [
            vec![("host", "rebound.example:4000")],
            vec![("host", "127.0.0.1.rebound.example")],
            vec![("host", "127.0.0.1:4000"), ("origin", "https://elsewhere.example")],
            vec![("host", "127.0.0.1:4000"), ("origin", "http://127.0.0.1:5000")],
            vec![("host", "127.0.0.1:4000"), ("origin", "null")],
            vec![("host", "127.0.0.1:4000"), ("sec-fetch-site", "cross-site")],
            vec![],
        ] {
            assert!(!asked(&Method::POST, &headers), "{headers:?}");
        }
    }
}
