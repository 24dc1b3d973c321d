//! `/sign-in`, `/signed-in`, `/sign-out`: a person shows by Discord who they are, and their browser is known from then on.
//!
//! A sign-in is bound to the browser that began it: its cookie holds a secret, and what goes to Discord and must come back is
//! derived from that. Of the token that Discord gives, nothing is kept.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commands::pages::notice;
use incidents::ids::GuildId;
use incidents::model::session::Session;
use incidents::model::token::Token;
use incidents::operations::sign_in::{KNOWN_FOR, sign_in, sign_out};
use incidents::{Actor, chance};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use tracing::{info, warn};

use super::body::{Bounds, whole};
use super::desk::Desk;
use super::html::{html, onward};
use super::jar::Cookie;
use super::pages::{Open, failed, off};

/// For so long somebody may be at Discord.
const AWAY_S: i64 = 600;
const FORM: Bounds = Bounds { bytes: 4 * 1024, time: Duration::from_secs(10) };

/// What a sign-in begins with.
#[derive(Debug, Deserialize)]
pub(super) struct Begun {
    /// Where the person wanted to go.
    to: Option<String>,
}

/// What a person comes back with.
#[derive(Debug, Deserialize)]
pub(super) struct Back {
    code: Option<String>,
    state: Option<String>,
}

/// Sends a person to Discord.
pub(super) async fn begin(State(desk): State<Desk>, Query(begun): Query<Begun>) -> Response {
    let Some(open) = desk.pages() else { return off(&desk) };
    let secret = match chance::secret_bytes() {
        Ok(bytes) => Token::from_bytes(&bytes),
        Err(why) => return failed(&desk, &why),
    };
    let application = match open.application().await {
        Ok(application) => application,
        Err(why) => return unreachable(open, &why),
    };
    let (state, verifier) = (derived(&secret, "state"), derived(&secret, "verifier"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
    let to = begun.to.filter(|to| is_ours(to)).unwrap_or_else(|| "/".to_owned());
    let kept = format!("{}.{}", secret.reveal(), URL_SAFE_NO_PAD.encode(to));
    let consent = open.discord().consent(application, &state, &challenge);
    onward(consent.as_str(), [open.jar().set(Cookie::SigningIn, &kept, AWAY_S)])
}

/// Takes a person in who comes back from Discord.
pub(super) async fn finish(
    State(desk): State<Desk>,
    Query(back): Query<Back>,
    headers: HeaderMap,
) -> Response {
    let Some(open) = desk.pages() else { return off(&desk) };
    let begun = open.jar().get(&headers, Cookie::SigningIn);
    let begun = begun.as_deref().and_then(|kept| kept.split_once('.'));
    let Some((secret, to)) = begun.map(|(secret, to)| (Token::presented(secret), to)) else {
        return unfit(open);
    };
    let state = back.state.unwrap_or_default();
    if !bool::from(derived(&secret, "state").as_bytes().ct_eq(state.as_bytes())) {
        return unfit(open);
    }
    let Some(code) = back.code else {
        return again(
            open,
            StatusCode::OK,
            "Not signed in",
            "You did not agree at Discord, so nothing was told to Sitrep.",
        );
    };
    if open.tries().take(desk.ledger().clock().now()).is_err() {
        let text = "Too many people sign in at this moment. Try again in a minute.";
        return again(open, StatusCode::TOO_MANY_REQUESTS, "Not signed in", text);
    }
    let session = match shown(open, &code, &derived(&secret, "verifier")).await {
        Ok(Some(session)) => session,
        Ok(None) => return unfit(open),
        Err(why) => return unreachable(open, &why),
    };
    let to =
        URL_SAFE_NO_PAD.decode(to).ok().and_then(|to| String::from_utf8(to).ok()).filter(|to| is_ours(to));
    taken_in(&desk, open, session, &to.unwrap_or_else(|| "/".to_owned())).await
}

async fn taken_in(desk: &Desk, open: &Open, session: Session, to: &str) -> Response {
    let token = match chance::secret_bytes() {
        Ok(bytes) => Token::from_bytes(&bytes),
        Err(why) => return failed(desk, &why),
    };
    let (user, kept) = (session.user, token.clone());
    let by = Actor::sitrep(GuildId(0));
    if let Err(why) = desk.ledger().change(by, move |change| sign_in(change, &kept, &session)).await {
        return failed(desk, &why);
    }
    info!(user.id = %user, "signed in at the pages");
    let seconds = KNOWN_FOR.num_seconds();
    let jar = open.jar();
    onward(
        &open.below(to),
        [jar.set(Cookie::Session, token.reveal(), seconds), jar.forget(Cookie::SigningIn)],
    )
}

/// Who somebody is, by the code that they brought; nobody, where Discord does not take the code.
async fn shown(open: &Open, code: &str, verifier: &str) -> Result<Option<Session>, crate::discord::Failure> {
    let application = open.application().await?;
    let token = match open.discord().exchange(application, code, verifier).await {
        Ok(token) => token,
        Err(crate::discord::Failure::Refused(why)) if why.status == 400 => {
            info!("a code of a sign-in was not taken: {why}");
            return Ok(None);
        }
        Err(why) => return Err(why),
    };
    let Some((user, name)) = open.discord().whose(&token).await? else { return Ok(None) };
    let servers = open.discord().servers(&token).await?;
    Ok(Some(Session { user, name, servers }))
}

/// Forgets a browser, if it was our own page that asked.
pub(super) async fn end(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    let Some(open) = desk.pages() else { return off(&desk) };
    let Some(token) = open.token(&headers) else { return onward(&open.below("/"), []) };
    let said = whole(body, FORM).await.unwrap_or_default();
    let sent = said.strip_prefix(b"proof=").unwrap_or_default();
    if !bool::from(proof(&token).as_bytes().ct_eq(sent)) {
        return again(
            open,
            StatusCode::FORBIDDEN,
            "Still signed in",
            "That did not come from a page of ours.",
        );
    }
    let by = Actor::sitrep(GuildId(0));
    match desk.ledger().change(by, move |change| sign_out(change, &token)).await {
        Ok(()) => onward(&open.below("/"), [open.jar().forget(Cookie::Session)]),
        Err(why) => failed(&desk, &why),
    }
}

/// What forms carry of a browser's secret, so that only our own pages can send them. It cannot be guessed, nor turned back.
pub(super) fn proof(token: &Token) -> String {
    derived(token, "form")
}

fn derived(secret: &Token, purpose: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("sitrep {purpose} v1 {}", secret.reveal())))
}

/// Whether an address is a page of ours, told without a host: nobody is sent elsewhere after signing in.
fn is_ours(to: &str) -> bool {
    let is_harmless = |letter: char| letter.is_ascii_alphanumeric() || "/-_?=&%.~+".contains(letter);
    to.starts_with("/servers/") && to.len() <= 300 && to.chars().all(is_harmless)
}

fn unfit(open: &Open) -> Response {
    let text = "This sign-in was not begun in this browser, or took too long. Begin it again.";
    again(open, StatusCode::BAD_REQUEST, "Not signed in", text)
}

fn unreachable(open: &Open, why: &crate::discord::Failure) -> Response {
    warn!("somebody could not sign in: {why}");
    let text = "Discord could not tell who you are. Try again in a moment.";
    again(open, StatusCode::SERVICE_UNAVAILABLE, "Not signed in", text)
}

fn again(open: &Open, status: StatusCode, heading: &str, text: &str) -> Response {
    html(status, notice(open.address(), heading, text, ("/sign-in", "Sign in with Discord")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere_after_signing_in() {
        for ours in ["/servers/1/incidents", "/servers/1/incidents?state=all&words=a%20b"] {
            assert!(is_ours(ours), "{ours}");
        }
        for foreign in [
            "//evil.example",
            "https://evil.example/servers/",
            "/servers/\\evil",
            "/servers/1\r\nx: y",
            "/x",
            "",
        ] {
            assert!(!is_ours(foreign), "{foreign:?}");
        }
    }
}
