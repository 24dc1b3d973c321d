//! A clock to move, and two plain clients: one for REST, one for the gateway.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Duration, Utc};
use futures::{SinkExt, StreamExt};
use reqwest::{Method, StatusCode, header::HeaderMap, multipart};
use serde_json::{Value, json};
use simulator::{Guild, Limits, Options, Simulator};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

/// A moment that only moves by hand.
#[derive(Clone)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

/// A simulator with a server, and a bot's REST client.
pub struct Bench {
    pub sim: Simulator,
    pub guild: Guild,
    pub hands: Hands,
    client: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Got {
    pub fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or(0)
    }
}

impl Bench {
    pub async fn start() -> Self {
        Self::with(|options| options.limits = Limits::Off).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let hands = Hands(Arc::new(AtomicI64::new(1_790_000_000_000)));
        let reading = hands.clone();
        let clock = move || DateTime::<Utc>::from_timestamp_millis(reading.0.load(Ordering::SeqCst)).unwrap();
        let mut options = Options::new(Arc::new(clock));
        change(&mut options);
        let sim = Simulator::start(options).await.unwrap();
        let guild = sim.guild("Acme");
        Self { sim, guild, hands, client: reqwest::Client::new() }
    }

    pub fn general(&self) -> String {
        format!("/channels/{}", self.guild.channel("general").unwrap())
    }

    pub async fn call(&self, method: Method, path: &str, body: Value) -> Got {
        self.try_call(method, path, body).await.unwrap()
    }

    pub async fn try_call(&self, method: Method, path: &str, body: Value) -> reqwest::Result<Got> {
        let url = format!("{}/api/v10{path}", self.sim.base_url());
        let mut request = self.client.request(method, url);
        request = request.header("authorization", format!("Bot {}", self.sim.token()));
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.json().await.unwrap_or(Value::Null);
        Ok(Got { status, headers, body })
    }

    pub async fn post(&self, path: &str, body: Value) -> Got {
        self.call(Method::POST, path, body).await
    }

    pub async fn get(&self, path: &str) -> Got {
        self.call(Method::GET, path, Value::Null).await
    }

    pub async fn says(&self, body: Value) -> Got {
        self.post(&format!("{}/messages", self.general()), body).await
    }

    pub async fn upload(&self, path: &str, body: Value, files: &[(&str, Vec<u8>)]) -> Got {
        let mut form = multipart::Form::new().text("payload_json", body.to_string());
        for (place, (name, bytes)) in files.iter().enumerate() {
            let part = multipart::Part::bytes(bytes.clone()).file_name((*name).to_owned());
            form = form.part(format!("files[{place}]"), part);
        }
        let url = format!("{}/api/v10{path}", self.sim.base_url());
        let request = self.client.post(url).header("authorization", format!("Bot {}", self.sim.token()));
        let response = request.multipart(form).send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Got { status, headers, body: response.json().await.unwrap_or(Value::Null) }
    }

    /// Registers commands in the server.
    pub async fn registers(&self, commands: Value) {
        let path = format!("/applications/{}/guilds/{}/commands", self.sim.application(), self.guild.id());
        let got = self.call(Method::PUT, &path, commands).await;
        assert_eq!(got.status, 200, "{}", got.body);
    }

    /// Where the first answer to the newest interaction goes.
    pub fn callback(&self) -> String {
        let payload = self.sim.last_interaction().unwrap();
        format!("/interactions/{}/{}/callback", text(&payload["id"]), text(&payload["token"]))
    }

    /// Where what follows goes.
    pub fn webhook(&self) -> String {
        let payload = self.sim.last_interaction().unwrap();
        format!("/webhooks/{}/{}", self.sim.application(), text(&payload["token"]))
    }

    /// Nothing was wrong, on either side.
    pub fn is_clean(&self) {
        assert!(self.sim.violations().is_empty(), "{:#?}\n{}", self.sim.violations(), self.sim.transcript());
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A bare gateway client.
pub struct Gateway {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Gateway {
    pub async fn connect(url: &str) -> Self {
        let (socket, _) =
            tokio_tungstenite::connect_async(format!("{url}?v=10&encoding=json")).await.unwrap();
        let mut gateway = Self { socket };
        assert_eq!(gateway.frame().await["op"], 10);
        gateway
    }

    /// Connects and identifies; READY is still to be read.
    pub async fn identified(bench: &Bench, intents: u64) -> Self {
        let mut gateway = Self::connect(&bench.sim.gateway_url()).await;
        gateway.identify(&bench.sim.token(), intents).await;
        gateway
    }

    pub async fn identify(&mut self, token: &str, intents: u64) {
        let properties = json!({ "os": "linux", "browser": "test", "device": "test" });
        self.send(json!({ "op": 2, "d": { "token": token, "intents": intents, "properties": properties } }))
            .await;
    }

    pub async fn send(&mut self, frame: Value) {
        self.socket.send(Message::text(frame.to_string())).await.unwrap();
    }

    /// The next frame; a close comes as `{"close": code}`, a broken line as `{"broken": true}`.
    pub async fn frame(&mut self) -> Value {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Close(Some(close)))) => return json!({ "close": u16::from(close.code) }),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return json!({ "broken": true }),
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next event of this name.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let frame = self.frame().await;
            assert!(
                frame.get("close").is_none() && frame.get("broken").is_none(),
                "gone while waiting for {name}"
            );
            if frame["t"] == json!(name) {
                return frame;
            }
        }
    }
}
