//! A server of a few lines that gives the answers it was told to, and writes down what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use reqwest::Url;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// One answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// An HTTP answer.
    Http { status: u16, media_type: &'static str, headers: Vec<(&'static str, &'static str)>, body: String },
    /// None at all, for ever.
    Hang,
    /// The connection is cut after the request was read.
    Reset,
}

impl Answer {
    #[expect(clippy::needless_pass_by_value, reason = "it is always written where it is used")]
    pub fn json(status: u16, body: Value) -> Self {
        Self::Http { status, media_type: "application/json", headers: Vec::new(), body: body.to_string() }
    }

    pub fn page(status: u16) -> Self {
        let body = "<html>Bad gateway</html>".to_owned();
        Self::Http { status, media_type: "text/html", headers: Vec::new(), body }
    }

    pub fn status(status: u16) -> Self {
        Self::Http { status, media_type: "text/plain", headers: Vec::new(), body: String::new() }
    }

    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        if let Self::Http { headers, .. } = &mut self {
            headers.push((name, value));
        }
        self
    }

    fn text(&self) -> Option<String> {
        let Self::Http { status, media_type, headers, body } = self else { return None };
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        Some(format!(
            "HTTP/1.1 {status} x\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
        ))
    }
}

/// One request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub line: String,
    pub authorization: Option<String>,
    pub reason: Option<String>,
    pub body: String,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn read(head: &str, body: String) -> Self {
        let header = |name: &str| {
            let found = head
                .lines()
                .find_map(|line| line.split_once(": ").filter(|(it, _)| it.eq_ignore_ascii_case(name)));
            found.map(|(_, value)| value.to_owned())
        };
        let line = head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
        Self { line, authorization: header("authorization"), reason: header("x-audit-log-reason"), body }
    }
}

/// The server.
pub struct Peer {
    base: Url,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Peer {
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = base_of(&listener);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let mut answers: VecDeque<Answer> = answers.into_iter().collect();
        tokio::spawn({
            let seen = seen.clone();
            async move {
                let mut kept = Vec::new();
                while let Ok((stream, _)) = listener.accept().await {
                    let answer = answers.pop_front().expect("no more calls were expected");
                    kept.extend(serve(stream, &answer, &seen).await);
                }
            }
        });
        Self { base, seen }
    }

    /// An address at which nobody listens.
    pub async fn nowhere() -> Url {
        base_of(&TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    pub fn base(&self) -> Url {
        self.base.clone()
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn base_of(listener: &TcpListener) -> Url {
    format!("http://{}", listener.local_addr().unwrap()).parse().unwrap()
}

/// Reads one request and answers it; hands the connection back when it is to hang.
async fn serve(mut stream: TcpStream, answer: &Answer, seen: &Mutex<Vec<Seen>>) -> Option<TcpStream> {
    let mut bytes = Vec::new();
    let (head, body) = loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        if body.len() >= length_of(head) {
            break (head.to_owned(), body.to_owned());
        }
    };
    seen.lock().unwrap().push(Seen::read(&head, body));
    match (answer, answer.text()) {
        (_, Some(text)) => drop(stream.write_all(text.as_bytes()).await),
        (Answer::Hang, None) => return Some(stream),
        (_, None) => {}
    }
    None
}

fn length_of(head: &str) -> usize {
    let length = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok();
    head.lines().find_map(length).unwrap_or(0)
}
