//! `/oauth2/token`: a code becomes a token, once, for the application that proves to be the one that asked.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form, Json,
    extract::State as Extract,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{TOKEN_LIVES, Token};
use crate::{journal::ViolationKind, shared::Shared, state::State};

type Given = HashMap<String, String>;

/// Why there is no token.
type Refused = (StatusCode, &'static str);

/// How many characters of a verifier the standard wants, which Discord insists on.
const SHORTEST_VERIFIER: usize = 43;
const BAD_GRANT: Refused = (StatusCode::BAD_REQUEST, "invalid_grant");
const BAD_CLIENT: Refused = (StatusCode::UNAUTHORIZED, "invalid_client");

/// Exchanges.
pub(crate) async fn exchange(
    Extract(shared): Extract<Arc<Shared>>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Response {
    shared.with(|state| match state.exchanged(&headers, &given) {
        Ok(token) => Json(token).into_response(),
        Err((status, why)) => {
            let text = format!("POST /oauth2/token was refused with {}: {why}", status.as_u16());
            state.journal.violation(ViolationKind::Refused, text);
            (status, Json(json!({ "error": why }))).into_response()
        }
    })
}

impl State {
    fn exchanged(&mut self, headers: &HeaderMap, given: &Given) -> Result<Value, Refused> {
        if client(headers, given) != Some((self.application.to_string(), self.options.client_secret.clone()))
        {
            return Err(BAD_CLIENT);
        }
        let text = |name: &str| given.get(name).map(String::as_str).unwrap_or_default();
        if text("grant_type") != "authorization_code" {
            return Err((StatusCode::BAD_REQUEST, "unsupported_grant_type"));
        }
        if !text("code_verifier").is_empty() && text("code_verifier").len() < SHORTEST_VERIFIER {
            return Err((StatusCode::BAD_REQUEST, "invalid_request"));
        }
        // Whatever comes of it, nobody can use the code again.
        let code = self.oauth.codes.remove(text("code")).ok_or(BAD_GRANT)?;
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(text("code_verifier")));
        let is_proven = code.challenge.is_none_or(|challenge| challenge == hash);
        if code.redirect != text("redirect_uri") || self.now() > code.until || !is_proven {
            return Err(BAD_GRANT);
        }
        let until = self.now() + TOKEN_LIVES;
        let (access, refresh) = (self.oauth.fresh("access"), self.oauth.fresh("refresh"));
        let scope = code.scopes.join(" ");
        self.oauth.tokens.insert(access.clone(), Token { user: code.user, scopes: code.scopes, until });
        Ok(json!({
            "token_type": "Bearer", "access_token": access, "refresh_token": refresh, "scope": scope,
            "expires_in": TOKEN_LIVES.num_seconds(),
        }))
    }
}

/// Who says to be asking: by HTTP's basic scheme, or within the form.
fn client(headers: &HeaderMap, given: &Given) -> Option<(String, String)> {
    let Some(header) = headers.get(header::AUTHORIZATION) else {
        return Some((given.get("client_id")?.clone(), given.get("client_secret")?.clone()));
    };
    let pair = STANDARD.decode(header.to_str().ok()?.strip_prefix("Basic ")?).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    pair.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}
