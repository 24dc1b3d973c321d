//! A pretend GitHub, GitLab and Jira on this machine, as strict as their published interfaces: what they would not take is
//! refused and complained of.

mod github;
mod gitlab;
mod jira;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use incidents::model::tracker::Kind;
use serde_json::{Value, json};
use sitrep::config::{Access, JiraAccess, Trackers as Config};
use sitrep::trackers::Trackers;

/// The token that they take.
const TOKEN: &str = "the-only-good-token";
/// The account that goes with it.
const EMAIL: &str = "sitrep@example.com";
/// How long Sitrep waits for an answer here.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running tracker; its projects are `acme/shop` and `OPS`.
pub struct Tracker {
    kind: Kind,
    base: String,
    inside: Arc<Mutex<Inside>>,
}

/// What is in it.
#[derive(Default)]
struct Inside {
    issues: Vec<Issue>,
    faults: VecDeque<Fault>,
    complaints: Vec<String>,
    calls: Vec<String>,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its title.
    pub title: String,
    /// Its text; in Jira all text of the document.
    pub text: String,
    /// Its mark in Jira.
    pub label: Option<String>,
    /// `open`, `done` or `declined`.
    pub state: &'static str,
}

/// Something that goes wrong with one call.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// Answered with this status and nothing done.
    Status(u16),
    /// Answered with 429 and this many seconds to wait.
    Patience(u32),
    /// Never answered.
    Silence,
    /// Done, and the answer cut off.
    CutOff,
    /// Never asked: somebody in between answers with a page of their own, as if all were well.
    Page,
}

/// One call as it came in.
struct Call {
    method: Method,
    path: Vec<String>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Value,
}

/// The answer of a pretend interface: a status with a body, or what it complains of.
type Answer = Result<(u16, Value), String>;

impl Tracker {
    /// Starts one.
    pub async fn start(kind: Kind) -> Self {
        let inside = Arc::new(Mutex::new(Inside::default()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let router = Router::new().fallback(answer).with_state((kind, inside.clone()));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { kind, base, inside }
    }

    /// The project of it that servers may name.
    #[must_use]
    pub fn project(&self) -> &'static str {
        match self.kind {
            Kind::Github => "github:acme/shop",
            Kind::Gitlab => "gitlab:acme/shop",
            Kind::Jira => "jira:OPS",
        }
    }

    /// What Sitrep needs to speak to it.
    #[must_use]
    pub fn access(&self) -> Trackers {
        let url = self.base.parse().expect("an address");
        let access = || Some(Access { url: self.base.parse().expect("an address"), token: TOKEN.into() });
        let mut config =
            Config { projects: vec![self.project().parse().expect("a project")], ..Config::default() };
        match self.kind {
            Kind::Github => config.github = access(),
            Kind::Gitlab => config.gitlab = access(),
            Kind::Jira => {
                config.jira = Some(JiraAccess { url, email: EMAIL.into(), token: TOKEN.into() });
            }
        }
        Trackers::with(&config, PATIENCE)
    }

    /// Makes the next calls go wrong.
    pub fn fails(&self, faults: &[Fault]) {
        self.inside().faults.extend(faults);
    }

    /// Every issue, oldest first.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        self.inside().issues.clone()
    }

    /// Somebody over there closes the newest issue, declines it or opens it again.
    pub fn somebody_sets(&self, state: &'static str) {
        self.inside().issues.last_mut().expect("there is an issue").state = state;
    }

    /// Somebody over there deletes every issue.
    pub fn somebody_deletes_all(&self) {
        self.inside().issues.clear();
    }

    /// What was sent that the published interface does not take.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.inside().complaints.clone()
    }

    /// The calls so far, as method and path.
    #[must_use]
    pub fn calls(&self) -> Vec<String> {
        self.inside().calls.clone()
    }

    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn answer(State((kind, inside)): State<(Kind, Arc<Mutex<Inside>>)>, request: Request) -> Response {
    let call = read(request).await;
    let fault = {
        let mut inside = inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.calls.push(format!("{} /{}", call.method, call.path.join("/")));
        inside.faults.pop_front()
    };
    match fault {
        Some(Fault::Status(status)) => with(status, &json!({"message": "no"})),
        Some(Fault::Patience(seconds)) => {
            let mut response = with(429, &json!({"message": "slow down"}));
            response.headers_mut().insert("retry-after", seconds.into());
            response
        }
        Some(Fault::Silence) => std::future::pending().await,
        Some(Fault::CutOff) => {
            let _done = take(kind, &inside, &call);
            let cut = futures::stream::iter([Ok(Bytes::from("{")), Err(std::io::Error::other("cut off"))]);
            Response::builder().status(201).body(Body::from_stream(cut)).expect("a lawful answer")
        }
        Some(Fault::Page) => {
            Response::new(Body::from("<!doctype html><title>Sign in to this network</title>"))
        }
        None => {
            let (status, body) = take(kind, &inside, &call);
            with(status, &body)
        }
    }
}

fn take(kind: Kind, inside: &Mutex<Inside>, call: &Call) -> (u16, Value) {
    let mut inside = inside.lock().unwrap_or_else(PoisonError::into_inner);
    let taken = match kind {
        Kind::Github => github::take(&mut inside, call),
        Kind::Gitlab => gitlab::take(&mut inside, call),
        Kind::Jira => jira::take(&mut inside, call),
    };
    taken.unwrap_or_else(|complaint| {
        inside.complaints.push(format!("{} /{}: {complaint}", call.method, call.path.join("/")));
        (400, json!({"message": complaint}))
    })
}

fn with(status: u16, body: &Value) -> Response {
    let body = if status == 204 { Body::empty() } else { Body::from(body.to_string()) };
    let status = StatusCode::from_u16(status).expect("a lawful status");
    Response::builder().status(status).body(body).expect("a lawful answer")
}

async fn read(request: Request) -> Call {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let decode = |text: &str| percent(text);
    Call {
        method: parts.method,
        path: parts.uri.path().split('/').skip(1).map(decode).collect(),
        query: parts
            .uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), decode(&value.replace('+', " "))))
            .collect(),
        headers: parts.headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
    }
}

fn percent(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let two: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        let number = std::str::from_utf8(&two).ok().and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(number.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Call {
    /// One header.
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// One part of the query.
    fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Complains of fields in the body beside these.
    fn only(&self, known: &[&str]) -> Result<(), String> {
        let fields = self.body.as_object().ok_or("the body is no object")?;
        match fields.keys().find(|field| !known.contains(&field.as_str())) {
            Some(unknown) => Err(format!("the interface has no field {unknown}")),
            None if !self.header("content-type").starts_with("application/json") => {
                Err("the body is not called JSON".into())
            }
            None => Ok(()),
        }
    }

    /// Whether it goes to this path, with `*` for anything.
    fn goes(&self, method: &Method, path: &[&str]) -> bool {
        let same = |(part, wanted): (&String, &&str)| *wanted == "*" || part == wanted;
        self.method == *method && self.path.len() == path.len() && self.path.iter().zip(path).all(same)
    }
}

impl Inside {
    fn numbered(&mut self, number: Option<&String>) -> Option<(usize, &mut Issue)> {
        let number: usize = number?.parse().ok()?;
        Some((number, self.issues.get_mut(number.checked_sub(1)?)?))
    }
}
