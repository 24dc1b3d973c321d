//! `/` and `/servers/…`: what members of a server read in a browser. Each page asks anew whether whoever asks is one.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use commands::pages::{Offered, Place, Visit, home, notice, page, welcome};
use incidents::ids::{GuildId, UserId};
use incidents::model::access::Person;
use incidents::model::session::Session;
use incidents::model::token::Token;
use incidents::store::{guilds, sessions};
use reqwest::Url;
use secrecy::SecretString;
use tokio::sync::OnceCell;
use tracing::{error, warn};

use super::bucket::Bucket;
use super::desk::Desk;
use super::html::{html, html_if_new, onward};
use super::jar::{Cookie, Jar};
use super::members::{Freshness, Members};
use super::sign_in::proof;
use crate::discord::{Application, ApplicationId, Discord, Failure};

/// How many may come back from Discord in a minute: each costs a few calls to it.
const SIGN_INS_PER_MINUTE: i32 = 120;
/// In so many servers at most somebody is looked up for their list.
const SERVERS: usize = 30;

/// What it takes to let people sign in and read.
#[derive(Clone)]
pub struct Pages {
    /// Where people show who they are.
    pub discord: Discord,
    /// What proves to Discord that it is we who ask.
    pub client_secret: SecretString,
    /// The address people reach us by.
    pub address: Url,
}

/// The same at work.
pub(super) struct Open {
    pages: Pages,
    address: String,
    jar: Jar,
    members: Members,
    application: OnceCell<Application>,
    tries: Bucket,
}

impl Open {
    pub(super) fn new(pages: Pages) -> Self {
        Self {
            address: pages.address.as_str().trim_end_matches('/').to_owned(),
            jar: Jar::at(&pages.address),
            members: Members::new(pages.discord.clone()),
            application: OnceCell::new(),
            tries: Bucket::new(SIGN_INS_PER_MINUTE),
            pages,
        }
    }

    pub(super) fn discord(&self) -> &Discord {
        &self.pages.discord
    }

    pub(super) fn jar(&self) -> Jar {
        self.jar
    }

    pub(super) fn tries(&self) -> &Bucket {
        &self.tries
    }

    /// The address people reach us by, without a slash at its end.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The address of one of our pages.
    pub(super) fn below(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Our application. Discord is asked for its number once.
    pub(super) async fn application(&self) -> Result<&Application, Failure> {
        let found = self.application.get_or_try_init(|| async {
            let id = self.pages.discord.application().await?;
            let id = id["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
            let secret = self.pages.client_secret.clone();
            Ok(Application { id: ApplicationId(id), secret, redirect: self.below("/signed-in") })
        });
        found.await
    }

    /// What a browser proves itself by.
    pub(super) fn token(&self, headers: &HeaderMap) -> Option<Token> {
        self.jar.get(headers, Cookie::Session).map(|text| Token::presented(&text))
    }

    async fn session(&self, desk: &Desk, headers: &HeaderMap) -> incidents::Result<Option<(Token, Session)>> {
        let Some(token) = self.token(headers) else { return Ok(None) };
        let found = desk.ledger().read(move |view| {
            let now = view.now;
            Ok(sessions::of_token(view, &token, now)?.map(|session| (token, session)))
        });
        found.await
    }
}

/// The way in, or the servers of whoever is signed in.
pub(super) async fn start(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let Some(open) = desk.pages() else { return off(&desk) };
    let (token, session) = match open.session(&desk, &headers).await {
        Ok(Some(found)) => found,
        Ok(None) => return html(StatusCode::OK, welcome(open.address())),
        Err(why) => return failed(&desk, &why),
    };
    let ids = session.servers.clone();
    let ours = desk.ledger().read(move |view| {
        let mut ours = Vec::new();
        for id in ids {
            ours.extend(guilds::name(view, id)?.map(|name| Offered { id, name }));
        }
        Ok(ours)
    });
    let ours = match ours.await {
        Ok(ours) => ours,
        Err(why) => return failed(&desk, &why),
    };
    let mut offered = Vec::new();
    for server in ours.into_iter().take(SERVERS) {
        let key = (server.id, session.user);
        // A server that cannot be asked about is offered: its own pages ask again.
        let person = open.members.person(key, Freshness::Now, desk.ledger().clock().now()).await;
        offered.extend((!matches!(person, Ok(None))).then_some(server));
    }
    let shown = desk.ledger().read(move |view| Ok(home(view, &offered, (&session.name, &proof(&token)))));
    match shown.await {
        Ok(page) => html(StatusCode::OK, page),
        Err(why) => failed(&desk, &why),
    }
}

/// A server without more is its incidents.
pub(super) async fn server(State(desk): State<Desk>, Path(guild): Path<String>) -> Response {
    let Some(open) = desk.pages() else { return off(&desk) };
    match guild.parse::<GuildId>() {
        Ok(guild) => onward(&open.below(&format!("/servers/{guild}/incidents")), []),
        Err(_) => nothing(open),
    }
}

/// Shows a page of a server.
pub(super) async fn show(
    State(desk): State<Desk>,
    Path((guild, path)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(open) = desk.pages() else { return off(&desk) };
    let (token, session) = match open.session(&desk, &headers).await {
        Ok(Some(found)) => found,
        Ok(None) => return stranger(open, uri.path_and_query().map_or("", |asked| asked.as_str())),
        Err(why) => return failed(&desk, &why),
    };
    let (Ok(guild), Some(place)) = (guild.parse::<GuildId>(), Place::read(&path, &query)) else {
        return nothing(open);
    };
    let person = match member(&desk, open, (guild, session.user), &headers).await {
        Ok(Some(person)) => person,
        Ok(None) => return nothing(open),
        Err(refused) => return *refused,
    };
    let visit = Visit { guild, person, proof: proof(&token) };
    match desk.ledger().read(move |view| page(view, &visit, &place)).await {
        Ok(Some(page)) => html_if_new(page, &headers),
        Ok(None) => nothing(open),
        Err(why) => failed(&desk, &why),
    }
}

/// Who somebody is in a server. Discord is not asked about servers that are none of ours.
async fn member(
    desk: &Desk,
    open: &Open,
    (guild, user): (GuildId, UserId),
    headers: &HeaderMap,
) -> Result<Option<Person>, Box<Response>> {
    match desk.ledger().read(move |view| Ok(guilds::is_present(view, guild)?)).await {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(why) => return Err(failed(desk, &why).into()),
    }
    // Only the script of an open page says which one it has; it asks every few seconds.
    let is_following = headers.contains_key(header::IF_NONE_MATCH);
    let freshness = if is_following { Freshness::Lately } else { Freshness::Now };
    let person = open.members.person((guild, user), freshness, desk.ledger().clock().now()).await;
    person.map_err(|why| unsure(open, &why).into())
}

fn stranger(open: &Open, asked: &str) -> Response {
    let to = asked.replace('%', "%25").replace('?', "%3F").replace('&', "%26").replace('+', "%2B");
    onward(&open.below(&format!("/sign-in?to={to}")), [])
}

/// Where there is nothing for somebody. A server or incident that is not theirs is answered like one that never was.
fn nothing(open: &Open) -> Response {
    let text = "There is no such page, or it is not yours to see.";
    html(StatusCode::NOT_FOUND, notice(open.address(), "Nothing here", text, ("/", "Your servers")))
}

fn unsure(open: &Open, why: &Failure) -> Response {
    warn!("whether somebody may read a page could not be asked: {why}");
    let text = "Discord cannot be asked at the moment whether you may see this. Try again soon; in a shell of the machine \
                that Sitrep runs on, everything can be read without Discord.";
    html(StatusCode::SERVICE_UNAVAILABLE, notice(open.address(), "Not now", text, ("/", "Your servers")))
}

/// What is answered where nobody set the pages up.
pub(super) fn off(desk: &Desk) -> Response {
    let text = "Pages are not switched on here. Whoever runs Sitrep switches them on with DISCORD_CLIENT_SECRET and \
                SITREP_PUBLIC_URL.";
    html(
        StatusCode::NOT_FOUND,
        notice(desk.ledger().address(), "No pages", text, ("/healthz", "Is it alive?")),
    )
}

pub(super) fn failed(desk: &Desk, why: &dyn std::fmt::Display) -> Response {
    error!("a page could not be shown: {why}");
    let text = "That did not work, and it is our fault. Try again.";
    html(
        StatusCode::SERVICE_UNAVAILABLE,
        notice(desk.ledger().address(), "Sorry", text, ("/", "Your servers")),
    )
}
