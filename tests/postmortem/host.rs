//! A place outside Discord where published postmortems are kept: a program that listens, and a small Git host.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// What somebody was sent.
#[derive(Default)]
pub struct Heard {
    pub calls: Vec<(String, HeaderMap, Vec<u8>)>,
    /// With which status the next calls are answered, before they are as they should be.
    pub ill: Vec<u16>,
    pub files: BTreeMap<String, Vec<u8>>,
    /// After how many more writes it takes the next one and never answers it, and who is told then.
    hush: Option<(usize, oneshot::Sender<()>)>,
}

impl Heard {
    /// Lets some writes pass, then takes one and never answers it. What is returned resolves when that has happened.
    pub fn falls_silent_after(&mut self, writes: usize) -> oneshot::Receiver<()> {
        let (tell, told) = oneshot::channel();
        self.hush = Some((writes, tell));
        told
    }

    /// Whether the write that was just taken is one that is never answered.
    fn is_silent(&mut self) -> bool {
        match self.hush.take() {
            Some((0, tell)) => {
                tell.send(()).expect("the story waits for it");
                true
            }
            more => {
                self.hush = more.map(|(writes, tell)| (writes - 1, tell));
                false
            }
        }
    }
}

pub type Shared = Arc<Mutex<Heard>>;

/// A server of our own on this machine: what is sent to `/hook` is kept; under `/repos` it is a small Git host.
pub async fn listens() -> (String, Shared) {
    let heard = Shared::default();
    let app = Router::new()
        .route("/hook", axum::routing::post(hook))
        .route("/repos/acme/pm/contents/{*path}", axum::routing::any(git))
        .with_state(heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, heard)
}

async fn hook(State(heard): State<Shared>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let (status, is_silent) = {
        let mut heard = heard.lock().unwrap();
        heard.calls.push(("hook".into(), headers, body.to_vec()));
        (heard.ill.pop().unwrap_or(200), heard.is_silent())
    };
    if is_silent {
        std::future::pending::<()>().await;
    }
    StatusCode::from_u16(status).unwrap()
}

async fn git(
    State(heard): State<Shared>,
    Path(path): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let (answer, is_silent) = {
        let mut heard = heard.lock().unwrap();
        let answer = asked(&mut heard, &path, &method, (headers, body));
        (answer, method != Method::GET && heard.is_silent())
    };
    if is_silent {
        std::future::pending::<()>().await;
    }
    answer
}

fn asked(
    heard: &mut Heard,
    path: &str,
    method: &Method,
    (headers, body): (HeaderMap, Bytes),
) -> (StatusCode, Json<Value>) {
    let version = |bytes: &[u8]| format!("v{}", bytes.len());
    heard.calls.push((format!("{method} {path}"), headers, body.to_vec()));
    if let Some(status) = heard.ill.pop_if(|_| method != Method::GET) {
        return (StatusCode::from_u16(status).unwrap(), Json(json!({"message": "no"})));
    }
    let there = heard.files.get(path).cloned();
    match (method, there) {
        (&Method::GET, None) => (StatusCode::NOT_FOUND, Json(json!({"message": "Not Found"}))),
        (&Method::GET, Some(bytes)) => {
            let content = STANDARD.encode(&bytes);
            (StatusCode::OK, Json(json!({"sha": version(&bytes), "encoding": "base64", "content": content})))
        }
        (_, there) => {
            let body: Value = serde_json::from_slice(&body).unwrap();
            if body["sha"].as_str().map(str::to_owned) != there.as_deref().map(version) {
                return (StatusCode::CONFLICT, Json(json!({"message": "is at another version"})));
            }
            heard.files.insert(path.to_owned(), STANDARD.decode(body["content"].as_str().unwrap()).unwrap());
            (StatusCode::CREATED, Json(json!({})))
        }
    }
}
