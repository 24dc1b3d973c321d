//! Faults of the gateway, planned or at once.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Out;
use crate::shared::Shared;

/// What is planned.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) acks: Acks,
    pub(crate) refusals: u32,
    pub(crate) closes_after_identify: Vec<u16>,
    doubles: Vec<String>,
    holds: u32,
}

/// Whether heartbeats are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acks {
    /// As they should.
    Given,
    /// Not at all, as by a dead peer.
    Withheld,
}

/// Whether a client that is told its session is invalid may resume it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resumable {
    /// It may.
    Yes,
    /// It must identify anew.
    No,
}

impl Default for Trouble {
    fn default() -> Self {
        Self {
            acks: Acks::Given,
            refusals: 0,
            closes_after_identify: Vec::new(),
            doubles: Vec::new(),
            holds: 0,
        }
    }
}

impl Trouble {
    /// Whether this event is to be sent twice; asked once for each event.
    pub(crate) fn doubles(&mut self, name: &str) -> bool {
        let planned = self.doubles.iter().position(|double| double == name);
        planned.map(|place| self.doubles.remove(place)).is_some()
    }

    /// Whether this event is to be overtaken by the next.
    pub(crate) fn holds(&mut self) -> bool {
        let is_planned = self.holds > 0;
        self.holds = self.holds.saturating_sub(1);
        is_planned
    }

    /// Whether this connection is to be refused.
    pub(crate) fn refuses(&mut self) -> bool {
        let is_planned = self.refusals > 0;
        self.refusals = self.refusals.saturating_sub(1);
        is_planned
    }
}

/// The gateway's faults, to be caused by a test.
#[derive(Clone)]
pub struct GatewayFaults {
    shared: Arc<Shared>,
}

impl GatewayFaults {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Breaks every connection without a close frame; sessions can be resumed.
    pub fn drop_connections(&self) {
        self.shared.with(|state| state.hub.end_all(|| Out::Cut));
    }

    /// Closes every connection with a code; sessions can be resumed as far as the code lets the client.
    pub fn close(&self, code: u16) {
        self.shared.with(|state| state.hub.end_all(|| Out::Close(code, "closed by a planned fault")));
    }

    /// Asks every client to reconnect (op 7).
    pub fn ask_to_reconnect(&self) {
        self.shared.with(|state| state.hub.send_all(&json!({ "op": 7, "d": null, "s": null, "t": null })));
    }

    /// Tells every client that its session is invalid (op 9), and forgets it unless it may be resumed.
    pub fn invalidate_sessions(&self, resumable: Resumable) {
        self.shared.with(|state| {
            let may_resume = resumable == Resumable::Yes;
            state.hub.send_all(&json!({ "op": 9, "d": may_resume, "s": null, "t": null }));
            if !may_resume {
                state.hub.forget_sessions();
            }
        });
    }

    /// Forgets the sessions without telling anybody: the next RESUME is answered with op 9.
    pub fn forget_sessions(&self) {
        self.shared.with(|state| state.hub.forget_sessions());
    }

    /// Answers heartbeats, or no longer.
    pub fn heartbeats(&self, acks: Acks) {
        self.shared.with(|state| state.hub.trouble.acks = acks);
    }

    /// Refuses the next `count` connections with a 503.
    pub fn refuse_connections(&self, count: u32) {
        self.shared.with(|state| state.hub.trouble.refusals = count);
    }

    /// Closes the next connections right after their IDENTIFY, one for each code.
    pub fn close_after_identify(&self, codes: &[u16]) {
        self.shared.with(|state| state.hub.trouble.closes_after_identify.extend(codes.iter().rev()));
    }

    /// Sends the next event of this name twice.
    pub fn double_next(&self, event: &str) {
        self.shared.with(|state| state.hub.trouble.doubles.push(event.to_owned()));
    }

    /// Lets each of the next `count` events be overtaken by the one after it.
    pub fn overtake_next(&self, count: u32) {
        self.shared.with(|state| state.hub.trouble.holds = count);
    }

    /// Dispatches any event to every session, well formed or not.
    pub fn dispatch(&self, name: &'static str, data: Value) {
        self.shared.with(|state| state.emit(&super::Event { name, guild: None, channel: None, data }));
    }
}
