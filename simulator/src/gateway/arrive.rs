//! IDENTIFY and RESUME: who comes, and what is sent first.

use serde_json::{Value, json};

use super::{ConnectionId, Hub, Log, Out, Session, intents::Intents};
use crate::{
    journal::{Direction, Entry, GatewayFrame, ViolationKind},
    state::State,
};

/// Why a socket is closed: Discord's code and words.
pub(crate) type Goodbye = (u16, &'static str);

impl State {
    /// Opens a session and sends READY, then every server.
    pub(crate) fn identify(&mut self, line: ConnectionId, data: &Value) -> Result<(), Goodbye> {
        let now = self.now();
        self.hub.identifies.push(now);
        if data["token"] != json!(self.token) && data["token"] != json!(format!("Bot {}", self.token)) {
            return Err((4004, "Authentication failed."));
        }
        if self.hub.identifies_today(now) > self.hub.identifies_a_day {
            let text = "more IDENTIFYs in a day than allowed: Discord ends all sessions and resets the token";
            self.journal.violation(ViolationKind::Gateway, text.to_owned());
            self.token = format!("{}-reset", self.token);
            return Err((4004, "Authentication failed."));
        }
        if data.get("shard").is_some_and(|shard| shard != &json!([0, 1])) {
            return Err((4010, "Invalid shard."));
        }
        let bits = data["intents"].as_u64().ok_or((4013, "Invalid intent(s)."))?;
        let intents = Intents::asked(bits, self.options.privileged_intents)?;
        if let Some(code) = self.hub.trouble.closes_after_identify.pop() {
            return Err((code, "closed by a planned fault"));
        }
        let id = format!("{:032x}", u128::from(self.mint()) << 16);
        let session = Session {
            id: id.clone(),
            intents,
            sequence: 0,
            log: Vec::new(),
            line: Some(line),
            dispatched: 0,
            held: None,
        };
        self.hub.sessions.insert(id.clone(), session);
        self.greet(&id, intents);
        Ok(())
    }

    fn greet(&mut self, session: &str, intents: Intents) {
        let ready = self.ready(session);
        let bot = self.bot;
        let mut events = vec![("READY", ready)];
        if intents.has_guilds() {
            let mine = self.guilds.values().filter(|guild| guild.members.contains_key(&bot));
            events.extend(mine.map(|guild| ("GUILD_CREATE", self.guild_create(guild))));
        }
        let mut log = Log { at: self.now(), journal: &mut self.journal };
        for (name, data) in events {
            self.hub.deliver(session, name, data, &mut log);
        }
    }

    fn ready(&self, session: &str) -> Value {
        let mine = self.guilds.values().filter(|guild| guild.members.contains_key(&self.bot));
        let base = self.base.replacen("http", "ws", 1);
        json!({
            "v": 10,
            "user": self.user_json(self.bot),
            "guilds": mine.map(|guild| json!({ "id": guild.id, "unavailable": true })).collect::<Vec<_>>(),
            "session_id": session,
            "session_type": "normal",
            "resume_gateway_url": format!("{base}/gateway/resume"),
            "shard": [0, 1],
            "application": { "id": self.application, "flags": 0 },
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "_trace": ["simulator"],
        })
    }

    /// Takes a session up again: what was missed, then RESUMED. `false` when it cannot be.
    pub(crate) fn resume(&mut self, line: ConnectionId, data: &Value) -> Result<bool, Goodbye> {
        let is_known =
            data["token"] == json!(self.token) || data["token"] == json!(format!("Bot {}", self.token));
        if !is_known {
            return Err((4004, "Authentication failed."));
        }
        let id = data["session_id"].as_str().unwrap_or_default();
        let Some(session) = self.hub.sessions.get_mut(id).filter(|session| session.id == id) else {
            return Ok(false);
        };
        let seen = data["seq"].as_u64().unwrap_or(0);
        if seen > session.sequence {
            return Err((4007, "Invalid seq."));
        }
        let missed: Vec<Value> =
            session.log.iter().filter(|(at, _)| *at > seen).map(|(_, frame)| frame.clone()).collect();
        session.line = Some(line);
        session.dispatched = 0;
        session.held = None;
        let now = self.now();
        for frame in missed {
            self.journal.record(replayed(&frame, now));
            self.hub.send(line, Out::Frame(frame));
        }
        let data = json!({ "_trace": ["simulator"] });
        self.hub.deliver(id, "RESUMED", data, &mut Log { at: now, journal: &mut self.journal });
        Ok(true)
    }
}

fn replayed(frame: &Value, at: chrono::DateTime<chrono::Utc>) -> Entry {
    let event = frame["t"].as_str().map(|name| format!("{name} (replayed)"));
    Entry::Frame(GatewayFrame { at, direction: Direction::ToBot, op: 0, event, data: frame["d"].clone() })
}

impl Hub {
    /// Whether a socket belongs to an identified client.
    pub(crate) fn is_identified(&self, line: ConnectionId) -> bool {
        self.sessions.values().any(|session| session.line == Some(line))
    }
}
