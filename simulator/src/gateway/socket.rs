//! One gateway connection: hello, heartbeats, and the frames of the client.

use std::{collections::VecDeque, sync::Arc};

use axum::{
    extract::{
        ConnectInfo, RawQuery, State as Extract, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{ConnectionId, Out, arrive::Goodbye, trouble::Acks};
use crate::{
    journal::{Direction, Entry, GatewayFrame, ViolationKind},
    rest::line::Line,
    shared::Shared,
    state::State,
};

/// The longest frame a client may send, in bytes.
const LONGEST_FRAME: usize = 4096;
/// How many frames a client may send in a minute.
const FRAMES_A_MINUTE: usize = 120;

/// Accepts a gateway connection, unless it is to be refused or asks for compression.
pub(crate) async fn accept(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    RawQuery(query): RawQuery,
    upgrade: WebSocketUpgrade,
) -> Response {
    if shared.with(|state| state.hub.trouble.refuses()) {
        return (StatusCode::SERVICE_UNAVAILABLE, "upstream connect error").into_response();
    }
    if query.unwrap_or_default().contains("compress=") {
        let text = "the simulator speaks without transport compression; leave `compress` out";
        return (StatusCode::BAD_REQUEST, text).into_response();
    }
    upgrade.on_upgrade(move |socket| serve(shared, line, socket))
}

async fn serve(shared: Arc<Shared>, line: Line, mut socket: WebSocket) {
    let (sender, mut outgoing) = mpsc::unbounded_channel();
    let (id, heartbeat) = shared.with(|state| (state.hub.connect(sender), state.options.heartbeat_ms));
    let hello =
        json!({ "op": 10, "d": { "heartbeat_interval": heartbeat, "_trace": [] }, "s": null, "t": null });
    let mut client = Client { shared: shared.clone(), id, sent: VecDeque::new() };
    let mut is_open = socket.send(Message::text(hello.to_string())).await.is_ok();
    while is_open {
        tokio::select! {
            out = outgoing.recv() => is_open = match out {
                Some(Out::Frame(frame)) => socket.send(Message::text(frame.to_string())).await.is_ok(),
                Some(Out::Close(code, reason)) => {
                    close(&mut socket, (code, reason)).await;
                    false
                }
                Some(Out::Cut) => {
                    line.cut();
                    false
                }
                None => false,
            },
            incoming = socket.recv() => is_open = match incoming {
                Some(Ok(Message::Text(text))) => match client.hear(text.as_str()) {
                    Ok(()) => true,
                    Err(goodbye) => {
                        close(&mut socket, goodbye).await;
                        false
                    }
                },
                Some(Ok(Message::Close(_)) | Err(_)) | None => false,
                Some(Ok(_)) => true,
            },
        }
    }
    shared.with(|state| state.hub.disconnect(id));
}

async fn close(socket: &mut WebSocket, (code, reason): Goodbye) {
    // The client may be gone already, which is what was wanted.
    let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}

struct Client {
    shared: Arc<Shared>,
    id: ConnectionId,
    sent: VecDeque<DateTime<Utc>>,
}

impl Client {
    fn hear(&mut self, text: &str) -> Result<(), Goodbye> {
        if text.len() > LONGEST_FRAME {
            return Err((4002, "Error while decoding payload."));
        }
        let frame: Value = serde_json::from_str(text).map_err(|_| (4002, "Error while decoding payload."))?;
        let now = self.shared.look(State::now);
        self.sent.push_back(now);
        self.sent.retain(|&at| now - at < Duration::seconds(60));
        if self.sent.len() > FRAMES_A_MINUTE {
            return Err((4008, "You are being rate limited."));
        }
        let id = self.id;
        self.shared.with(|state| {
            let heard = state.hear(id, &frame);
            if let Err((code, reason)) = heard {
                let is_planned = reason.contains("planned");
                if !is_planned {
                    let text = format!("gateway connection closed with {code}: {reason}");
                    state.journal.violation(ViolationKind::Gateway, text);
                }
                state.hub.disconnect(id);
            }
            heard
        })
    }
}

impl State {
    fn hear(&mut self, line: ConnectionId, frame: &Value) -> Result<(), Goodbye> {
        let op = frame["op"].as_u64().ok_or((4002, "Error while decoding payload."))?;
        let mut data = frame["d"].clone();
        if data.get("token").is_some() {
            data["token"] = json!("…");
        }
        let at = self.now();
        self.journal.record(Entry::Frame(GatewayFrame {
            at,
            direction: Direction::FromBot,
            op,
            event: None,
            data,
        }));
        let is_identified = self.hub.is_identified(line);
        match op {
            1 => self.beat(line),
            2 | 6 if is_identified => return Err((4005, "Already authenticated.")),
            2 => self.identify(line, &frame["d"])?,
            6 => {
                if !self.resume(line, &frame["d"])? {
                    let invalid = json!({ "op": 9, "d": false, "s": null, "t": null });
                    self.hub.send(line, Out::Frame(invalid));
                }
            }
            3 | 4 | 8 if !is_identified => return Err((4003, "Not authenticated.")),
            3 | 4 => {}
            8 => self.members_wanted(&frame["d"]),
            _ => return Err((4001, "Unknown opcode.")),
        }
        Ok(())
    }

    fn beat(&mut self, line: ConnectionId) {
        if self.hub.trouble.acks == Acks::Given {
            self.hub.send(line, Out::Frame(json!({ "op": 11, "d": null, "s": null, "t": null })));
        }
    }

    /// Answers a request for members with one chunk of everybody.
    fn members_wanted(&mut self, data: &Value) {
        let guild = data["guild_id"].as_str().and_then(|id| id.parse().ok());
        let Some(guild) = guild.and_then(|id| self.guild(id).ok()) else { return };
        let members: Vec<Value> = guild.members.values().map(|member| self.member_json(member)).collect();
        let chunk = json!({
            "guild_id": guild.id, "members": members, "chunk_index": 0, "chunk_count": 1,
            "nonce": data["nonce"], "not_found": [],
        });
        let id = guild.id;
        self.emit_guild("GUILD_MEMBERS_CHUNK", id, chunk);
    }
}
