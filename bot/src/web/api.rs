//! `/api/v1/…`: programs read and write, each by the token it was given in chat, and within bounds.

use std::time::Duration;

use axum::Json;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use commands::api::{Answered, Call, Found, answer, description, find};
use incidents::model::program::NamedProgram;
use incidents::model::token::Token;
use incidents::operations::tokens::used::{is_due, used};
use incidents::{Actor, Error, Fault, Who, store};
use tracing::error;

use super::body::{Bounds, must_be_plain, whole};
use super::desk::Desk;

/// How many tokens that are none may be tried in a minute.
pub(super) const WRONG_PER_MINUTE: i32 = 60;

const BOUNDS: Bounds = Bounds { bytes: 64 * 1024, time: Duration::from_secs(10) };
/// How long a key by which repeats are known may be.
const LONGEST_KEY: usize = 200;

/// Describes what can be asked.
pub(super) async fn describe(State(desk): State<Desk>) -> Response {
    Json(description(desk.ledger().address())).into_response()
}

/// Answers.
pub(super) async fn serve(
    State(desk): State<Desk>,
    Query(query): Query<Vec<(String, String)>>,
    request: Request,
) -> Response {
    let (Parts { method, uri, headers, .. }, body) = request.into_parts();
    let program = match let_in(&desk, &headers).await {
        Ok(program) => program,
        Err(refused) => return *refused,
    };
    let path = uri.path().strip_prefix("/api/v1/").unwrap_or_default();
    let (route, numbers) = match find(method.as_str(), path) {
        Found::Route(route, numbers) => (route, numbers),
        Found::Methods(methods) => return wrong_method(&methods),
        Found::Nothing => return wrong(404, "There is no such address. /api/openapi.json lists all."),
    };
    let read = async {
        must_be_plain(&headers)?;
        whole(body, BOUNDS).await
    };
    let body = match read.await {
        Ok(body) => body,
        Err((StatusCode::PAYLOAD_TOO_LARGE, _)) => return wrong(413, "The body is larger than 64 KB."),
        Err((status, why)) => return wrong(status.as_u16(), why),
    };
    let key = match headers.get("idempotency-key").map(HeaderValue::to_str) {
        None => None,
        Some(Ok(key)) if (1..=LONGEST_KEY).contains(&key.len()) => Some(key.to_owned()),
        Some(_) => return wrong(422, "`Idempotency-Key` takes 1 to 200 characters of ASCII."),
    };
    let answered = answer(desk.ledger(), &program, Call { route, numbers, query, body, key }).await;
    if let Some(fault) = &answered.fault {
        error!(guild.id = %program.guild, token.id = %program.id, "a call of the API failed: {fault}");
    }
    response(answered)
}

/// The program whose token a call brings, unless it asks too often.
async fn let_in(desk: &Desk, headers: &HeaderMap) -> Result<NamedProgram, Box<Response>> {
    let now = desk.ledger().clock().now();
    let brought = headers.get(header::AUTHORIZATION).and_then(|header| header.to_str().ok());
    let brought = brought.and_then(|header| header.split_once(' '));
    let token =
        brought.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
    let found = match token.map(Token::presented) {
        Some(token) => desk.ledger().read(move |view| Ok(store::tokens::of_token(view, &token)?)).await,
        None => Ok(None),
    };
    let program = match found {
        Ok(Some(program)) => program,
        Ok(None) => return Err(stranger(desk.strangers().take(now)).into()),
        Err(why) => return Err(failed(&why).into()),
    };
    if let Err(many) = desk.calls().admit(program.id, now) {
        return Err(too_many(many.after_s, "More than 120 calls in a minute.").into());
    }
    if is_due(&program, now) {
        let (by, noted) = (by(&program), program.clone());
        if let Err(why) = desk.ledger().change(by, move |change| used(change, &noted)).await {
            return Err(failed(&why).into());
        }
    }
    Ok(program)
}

fn by(program: &NamedProgram) -> Actor {
    Actor { guild: program.guild, who: Who::Token(program.name.to_string()) }
}

fn stranger(admitted: Result<(), i64>) -> Response {
    if let Err(after_s) = admitted {
        return too_many(after_s, "Too many tokens that let nobody in.");
    }
    let mut response =
        wrong(401, "Bring a token: `Authorization: Bearer …`. `/token add` makes one, in chat.");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn too_many(after_s: i64, why: &str) -> Response {
    let mut response = wrong(429, why);
    response.headers_mut().insert(header::RETRY_AFTER, after_s.into());
    response
}

fn wrong_method(methods: &[&str]) -> Response {
    let allowed = methods.join(", ");
    let mut response = wrong(405, &format!("This address takes {allowed}."));
    if let Ok(allowed) = HeaderValue::try_from(allowed) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

fn failed(why: &Error) -> Response {
    if !matches!(why, Error::Fault(Fault::Busy)) {
        error!("a token could not be looked up: {why}");
    }
    wrong(503, "That did not work at the moment. Nothing was changed; try again.")
}

fn wrong(status: u16, message: &str) -> Response {
    response(Answered::wrong(status, message))
}

fn response(answered: Answered) -> Response {
    let status = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(answered.body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if answered.status == 503 {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}
