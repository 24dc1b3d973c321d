//! `GET /status/{guild}`: what anybody may read of a server that wants it. One that does not is like one that is not there.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse as _, Response};
use incidents::Result;
use incidents::ids::GuildId;
use incidents::operations::status_page::{StatusPage, status_page};
use tracing::error;

use super::desk::Desk;

/// No script runs, and nothing is fetched from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Shows the page.
pub(super) async fn show(State(desk): State<Desk>, Path(guild): Path<String>) -> Response {
    answer(found(&desk, &guild).await, "text/html; charset=utf-8", |page, base, _| {
        commands::status_page::html(page, base)
    })
}

/// Shows the feed.
pub(super) async fn feed(State(desk): State<Desk>, Path(guild): Path<String>) -> Response {
    answer(found(&desk, &guild).await, "application/atom+xml; charset=utf-8", commands::status_page::atom)
}

type Found = (StatusPage, String, chrono::DateTime<chrono::Utc>);

async fn found(desk: &Desk, guild: &str) -> Result<Option<Found>> {
    let Ok(guild) = guild.parse::<GuildId>() else { return Ok(None) };
    let read = desk.ledger().read(move |view| {
        let page = status_page(view, guild)?;
        Ok(page.map(|page| (page, view.address().to_owned(), view.now)))
    });
    read.await
}

fn answer(
    found: Result<Option<Found>>,
    kind: &'static str,
    shown: fn(&StatusPage, &str, chrono::DateTime<chrono::Utc>) -> String,
) -> Response {
    match found {
        Ok(Some((page, base, now))) => {
            let headers = [
                (CONTENT_TYPE, kind),
                (CACHE_CONTROL, "public, max-age=15"),
                (CONTENT_SECURITY_POLICY, POLICY),
                (REFERRER_POLICY, "no-referrer"),
                (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, shown(&page, &base, now)).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, "There is no status page here.\n").into_response(),
        Err(why) => {
            error!("a status page could not be read: {why}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
