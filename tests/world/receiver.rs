//! A server of somebody else's, on this machine: it writes down what it is asked and answers as the story says, badly if so.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request. Without any it answers that all is well.
#[derive(Debug, Clone)]
pub enum Fate {
    /// Answers with a status, and says how long to wait when there is something to say.
    Status(u16, Option<&'static str>),
    /// Takes it, and never says anything.
    Silence,
    /// Takes it, and breaks the connection instead of an answer.
    Break,
}

/// A request, as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The method and the path.
    pub what: String,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Seen {
    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.body))
    }

    /// A field of the body, which is a form.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        let url = reqwest::Url::parse(&format!("http://form?{}", self.body)).expect("a form");
        url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }
}

/// The server.
pub struct Receiver {
    /// Where it listens.
    pub at: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    fates: Arc<Mutex<VecDeque<Fate>>>,
}

impl Receiver {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("it listens");
        let (seen, fates) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(VecDeque::new())));
        let (noted, next) = (seen.clone(), fates.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(one(stream, noted.clone(), next.clone()));
            }
        });
        Self { at, seen, fates }
    }

    /// An address on it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// What it does with the next requests, in order.
    pub fn will(&self, fates: impl IntoIterator<Item = Fate>) {
        self.fates.lock().expect("no panic held it").extend(fates);
    }

    /// What it was asked so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic held it").clone()
    }

    /// What it was asked last.
    #[must_use]
    pub fn last(&self) -> Seen {
        self.seen().pop().expect("it was asked something")
    }
}

async fn one(mut stream: TcpStream, seen: Arc<Mutex<Vec<Seen>>>, fates: Arc<Mutex<VecDeque<Fate>>>) {
    let Some(request) = read(&mut stream).await else { return };
    seen.lock().expect("no panic held it").push(request);
    let fate = fates.lock().expect("no panic held it").pop_front();
    let (status, wait) = match fate {
        None => (200, None),
        Some(Fate::Status(status, wait)) => (status, wait),
        Some(Fate::Silence) => return std::future::pending().await,
        Some(Fate::Break) => return,
    };
    let wait = wait.map(|wait| format!("Retry-After: {wait}\r\n")).unwrap_or_default();
    let answer = format!("HTTP/1.1 {status} X\r\n{wait}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}");
    // The other side may be gone by now, which is its own affair.
    drop(stream.write_all(answer.as_bytes()).await);
}

async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut lines = head.lines();
            let what = lines.next()?.rsplit_once(' ')?.0.to_owned();
            let headers: Vec<_> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            let seen = Seen { what, headers, body: body.to_owned() };
            let length = seen.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                return Some(seen);
            }
        }
        let mut piece = [0; 4_096];
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
        }
    }
}
