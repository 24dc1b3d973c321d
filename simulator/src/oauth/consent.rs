//! `/oauth2/authorize`: the page where a person agrees, or does not. Nobody is signed in at a pretend Discord, so it asks as
//! whom to go on.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form,
    extract::{Query, State as Extract},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::{CODE_LIVES, Code, SCOPES};
use crate::{ids::UserId, rest::uri::escaped, shared::Shared, state::State};

type Asked = HashMap<String, String>;

/// What an application asks for, once it is found to be in order.
struct Wish {
    scopes: Vec<String>,
    redirect: String,
    state: Option<String>,
    challenge: Option<String>,
}

/// Asks.
pub(crate) async fn ask(Extract(shared): Extract<Arc<Shared>>, Query(asked): Query<Asked>) -> Response {
    shared.look(|state| match wish(state, &asked) {
        Ok(wish) => Html(page(state, &wish)).into_response(),
        Err(why) => refused(why),
    })
}

/// Takes the answer, and sends the person back with it.
pub(crate) async fn answer(
    Extract(shared): Extract<Arc<Shared>>,
    Query(asked): Query<Asked>,
    Form(said): Form<Asked>,
) -> Response {
    shared.with(|state| {
        let wish = match wish(state, &asked) {
            Ok(wish) => wish,
            Err(why) => return refused(why),
        };
        let user = said.get("user").and_then(|id| id.parse::<UserId>().ok());
        let brought = match user.filter(|user| state.users.contains_key(user)) {
            Some(user) => format!("code={}", escaped(&state.agreed(user, &wish))),
            None => "error=access_denied&error_description=The+resource+owner+or+authorization+server+denied+the+request"
                .to_owned(),
        };
        let brought = match &wish.state {
            Some(state) => format!("{brought}&state={}", escaped(state)),
            None => brought,
        };
        let to = format!("{}?{brought}&iss={}", wish.redirect, escaped(&state.base));
        (StatusCode::FOUND, [(header::LOCATION, to)]).into_response()
    })
}

fn wish(state: &State, asked: &Asked) -> Result<Wish, &'static str> {
    let given = |name: &str| asked.get(name).map(String::as_str);
    if given("client_id") != Some(&state.application.to_string()) {
        return Err("Unknown Application");
    }
    if given("response_type") != Some("code") {
        return Err("Unsupported response_type");
    }
    let redirect = given("redirect_uri").unwrap_or_default();
    if !state.oauth.redirects.iter().any(|known| known == redirect) {
        return Err("Invalid OAuth2 redirect_uri");
    }
    let scopes: Vec<String> = given("scope").unwrap_or_default().split(' ').map(str::to_owned).collect();
    if !scopes.iter().all(|scope| SCOPES.contains(&scope.as_str())) {
        return Err("The requested scope is invalid, unknown, or malformed.");
    }
    let challenge = given("code_challenge").map(str::to_owned);
    if challenge.is_some() && given("code_challenge_method") != Some("S256") {
        return Err("Unsupported code_challenge_method");
    }
    Ok(Wish { scopes, redirect: redirect.to_owned(), state: given("state").map(str::to_owned), challenge })
}

fn refused(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, Html(format!("<!doctype html><title>Error</title><h1>{why}</h1>")))
        .into_response()
}

fn page(state: &State, wish: &Wish) -> String {
    let people = state.users.values().filter(|user| !user.is_bot);
    let buttons: String = people
        .map(|user| {
            format!(
                "<button name=\"user\" value=\"{}\">Continue as {}</button>\n",
                user.id,
                inert(&user.name)
            )
        })
        .collect();
    let name = inert(&state.options.bot_name);
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Authorize {name}</title><style>:root{{color-scheme:light dark}}body{{font:1.1rem/1.5 system-ui;\
         max-width:30rem;margin:2rem auto;padding:0 1rem}}button{{display:block;width:100%;font:inherit;padding:.7rem;\
         margin:.5rem 0}}</style><h1>{name} wants to know who you are</h1><p>It asks for: {}.</p>\
         <form method=\"post\">\n{buttons}<button name=\"user\" value=\"\">Cancel</button>\n</form></html>\n",
        wish.scopes.join(", ")
    )
}

fn inert(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

impl State {
    /// Notes that somebody agreed, and gives the code for it.
    fn agreed(&mut self, user: UserId, wish: &Wish) -> String {
        let until = self.now() + CODE_LIVES;
        let code = self.oauth.fresh("code");
        let Wish { scopes, redirect, challenge, .. } = wish;
        let (scopes, redirect, challenge) = (scopes.clone(), redirect.clone(), challenge.clone());
        self.oauth.codes.insert(code.clone(), Code { user, scopes, redirect, challenge, until });
        code
    }
}
