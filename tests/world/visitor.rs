//! Somebody with a browser: keeps cookies, follows no redirect by itself, and can sign in by the pretend Discord.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

use incidents::Ledger;
use reqwest::header::{COOKIE, IF_NONE_MATCH, LOCATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response};
use simulator::{Simulator, UserId};
use sitrep::discord::Discord;
use sitrep::gateway::{Hearing, Link};
use sitrep::metrics::Metrics;
use sitrep::web::{Pages, Parts, Web};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Opens the pages at a free port, and lets the pretend Discord send people back to them.
pub async fn pages(ledger: &Ledger, (pretend, discord): (&Simulator, Discord)) -> Web {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("it listens"));
    pretend.sends_back_to(&format!("{address}/signed-in"));
    let hearing = watch::Sender::new(Hearing { link: Link::Up, sessions: 1, ..Hearing::default() });
    let client_secret = pretend.client_secret().into();
    let parts = Parts {
        ledger: ledger.clone().reached_at(&address),
        hearing: hearing.subscribe(),
        metrics: Metrics::default(),
        answers: None,
        interactions: None,
        pages: Some(Pages { discord, client_secret, address: address.parse().expect("an address") }),
    };
    Web::on(listener, parts).expect("it serves")
}

/// Somebody with a browser.
pub struct Visitor {
    http: Client,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What a browser was shown.
#[derive(Debug)]
pub struct Shown {
    /// The status.
    pub status: u16,
    /// Where it was sent, if it was.
    pub to: String,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The page.
    pub text: String,
}

impl Visitor {
    /// A browser that knows nothing yet.
    #[must_use]
    pub fn of(web: &Web) -> Self {
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        Self { http, base: format!("http://{}", web.address()), cookies: Mutex::default() }
    }

    /// The address of the pages.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// What it keeps under a name.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("no panic held it").get(name).cloned()
    }

    /// Keeps something, as somebody who tampers with it would.
    pub fn keeps(&self, name: &str, value: &str) {
        self.cookies.lock().expect("no panic held it").insert(name.to_owned(), value.to_owned());
    }

    /// Goes to a page.
    pub async fn gets(&self, path: &str) -> Shown {
        self.sends(self.http.get(self.address(path))).await
    }

    /// Asks for a page again, as the script of an open one does.
    pub async fn follows(&self, path: &str, tag: &str) -> Shown {
        self.sends(self.http.get(self.address(path)).header(IF_NONE_MATCH, tag)).await
    }

    /// Sends a form.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.sends(self.http.post(self.address(path)).form(fields)).await
    }

    /// Goes to a page, signs in on the way, and is shown what comes of it.
    pub async fn signs_in(&self, user: UserId, path: &str) -> Shown {
        let first = self.gets(path).await;
        assert_eq!(first.status, 303, "a stranger is sent to sign in: {first:?}");
        let back = self.agrees(user, &first.to).await;
        let taken_in = self.gets(&back).await;
        assert_eq!(taken_in.status, 303, "{taken_in:?}");
        self.gets(&taken_in.to).await
    }

    /// Goes to Discord by our sign-in, agrees there, and says where Discord sends the browser.
    pub async fn agrees(&self, user: UserId, sign_in: &str) -> String {
        let away = self.gets(sign_in).await;
        assert!(away.to.contains("/oauth2/authorize?"), "{away:?}");
        let agreed = self.http.post(&away.to).form(&[("user", user.to_string())]).send().await;
        let agreed = agreed.expect("Discord answers");
        assert_eq!(agreed.status(), 302, "{:?}", agreed.text().await);
        agreed.headers()[LOCATION].to_str().expect("an address").to_owned()
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    async fn sends(&self, request: RequestBuilder) -> Shown {
        let line: Vec<_> = {
            let cookies = self.cookies.lock().expect("no panic held it");
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect()
        };
        let request = if line.is_empty() { request } else { request.header(COOKIE, line.join("; ")) };
        let answer = request.send().await.expect("an answer");
        self.learns(&answer);
        let headers = answer.headers().clone();
        let to = headers.get(LOCATION).map(|to| to.to_str().expect("an address").to_owned());
        let status = answer.status().as_u16();
        Shown { status, to: to.unwrap_or_default(), headers, text: answer.text().await.expect("a body") }
    }

    fn learns(&self, answer: &Response) {
        let mut cookies = self.cookies.lock().expect("no panic held it");
        for line in answer.headers().get_all(SET_COOKIE) {
            let line = line.to_str().expect("a cookie");
            let pair = line.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a name and a value");
            if line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
