//! Everything that was said between bot and Discord, and what was wrong with it.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// One REST request and its answer.
#[derive(Debug, Clone)]
pub struct RestCall {
    /// When it came.
    pub at: DateTime<Utc>,
    /// The method, in capitals.
    pub method: String,
    /// The path after `/api/v10`, without the query.
    pub path: String,
    /// The query as sent.
    pub query: String,
    /// The JSON of the body, `Null` when there was none.
    pub body: Value,
    /// Names and sizes in bytes of the files that came along.
    pub files: Vec<(String, usize)>,
    /// The reason for the audit log.
    pub reason: Option<String>,
    /// The status answered; 0 where no answer was given.
    pub status: u16,
    /// The JSON answered.
    pub answer: Value,
}

/// Which way a gateway frame went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the simulator to the bot.
    ToBot,
    /// From the bot to the simulator.
    FromBot,
}

/// One gateway frame.
#[derive(Debug, Clone)]
pub struct GatewayFrame {
    /// When it went.
    pub at: DateTime<Utc>,
    /// Which way it went.
    pub direction: Direction,
    /// Its opcode.
    pub op: u64,
    /// The name of a dispatched event.
    pub event: Option<String>,
    /// The payload.
    pub data: Value,
}

/// Something the bot did that no correct bot does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What sort of mistake it was.
    pub kind: ViolationKind,
    /// What happened, for a person to read.
    pub text: String,
}

/// Sorts of mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViolationKind {
    /// A route the simulator does not know.
    UnknownRoute,
    /// A body with a field Discord does not know.
    UnknownField,
    /// A request that was refused, and not by a planned fault.
    Refused,
    /// A request that does not fit Discord's own description.
    RequestSchema,
    /// An answer of the simulator that does not fit Discord's own description.
    AnswerSchema,
    /// A gateway connection that had to be closed for what the bot sent.
    Gateway,
    /// An answer to a request of Discord's that Discord does not take.
    Endpoint,
}

/// One line of the journal.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Call(RestCall),
    Frame(GatewayFrame),
}

/// All lines in order.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: Vec<Entry>,
    /// How many calls there were, those that are no longer kept among them.
    pub(crate) call_count: u64,
    pub(crate) violations: Vec<Violation>,
}

impl Journal {
    /// How many lines are kept: a demo may run for weeks.
    const MOST: usize = 20_000;

    /// Adds a line.
    pub(crate) fn record(&mut self, entry: Entry) {
        self.call_count += u64::from(matches!(entry, Entry::Call(_)));
        if self.entries.len() >= Self::MOST {
            self.entries.drain(..Self::MOST / 4);
        }
        self.entries.push(entry);
    }

    /// Notes a mistake.
    pub(crate) fn violation(&mut self, kind: ViolationKind, text: String) {
        tracing::warn!(?kind, "{text}");
        if self.violations.len() < Self::MOST {
            self.violations.push(Violation { kind, text });
        }
    }

    /// The REST calls, oldest first.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &RestCall> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Call(call) => Some(call),
            Entry::Frame(_) => None,
        })
    }

    /// The gateway frames, oldest first.
    pub(crate) fn frames(&self) -> impl Iterator<Item = &GatewayFrame> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Frame(frame) => Some(frame),
            Entry::Call(_) => None,
        })
    }

    /// All of it as text, a line for each call and each frame but heartbeats.
    pub(crate) fn transcript(&self) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            match entry {
                Entry::Call(call) => write_call(&mut text, call),
                Entry::Frame(frame) if matches!(frame.op, 1 | 11) => {}
                Entry::Frame(frame) => write_frame(&mut text, frame),
            }
        }
        for violation in &self.violations {
            let _ = writeln!(text, "VIOLATION {:?}: {}", violation.kind, violation.text);
        }
        text
    }
}

fn write_call(text: &mut String, call: &RestCall) {
    let at = call.at.format("%H:%M:%S%.3f");
    let _ = write!(text, "{at} bot > {} {}", call.method, call.path);
    if !call.body.is_null() {
        let _ = write!(text, " {}", short(&call.body));
    }
    for (name, bytes) in &call.files {
        let _ = write!(text, " +{name} ({bytes} bytes)");
    }
    let _ = writeln!(text, "\n             < {} {}", call.status, short(&call.answer));
}

fn write_frame(text: &mut String, frame: &GatewayFrame) {
    let at = frame.at.format("%H:%M:%S%.3f");
    let arrow = if frame.direction == Direction::ToBot { "bot <" } else { "bot >" };
    let name = frame.event.as_deref().unwrap_or("op");
    let _ = writeln!(text, "{at} {arrow} {name} {} {}", frame.op, short(&frame.data));
}

fn short(value: &Value) -> String {
    let full = value.to_string();
    match full.char_indices().nth(600) {
        Some((cut, _)) => format!("{}…", &full[..cut]),
        None => full,
    }
}
