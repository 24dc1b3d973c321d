//! The gateway: sessions, what is dispatched to them, and what can go wrong.

pub(crate) mod arrive;
pub(crate) mod intents;
pub(crate) mod socket;
pub(crate) mod trouble;

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use self::{intents::Intents, trouble::Trouble};
use crate::{
    ids::{ChannelId, GuildId, UserId},
    journal::{Direction, Entry, GatewayFrame, Journal},
    options::Options,
};

/// Something that happened, before it is known who may hear of it.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) guild: Option<GuildId>,
    pub(crate) channel: Option<ChannelId>,
    pub(crate) data: Value,
}

/// Where frames are written down, and as of when.
pub(crate) struct Log<'a> {
    pub(crate) at: DateTime<Utc>,
    pub(crate) journal: &'a mut Journal,
}

/// What the socket is asked to do.
#[derive(Debug)]
pub(crate) enum Out {
    Frame(Value),
    Close(u16, &'static str),
    /// The connection breaks without a word.
    Cut,
}

/// One socket, however long it lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConnectionId(u64);

/// An identified client, which may be away for a while.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    intents: Intents,
    sequence: u64,
    /// Everything dispatched, for a RESUME.
    log: Vec<(u64, Value)>,
    line: Option<ConnectionId>,
    /// Dispatched on the current connection since READY or RESUMED, which counts as 1.
    dispatched: u64,
    /// A frame kept back so that the next one overtakes it.
    held: Option<Value>,
}

/// All connections and sessions.
#[derive(Debug)]
pub(crate) struct Hub {
    connections: BTreeMap<ConnectionId, UnboundedSender<Out>>,
    sessions: BTreeMap<String, Session>,
    identifies: Vec<DateTime<Utc>>,
    pub(crate) trouble: Trouble,
    last_connection: u64,
    identifies_a_day: u32,
}

impl Hub {
    /// How many events a session keeps for a RESUME.
    const MOST_KEPT: usize = 10_000;

    pub(crate) fn new(options: &Options) -> Self {
        Self {
            connections: BTreeMap::new(),
            sessions: BTreeMap::new(),
            identifies: Vec::new(),
            trouble: Trouble::default(),
            last_connection: 0,
            identifies_a_day: options.identifies_a_day,
        }
    }

    /// Takes in a new socket.
    pub(crate) fn connect(&mut self, out: UnboundedSender<Out>) -> ConnectionId {
        self.last_connection += 1;
        let id = ConnectionId(self.last_connection);
        self.connections.insert(id, out);
        id
    }

    /// Forgets a socket; its session stays for a RESUME.
    pub(crate) fn disconnect(&mut self, id: ConnectionId) {
        self.connections.remove(&id);
        for session in self.sessions.values_mut().filter(|session| session.line == Some(id)) {
            session.line = None;
        }
    }

    /// Sends a frame that is no event.
    pub(crate) fn send(&self, to: ConnectionId, out: Out) {
        if let Some(line) = self.connections.get(&to) {
            // A socket that just went away is noticed by its own task.
            let _ = line.send(out);
        }
    }

    /// Does the same to every socket, and forgets them.
    pub(crate) fn end_all(&mut self, out: impl Fn() -> Out) {
        let ids: Vec<ConnectionId> = self.connections.keys().copied().collect();
        for id in ids {
            self.send(id, out());
            self.disconnect(id);
        }
    }

    /// Sends every identified socket the same frame.
    pub(crate) fn send_all(&self, frame: &Value) {
        for session in self.sessions.values() {
            if let Some(line) = session.line {
                self.send(line, Out::Frame(frame.clone()));
            }
        }
    }

    /// Forgets the sessions, so that no RESUME succeeds.
    pub(crate) fn forget_sessions(&mut self) {
        self.sessions.retain(|_, session| session.line.is_some());
        for session in self.sessions.values_mut() {
            session.id.clear();
        }
    }

    /// How many clients are connected and identified.
    pub(crate) fn online(&self) -> usize {
        self.sessions.values().filter(|session| session.line.is_some()).count()
    }

    /// What the newest connection was sent since READY or RESUMED; nothing while nobody is connected.
    pub(crate) fn dispatched(&self) -> u64 {
        let online = self.sessions.values().filter(|session| session.line.is_some());
        online.max_by_key(|session| session.line).map_or(0, |session| session.dispatched)
    }

    /// The number of the last event of the newest connection's session; nothing while nobody is connected.
    pub(crate) fn sequence(&self) -> u64 {
        let online = self.sessions.values().filter(|session| session.line.is_some());
        online.max_by_key(|session| session.line).map_or(0, |session| session.sequence)
    }

    /// The IDENTIFYs of the last day.
    pub(crate) fn identifies_today(&mut self, now: DateTime<Utc>) -> u32 {
        self.identifies.retain(|&at| now - at < Duration::hours(24));
        u32::try_from(self.identifies.len()).unwrap_or(u32::MAX)
    }

    /// How many IDENTIFYs a day are allowed.
    pub(crate) fn identifies_allowed(&self) -> u32 {
        self.identifies_a_day
    }

    /// Gives an event to every session that asked for its kind.
    pub(crate) fn dispatch(&mut self, event: &Event, bot: UserId, log: &mut Log<'_>) {
        let is_double = self.trouble.doubles(event.name);
        let ids: Vec<String> = self.sessions.keys().cloned().collect();
        for id in ids {
            let intents = self.sessions[&id].intents;
            if !intents.cover(event) {
                continue;
            }
            let data = intents.redacted(event, bot);
            self.deliver(&id, event.name, data.clone(), log);
            if is_double {
                self.deliver(&id, event.name, data, log);
            }
        }
    }

    /// Gives an event to one session, in order or, when that is planned, after the next one.
    fn deliver(&mut self, session: &str, name: &str, data: Value, log: &mut Log<'_>) {
        let Some(session) = self.sessions.get_mut(session) else { return };
        session.sequence += 1;
        let frame = json!({ "op": 0, "t": name, "s": session.sequence, "d": data });
        session.log.push((session.sequence, frame.clone()));
        if session.log.len() > Self::MOST_KEPT {
            session.log.drain(..Self::MOST_KEPT / 4);
        }
        let Some(line) = session.line else { return };
        let event = Some(name.to_owned());
        log.journal.record(Entry::Frame(GatewayFrame {
            at: log.at,
            direction: Direction::ToBot,
            op: 0,
            event,
            data,
        }));
        session.dispatched += 1;
        if session.held.is_none() && self.trouble.holds() {
            session.held = Some(frame);
            return;
        }
        let overtaken = session.held.take();
        self.send(line, Out::Frame(frame));
        if let Some(overtaken) = overtaken {
            self.send(line, Out::Frame(overtaken));
        }
    }
}
