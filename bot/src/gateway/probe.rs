//! Why the gateway turns us away, asked by ourselves: of some close codes serenity says nothing, and tries again for ever.

use futures::{SinkExt as _, StreamExt as _};
use reqwest::Url;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tracing::info;

use super::{Fatal, Gateway, address, budget};

type Line = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// Identifies once, and says what no retry can mend, if that is what the gateway closes for.
pub(super) async fn ask(gateway: &Gateway) -> Option<Fatal> {
    if budget::held_until(&*gateway.identifies, gateway.clock.now()).await.is_some() {
        return None;
    }
    let mut at: Url = gateway.discord.gateway().await.ok()?["url"].as_str()?.parse().ok()?;
    if !address::may_connect(at.as_str(), gateway.discord.base()) {
        return None;
    }
    at.set_query(Some("v=10&encoding=json"));
    info!("the gateway keeps closing: asking it why");
    tokio::select! {
        code = closed_with(gateway, at.as_str()) => Fatal::from_code(code?),
        () = gateway.clock.sleep(super::session::READY) => None,
    }
}

/// The code that a connection is closed with after an IDENTIFY; none if it becomes ready, or breaks.
async fn closed_with(gateway: &Gateway, address: &str) -> Option<u16> {
    let (mut line, _) = connect_async(address).await.ok()?;
    let (mut is_identified, mut code) = (false, None);
    while let Some(Ok(frame)) = line.next().await {
        match frame {
            Message::Text(_) if !is_identified => {
                is_identified = true;
                gateway.identifies.record(gateway.clock.now()).await;
                line.send(Message::Text(identify(gateway).to_string())).await.ok()?;
            }
            Message::Text(text) if is_ready(&text) => break,
            Message::Close(frame) => {
                code = frame.map(|frame| frame.code.into());
                break;
            }
            _ => {}
        }
    }
    hang_up(line).await;
    code
}

fn identify(gateway: &Gateway) -> Value {
    json!({ "op": 2, "d": {
        "token": gateway.discord.token().expose_secret(),
        "intents": gateway.intents.bits(),
        "shard": [0, 1],
        "properties": { "os": std::env::consts::OS, "browser": "sitrep", "device": "sitrep" },
    }})
}

fn is_ready(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|frame| frame["t"] == "READY")
}

/// Ends the connection as Discord wants it, so that it forgets the session. That may fail: it is gone then anyway.
async fn hang_up(mut line: Line) {
    drop(line.close(None).await);
}
