//! A gateway of a few lines: HELLO, then what it was told to do after an IDENTIFY.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::Uri;
use axum::routing::get;
use axum::{Json, Router};
use reqwest::Url;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

/// What to do after an IDENTIFY.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// Get ready, and stay.
    Ready,
    /// Close with this code.
    Close(u16),
    /// Say nothing more.
    Silence,
}

enum Order {
    Dispatch(&'static str, Value),
    Cut(Option<u16>),
    Invalidate,
}

/// The gateway and what it saw.
pub struct Peer {
    address: std::net::SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    address: std::net::SocketAddr,
    acts: Mutex<VecDeque<Act>>,
    identifies: watch::Sender<u64>,
    resumes: Mutex<Vec<String>>,
    sequence: Mutex<u64>,
    connection: Mutex<Option<mpsc::UnboundedSender<Order>>>,
}

impl Peer {
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            address,
            acts: Mutex::new(acts.into_iter().collect()),
            identifies: watch::Sender::new(0),
            resumes: Mutex::default(),
            sequence: Mutex::new(0),
            connection: Mutex::default(),
        });
        let app = Router::new()
            .route("/api/v10/gateway", get(gateway_address))
            .route("/", get(connect))
            .route("/resume", get(connect))
            .with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, shared }
    }

    pub fn base(&self) -> Url {
        format!("http://{}", self.address).parse().unwrap()
    }

    pub fn dispatch(&self, kind: &'static str, data: Value) {
        self.order(Order::Dispatch(kind, data));
    }

    pub fn cut(&self, code: Option<u16>) {
        self.order(Order::Cut(code));
    }

    pub fn invalidate(&self) {
        self.order(Order::Invalidate);
    }

    fn order(&self, order: Order) {
        let connection = self.shared.connection.lock().unwrap();
        connection.as_ref().unwrap().send(order).unwrap_or_else(|_| panic!("nobody is connected"));
    }

    pub fn identifies(&self) -> u64 {
        *self.shared.identifies.borrow()
    }

    pub fn resumes(&self) -> Vec<String> {
        self.shared.resumes.lock().unwrap().clone()
    }

    pub async fn waits_for_identifies(&self, count: u64) {
        self.shared.identifies.subscribe().wait_for(|seen| *seen >= count).await.unwrap();
    }
}

async fn gateway_address(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!({"url": format!("ws://{}", shared.address)}))
}

async fn connect(
    State(shared): State<Arc<Shared>>,
    path: Uri,
    upgrade: WebSocketUpgrade,
) -> axum::response::Response {
    upgrade.on_upgrade(move |socket| async move {
        drop(serve(shared, path.path().to_owned(), socket).await);
    })
}

/// Serves one connection until it is over; errors mean that the other side has gone.
async fn serve(shared: Arc<Shared>, path: String, mut socket: WebSocket) -> Result<(), axum::Error> {
    socket.send(text(json!({"op": 10, "d": {"heartbeat_interval": 41_250}}))).await?;
    let (orders, mut ordered) = mpsc::unbounded_channel();
    loop {
        tokio::select! {
            frame = socket.recv() => match frame {
                Some(Ok(Message::Text(frame))) => {
                    let frame: Value = serde_json::from_str(&frame).unwrap();
                    *shared.connection.lock().unwrap() = Some(orders.clone());
                    hear(&shared, &path, &mut socket, &frame).await?;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Ok(()),
            },
            Some(order) = ordered.recv() => match order {
                Order::Dispatch(kind, data) => dispatch(&shared, &mut socket, kind, data).await?,
                Order::Invalidate => socket.send(text(json!({"op": 9, "d": false}))).await?,
                Order::Cut(None) => return Ok(()),
                Order::Cut(Some(code)) => close(&mut socket, code).await?,
            },
        }
    }
}

async fn hear(shared: &Shared, path: &str, socket: &mut WebSocket, frame: &Value) -> Result<(), axum::Error> {
    match frame["op"].as_u64() {
        Some(1) => socket.send(text(json!({"op": 11}))).await,
        Some(2) => {
            shared.identifies.send_modify(|count| *count += 1);
            let act = shared.acts.lock().unwrap().pop_front().expect("no more IDENTIFYs were expected");
            match act {
                Act::Ready => ready(shared, socket).await,
                Act::Close(code) => close(socket, code).await,
                Act::Silence => Ok(()),
            }
        }
        Some(6) => {
            shared.resumes.lock().unwrap().push(path.to_owned());
            dispatch(shared, socket, "RESUMED", json!({})).await
        }
        _ => Ok(()),
    }
}

async fn ready(shared: &Shared, socket: &mut WebSocket) -> Result<(), axum::Error> {
    *shared.sequence.lock().unwrap() = 0;
    let data = json!({
        "v": 10, "user": {"id": "1", "username": "sitrep"}, "guilds": [{"id": "7", "unavailable": true}],
        "session_id": "s", "resume_gateway_url": format!("ws://{}/resume", shared.address),
        "application": {"id": "6", "flags": 0},
    });
    dispatch(shared, socket, "READY", data).await
}

async fn dispatch(
    shared: &Shared,
    socket: &mut WebSocket,
    kind: &str,
    data: Value,
) -> Result<(), axum::Error> {
    let sequence = {
        let mut sequence = shared.sequence.lock().unwrap();
        *sequence += 1;
        *sequence
    };
    socket.send(text(json!({"op": 0, "t": kind, "s": sequence, "d": data}))).await
}

async fn close(socket: &mut WebSocket, code: u16) -> Result<(), axum::Error> {
    socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await
}

#[expect(clippy::needless_pass_by_value, reason = "it is always written where it is used")]
fn text(frame: Value) -> Message {
    Message::Text(frame.to_string().into())
}
