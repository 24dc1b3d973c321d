//! `GET /schedules/{token}.ics`: a schedule as a calendar, for whoever was given its address. Any other address is like one that
//! never was.

use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use incidents::Result;
use incidents::model::alert::digest;
use incidents::model::named::NamedSchedule;
use incidents::model::token::Token;
use incidents::store::schedules;
use tracing::error;

use super::desk::Desk;

/// Shows the calendar.
pub(super) async fn show(State(desk): State<Desk>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    match shown(&desk, &file, &headers).await {
        Ok(response) => response,
        Err(why) => {
            error!("a schedule could not be read: {why}");
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "60")]).into_response()
        }
    }
}

async fn shown(desk: &Desk, file: &str, headers: &HeaderMap) -> Result<Response> {
    let Some(token) = file.strip_suffix(".ics").map(Token::presented) else { return Ok(nothing()) };
    let found = desk.ledger().read(move |view| Ok(schedules::of_feed(view, &token)?)).await?;
    let Some(schedule) = found else { return Ok(nothing()) };
    if let Err(too_many) = desk.readers().admit(schedule.id, desk.ledger().clock().now()) {
        let after = too_many.after_s.to_string();
        return Ok((StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, after)]).into_response());
    }
    calendar(desk, schedule, headers).await
}

async fn calendar(desk: &Desk, schedule: NamedSchedule, headers: &HeaderMap) -> Result<Response> {
    let told = desk.ledger().read(move |view| commands::calendar::calendar(view, &schedule)).await?;
    let tag = format!("\"{}\"", digest(told.as_bytes()));
    let standing = [
        (CACHE_CONTROL, "private, max-age=300".to_owned()),
        (ETAG, tag.clone()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    let has_it = headers
        .get(IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| known.contains(&tag));
    if has_it {
        return Ok((StatusCode::NOT_MODIFIED, standing).into_response());
    }
    Ok((standing, [(CONTENT_TYPE, "text/calendar; charset=utf-8")], told).into_response())
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is no calendar here.\n").into_response()
}
