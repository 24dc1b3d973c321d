//! Serenity's end of the line: every event of a session arrives here, those it could not parse as well.

use std::sync::Arc;

use incidents::clock::Clock;
use reqwest::Url;
use serde_json::{Value, json};
use serenity::all::{Context, Event, RawEventHandler};
use serenity::model::application::InteractionType;
use tokio::sync::{Mutex, watch};
use tracing::error;

use super::Ears;
use super::address;
use super::heard::Heard;
use super::hearing::{Hearing, InFlight, Link};

/// Listens to one session.
pub(super) struct Listener {
    pub ears: Arc<dyn Ears>,
    pub hearing: watch::Sender<Hearing>,
    /// The session's number in the count of `hearing`.
    pub session: u64,
    /// When the session became ready.
    pub ready: watch::Sender<Option<chrono::DateTime<chrono::Utc>>>,
    pub clock: Clock,
    /// Where serenity connects to the next time.
    pub address: Arc<Mutex<String>>,
    pub base: Url,
}

#[serenity::async_trait]
impl RawEventHandler for Listener {
    async fn raw_event(&self, _: Context, event: Event) {
        let _in_flight = InFlight::begin(&self.hearing, self.session);
        match &event {
            Event::Ready(event) => self.is_ready(&event.ready.resume_gateway_url).await,
            Event::Resumed(_) => self.is_up(),
            _ => {}
        }
        let (kind, data) = as_json(&event);
        let Some(heard) = Heard::read(&kind, data) else { return };
        if let Heard::Unparsed { kind, .. } = &heard {
            error!(event.kind = %kind, "an event of Discord's could not be understood");
        }
        self.ears.heard(heard).await;
    }
}

impl Listener {
    /// Discord asks to resume at an address of its own, which serenity would forget.
    async fn is_ready(&self, resume_at: &str) {
        if address::may_connect(resume_at, &self.base) {
            *self.address.lock().await = resume_at.trim_end_matches('/').to_owned();
        }
        self.ready.send_replace(Some(self.clock.now()));
        self.is_up();
    }

    fn is_up(&self) {
        self.hearing.send_modify(|hearing| {
            if hearing.sessions == self.session {
                hearing.link = Link::Up;
            }
        });
    }
}

/// An event as Discord sent it, or as near to it as serenity has kept: one reader then serves what serenity could parse and what
/// it could not. An interaction's type is not written back by serenity.
pub(super) fn as_json(event: &Event) -> (String, Value) {
    if let Event::Unknown(unknown) = event {
        return (unknown.kind.clone(), unknown.value.clone());
    }
    let mut json = serde_json::to_value(event).unwrap_or_default();
    let kind = json["t"].as_str().unwrap_or("an event without a name").to_owned();
    let mut data = json["d"].take();
    if let Event::InteractionCreate(event) = event {
        data["type"] = json!(type_number(event.interaction.kind()));
    }
    (kind, data)
}

fn type_number(kind: InteractionType) -> u8 {
    match kind {
        InteractionType::Ping => 1,
        InteractionType::Command => 2,
        InteractionType::Component => 3,
        InteractionType::Autocomplete => 4,
        InteractionType::Modal => 5,
        InteractionType::Unknown(number) => number,
        _ => 0,
    }
}
