//! Calls to receivers on this machine: what is reached, what is refused before it is reached, and what is cut short.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::routing::any;
use futures::future::BoxFuture;
use tokio::net::TcpListener;

use super::*;

/// Says what the story wants, one answer after another, the last again and again.
struct Fickle {
    answers: Vec<&'static [&'static str]>,
    asked: AtomicUsize,
}

impl Fickle {
    fn names(answers: &[&'static [&'static str]]) -> Arc<Self> {
        Arc::new(Self { answers: answers.to_vec(), asked: AtomicUsize::new(0) })
    }
}

impl Names for Fickle {
    fn look_up(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let nth = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        let found = self.answers[nth].iter().map(|address| address.parse().unwrap()).collect();
        Box::pin(async move { Ok(found) })
    }
}

/// A server of one behaviour, and how often it was asked.
struct Receiver {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    async fn start(ip: &str, port: u16) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        let router = Router::new()
            .route("/moved", any(|| async { (StatusCode::FOUND, [(header::LOCATION, "/fine")]) }))
            .route("/busy", any(|| async { (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "7")]) }))
            .route("/endless", any(|| async { "a".repeat(1_000_000) }))
            .route("/silent", any(|| async { std::future::pending::<()>().await }))
            .fallback(move |request: axum::extract::Request| async move {
                noted.lock().unwrap().push(request.uri().path().to_owned());
                "fine"
            });
        let listener = TcpListener::bind((ip, port)).await.unwrap();
        let at = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { at, asked }
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn outside(permitted: &str, names: Arc<dyn Names>) -> Outside {
    let limits = Limits { total: Duration::from_millis(500), answer_bytes: 1_000, ..Limits::default() };
    Outside::with(permitted.parse().unwrap(), names, limits)
}

async fn calls(outside: &Outside, address: &str) -> Result<Answer, NotAnswered> {
    outside.send(Call::post(address)?).await
}

#[tokio::test]
async fn this_machine_and_its_network_are_refused_unless_permitted() {
    let there = Receiver::start("127.0.0.1", 0).await;
    let port = there.at.port();
    let closed = Outside::new(Exceptions::default());
    for host in [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "0.0.0.0",
    ] {
        let came = calls(&closed, &format!("http://{host}:{port}/")).await;
        assert_eq!(came, Err(NotAnswered::Forbidden), "{host}");
    }
    assert_eq!(there.asked(), 0);
    for permitted in ["127.0.0.0/8", "10.0.0.0/8, 127.0.0.1", "localhost"] {
        let open = Outside::new(permitted.parse().unwrap());
        let host = if permitted == "localhost" { permitted } else { "127.0.0.1" };
        assert_eq!(calls(&open, &format!("http://{host}:{port}/")).await.unwrap().status, 200, "{permitted}");
    }
    assert_eq!(there.asked(), 3);
}

#[tokio::test]
async fn only_the_web_is_called_and_without_passwords() {
    let open = outside("127.0.0.0/8", Arc::new(SystemNames));
    for address in [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://ana@127.0.0.1/",
        "http://:secret@127.0.0.1/",
        "//127.0.0.1/",
        "127.0.0.1",
        "",
    ] {
        assert_eq!(calls(&open, address).await, Err(NotAnswered::BadAddress), "{address}");
    }
}

#[tokio::test]
async fn a_name_that_means_something_else_a_moment_later_gains_nothing() {
    let fit = Receiver::start("127.0.0.1", 0).await;
    let inner = Receiver::start("127.0.0.2", fit.at.port()).await;
    let names = Fickle::names(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let outside = outside("127.0.0.1", names.clone());
    let address = format!("http://rebound.example:{}/", fit.at.port());
    assert_eq!(calls(&outside, &address).await.unwrap().status, 200);
    assert_eq!(names.asked.load(Ordering::SeqCst), 1, "what was judged is what was connected to");
    assert_eq!(calls(&outside, &address).await, Err(NotAnswered::Forbidden));
    assert_eq!((fit.asked(), inner.asked()), (1, 0));
}

#[tokio::test]
async fn of_several_addresses_only_the_fit_are_tried() {
    let fit = Receiver::start("127.0.0.1", 0).await;
    let inner = Receiver::start("127.0.0.2", fit.at.port()).await;
    let outside = outside("127.0.0.1", Fickle::names(&[&["127.0.0.2", "169.254.169.254", "127.0.0.1"]]));
    let address = format!("http://mixed.example:{}/", fit.at.port());
    assert_eq!(calls(&outside, &address).await.unwrap().status, 200);
    assert_eq!((fit.asked(), inner.asked()), (1, 0));
}

#[tokio::test]
async fn a_permitted_host_may_be_anywhere_and_another_at_its_address_may_not() {
    let there = Receiver::start("127.0.0.1", 0).await;
    let outside = outside("hooks.lan", Fickle::names(&[&["127.0.0.1"]]));
    let to = |host: &str| format!("http://{host}:{}/", there.at.port());
    assert_eq!(calls(&outside, &to("HOOKS.lan.")).await.unwrap().status, 200);
    assert_eq!(calls(&outside, &to("other.lan")).await, Err(NotAnswered::Forbidden));
    assert_eq!(calls(&outside, &to("127.0.0.1")).await, Err(NotAnswered::Forbidden));
}

#[tokio::test]
async fn redirects_are_not_followed_and_answers_have_a_bound() {
    let there = Receiver::start("127.0.0.1", 0).await;
    let outside = outside("127.0.0.0/8", Arc::new(SystemNames));
    let to = |path: &str| format!("http://{}{path}", there.at);
    assert_eq!(calls(&outside, &to("/moved")).await.unwrap().status, 302);
    assert_eq!(there.asked(), 0);
    let busy = calls(&outside, &to("/busy")).await.unwrap();
    assert_eq!((busy.status, busy.retry_after.as_deref()), (429, Some("7")));
    let endless = calls(&outside, &to("/endless")).await.unwrap();
    assert_eq!((endless.status, endless.body.len(), endless.is_whole), (200, 1_000, false));
    assert_eq!(calls(&outside, &to("/silent")).await, Err(NotAnswered::TimedOut));
    assert_eq!(calls(&outside, &to("/fine")).await.unwrap().body, b"fine");
}

#[tokio::test]
async fn nobody_there_is_told_from_no_such_name() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let known = outside("127.0.0.0/8", Arc::new(SystemNames));
    assert_eq!(calls(&known, &format!("http://{nobody}/")).await, Err(NotAnswered::Unreachable));
    let unknown = outside("127.0.0.0/8", Fickle::names(&[&[]]));
    assert_eq!(calls(&unknown, "http://nowhere.example/").await, Err(NotAnswered::Unknown));
}

#[test]
fn exceptions_are_networks_and_hosts() {
    for text in ["10.0.0.0/8", "hooks.lan", "fd00::/8, ntfy", "10.1.2.3,hooks.lan"] {
        assert!(text.parse::<Exceptions>().is_ok(), "{text}");
    }
    for text in ["", "10.0.0.0/33", "10.0.0", "http://hooks.lan", "a b", "hooks.lan,", "10.0.0.999"] {
        assert_eq!(text.parse::<Exceptions>(), Err(NotAnException), "{text}");
    }
}
