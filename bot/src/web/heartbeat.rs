//! `GET` or `POST /heartbeat/{token}`: a job says that it is alive. It is answered once that is on the disk.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;
use incidents::model::token::Token;
use incidents::operations::heartbeats::ping::ping;
use incidents::store::heartbeats;
use incidents::{Actor, Error, Fault, Who};
use tracing::error;

use super::desk::Desk;

/// What was heard a moment ago need not be noted anew: a job that calls in a loop costs a look and no write.
const FRESH: TimeDelta = TimeDelta::seconds(5);

/// Answers.
pub(super) async fn hear(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let token = Token::presented(&token);
    match heard(&desk, token).await {
        Ok(true) => "ok\n".into_response(),
        Ok(false) => (StatusCode::NOT_FOUND, "no heartbeat has this address\n").into_response(),
        Err(Error::Fault(Fault::Busy)) => {
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "5")], "busy; call again\n").into_response()
        }
        Err(why) => {
            error!("a heartbeat could not be noted: {why}");
            (StatusCode::INTERNAL_SERVER_ERROR, "that failed on our side; call again\n").into_response()
        }
    }
}

/// Whether an address is a heartbeat's; if so, it was heard.
async fn heard(desk: &Desk, token: Token) -> Result<bool, Error> {
    let Some(found) = desk.ledger().read(move |view| Ok(heartbeats::of_token(view, &token)?)).await? else {
        return Ok(false);
    };
    let now = desk.ledger().clock().now();
    let is_fresh = found.last_at.is_some_and(|last| (TimeDelta::zero()..FRESH).contains(&(now - last)));
    if !is_fresh || found.missing_since.is_some() {
        let by = Actor { guild: found.guild, who: Who::Alert(found.name.to_string()) };
        desk.ledger().change(by, move |change| ping(change, found.id)).await?;
    }
    Ok(true)
}
