//! `POST /alerts/{token}`: what monitoring systems deliver. They are answered once it is on the disk, so that whoever gets no
//! answer may send again.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use incidents::model::alert::{Made, NamedSource, Product, read};
use incidents::model::token::Token;
use incidents::operations::alerts::take_in::{Arrived, note, take_in};
use incidents::store::alert_sources;
use incidents::{Actor, AlertRefusal, Error, Fault, Refusal, Who};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tracing::{error, info};

use super::body::{Bounds, must_be_plain, whole};
use super::desk::Desk;

const BOUNDS: Bounds = Bounds { bytes: 1 << 20, time: Duration::from_secs(10) };
/// How many alerts the answer lists: nobody reads more, and the count is there.
const LISTED: usize = 100;

/// What the address may say besides.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// Which product sends it, when its shape does not tell.
    #[serde(rename = "as")]
    product: Option<String>,
}

/// What its sender gets.
#[derive(Debug, Serialize)]
struct Taken {
    product: &'static str,
    alerts: usize,
    made: Vec<One>,
}

#[derive(Debug, Serialize)]
struct One {
    made: &'static str,
    incident: Option<String>,
}

/// Why a delivery was not taken in.
struct No {
    status: StatusCode,
    why: String,
    after_s: Option<i64>,
}

/// Answers.
pub(super) async fn take(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match taken(&desk, &Token::presented(&token), &asked, (&headers, body)).await {
        Ok((product, made)) => {
            desk.metrics().alerted(product.as_str(), "taken", &made);
            let listed = made.iter().take(LISTED);
            let listed = listed.map(|made| One {
                made: made.as_str(),
                incident: made.incident().map(|one| one.to_string()),
            });
            let taken = Taken { product: product.as_str(), alerts: made.len(), made: listed.collect() };
            Json(taken).into_response()
        }
        Err(no) => {
            desk.metrics().alerted("unknown", outcome(no.status), &[]);
            no.response()
        }
    }
}

async fn taken(
    desk: &Desk,
    token: &Token,
    asked: &Asked,
    (headers, body): (&HeaderMap, Body),
) -> Result<(Product, Vec<Made>), No> {
    let source = source(desk, token.clone()).await?;
    must_be_plain(headers)?;
    admitted(desk, &source).await?;
    let bytes = whole(body, BOUNDS).await?;
    let hint = asked.product.as_deref().map(str::parse::<Product>).transpose();
    let read = hint
        .map_err(|why| why.to_string())
        .and_then(|hint| read(&bytes, hint).map_err(|why| why.to_string()));
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            noted(desk, &source, bytes.len(), Made::Unreadable { why: why.clone() }).await;
            return Err(No::because(StatusCode::BAD_REQUEST, why));
        }
    };
    let (id, product, arrived) = (source.id, read.product, Arrived::new(read, &bytes));
    let made = desk.ledger().change(by(&source), move |change| take_in(change, id, arrived)).await?;
    info!(guild.id = %source.guild, source.id = %id, "took in {} alerts", made.len());
    Ok((product, made))
}

async fn source(desk: &Desk, token: Token) -> Result<NamedSource, No> {
    let found = desk.ledger().read(move |view| Ok(alert_sources::of_token(view, &token)?)).await?;
    found.ok_or_else(|| AlertRefusal::NoAddress.into()).map_err(|why: Error| why.into())
}

async fn admitted(desk: &Desk, source: &NamedSource) -> Result<(), No> {
    let Err(too_many) = desk.flood().admit(source.id, desk.ledger().clock().now()) else { return Ok(()) };
    if too_many.is_first {
        noted(desk, source, 0, Made::TooMany).await;
    }
    let why =
        "More than 120 deliveries in a minute. Come back later, or send several alerts in one.".to_owned();
    Err(No { status: StatusCode::TOO_MANY_REQUESTS, why, after_s: Some(too_many.after_s) })
}

/// Notes what was refused, for whoever looks into it in chat. The sender is refused all the same.
async fn noted(desk: &Desk, source: &NamedSource, bytes: usize, made: Made) {
    let id = source.id;
    if let Err(why) = desk.ledger().change(by(source), move |change| note(change, id, bytes, made)).await {
        error!("a refused delivery could not be noted: {why}");
    }
}

fn by(source: &NamedSource) -> Actor {
    Actor { guild: source.guild, who: Who::Alert(source.name.to_string()) }
}

fn outcome(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "unknown_address",
        StatusCode::TOO_MANY_REQUESTS => "too_many",
        status if status.is_server_error() => "failed",
        _ => "refused",
    }
}

impl No {
    fn because(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into(), after_s: None }
    }

    fn response(self) -> Response {
        let mut response = (self.status, Json(json!({ "error": self.why }))).into_response();
        if let Some(after_s) = self.after_s {
            response.headers_mut().insert(header::RETRY_AFTER, after_s.into());
        }
        response
    }
}

impl From<(StatusCode, &'static str)> for No {
    fn from((status, why): (StatusCode, &'static str)) -> Self {
        Self::because(status, why)
    }
}

impl From<Error> for No {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(Refusal::Alerts(AlertRefusal::NoAddress)) => {
                Self::because(StatusCode::NOT_FOUND, AlertRefusal::NoAddress.to_string())
            }
            Error::Refused(refusal) => Self::because(StatusCode::BAD_REQUEST, refusal.to_string()),
            Error::Fault(Fault::Busy) => Self {
                status: StatusCode::SERVICE_UNAVAILABLE,
                why: "There is more to do than can be kept up with. Send it again.".into(),
                after_s: Some(5),
            },
            Error::Fault(fault) => {
                error!("a delivery of alerts failed: {fault}");
                let why = "That failed on our side, and nothing was kept. Send it again.".to_owned();
                Self { status: StatusCode::INTERNAL_SERVER_ERROR, why, after_s: Some(5) }
            }
        }
    }
}
