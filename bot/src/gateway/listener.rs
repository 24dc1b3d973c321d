//! Serenity's end of the line: every event of a session arrives here, those it could not parse as well.

use std::sync::Arc;

use incidents::clock::Clock;
use reqwest::Url;
use serde_json::{Value, json};
use serenity::all::{Context, Event, Interaction, Member, RawEventHandler, User};
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
/// it could not. Of an interaction, which somebody waits for, and of a message, which may be our own answer to one, only what is
/// read is written back.
pub(super) fn as_json(event: &Event) -> (String, Value) {
    match event {
        Event::Unknown(unknown) => return (unknown.kind.clone(), unknown.value.clone()),
        Event::InteractionCreate(event) => {
            if let Some(data) = asked(&event.interaction) {
                return ("INTERACTION_CREATE".to_owned(), data);
            }
        }
        Event::MessageCreate(event) => {
            let it = &event.message;
            let author = json!({"bot": it.author.bot});
            let data = json!({"channel_id": it.channel_id, "guild_id": it.guild_id, "author": author});
            return ("MESSAGE_CREATE".to_owned(), data);
        }
        _ => {}
    }
    let mut json = serde_json::to_value(event).unwrap_or_default();
    let kind = json["t"].as_str().unwrap_or("an event without a name").to_owned();
    (kind, json["d"].take())
}

/// What `Interaction::read` looks for.
fn asked(interaction: &Interaction) -> Option<Value> {
    macro_rules! asked {
        ($number:literal, $it:ident, $message:expr) => {
            json!({
                "type": $number, "id": $it.id, "application_id": $it.application_id, "token": $it.token,
                "guild_id": $it.guild_id, "channel_id": $it.channel_id, "app_permissions": $it.app_permissions,
                "member": $it.member.as_ref().map(|it| member(it)), "user": user(&$it.user), "locale": $it.locale,
                "guild_locale": $it.guild_locale, "data": $it.data, "message": $message,
            })
        };
    }
    Some(match interaction {
        Interaction::Command(it) => asked!(2, it, Value::Null),
        Interaction::Component(it) => asked!(3, it, it.message),
        Interaction::Autocomplete(it) => asked!(4, it, Value::Null),
        Interaction::Modal(it) => asked!(5, it, it.message),
        _ => return None,
    })
}

fn member(member: &Member) -> Value {
    let permissions = member.permissions;
    json!({"user": user(&member.user), "nick": member.nick, "roles": member.roles, "permissions": permissions})
}

fn user(user: &User) -> Value {
    json!({"id": user.id, "username": user.name, "global_name": user.global_name, "bot": user.bot})
}
