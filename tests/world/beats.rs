//! Somebody outside who waits for signs of life.

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use tokio::sync::watch;

/// A receiver on this machine.
pub struct Receiver {
    /// Where signs of life go.
    pub address: String,
    heard: watch::Receiver<Vec<String>>,
    answer: watch::Sender<StatusCode>,
}

impl Receiver {
    /// Starts one that takes everything.
    pub async fn start() -> Self {
        let (hears, heard) = watch::channel(Vec::new());
        let answer = watch::Sender::new(StatusCode::OK);
        let answered = answer.subscribe();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/ping/secret", listener.local_addr().expect("it is bound"));
        let router = Router::new().fallback(move |request: Request| async move {
            let line = format!("{} {}", request.method(), request.uri().path());
            hears.send_modify(|heard| heard.push(line));
            *answered.borrow()
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, heard, answer }
    }

    /// What has arrived so far, as method and path.
    #[must_use]
    pub fn heard(&self) -> Vec<String> {
        self.heard.borrow().clone()
    }

    /// Waits until so many have arrived.
    pub async fn hears(&self, count: usize) {
        let mut heard = self.heard.clone();
        heard.wait_for(|heard| heard.len() >= count).await.expect("the receiver lives");
    }

    /// Answers differently from now on.
    pub fn answers(&self, status: u16) {
        self.answer.send_replace(StatusCode::from_u16(status).expect("a lawful status"));
    }
}
