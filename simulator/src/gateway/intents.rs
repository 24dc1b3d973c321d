//! What a client asked to hear, and what it may not read.

use serde_json::{Value, json};

use super::Event;
use crate::ids::UserId;

/// The bits of IDENTIFY.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Intents(u64);

const GUILDS: u64 = 1;
const GUILD_MEMBERS: u64 = 1 << 1;
const GUILD_PRESENCES: u64 = 1 << 8;
const GUILD_MESSAGES: u64 = 1 << 9;
const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
const DIRECT_MESSAGES: u64 = 1 << 12;
const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
const MESSAGE_CONTENT: u64 = 1 << 15;
const GUILD_SCHEDULED_EVENTS: u64 = 1 << 16;
/// The highest bit Discord knows is 25, and 17 to 19, 22 and 23 are not taken.
const KNOWN: u64 = 0x0331_FFFF;

impl Intents {
    /// The bits, or the close code that refuses them.
    pub(crate) fn asked(bits: u64, granted: u64) -> Result<Self, (u16, &'static str)> {
        let privileged = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
        if bits & !KNOWN != 0 {
            Err((4013, "Invalid intent(s)."))
        } else if bits & privileged & !granted != 0 {
            Err((4014, "Disallowed intent(s)."))
        } else {
            Ok(Self(bits))
        }
    }

    /// Whether an event of this kind was asked for.
    pub(crate) fn cover(self, event: &Event) -> bool {
        let is_direct = event.guild.is_none();
        let needed =
            match event.name {
                "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" => {
                    if is_direct { DIRECT_MESSAGES } else { GUILD_MESSAGES }
                }
                name if name.starts_with("MESSAGE_REACTION") => {
                    if is_direct {
                        DIRECT_MESSAGE_REACTIONS
                    } else {
                        GUILD_MESSAGE_REACTIONS
                    }
                }
                "TYPING_START" => {
                    if is_direct {
                        DIRECT_MESSAGE_TYPING
                    } else {
                        GUILD_MESSAGE_TYPING
                    }
                }
                "CHANNEL_PINS_UPDATE" => {
                    if is_direct {
                        DIRECT_MESSAGES
                    } else {
                        GUILDS
                    }
                }
                name if name.starts_with("GUILD_MEMBER_") => {
                    // A bot always hears of itself.
                    if event.data["user"]["bot"] == json!(true) { 0 } else { GUILD_MEMBERS }
                }
                name if name.starts_with("GUILD_SCHEDULED_EVENT_") => GUILD_SCHEDULED_EVENTS,
                name if ["GUILD_", "CHANNEL_", "THREAD_"].iter().any(|start| name.starts_with(start)) => {
                    GUILDS
                }
                _ => 0,
            };
        self.0 & needed == needed
    }

    /// The event as this client may read it: without the message content intent, what others write is blank.
    pub(crate) fn redacted(self, event: &Event, bot: UserId) -> Value {
        let mut data = event.data.clone();
        let is_message = matches!(event.name, "MESSAGE_CREATE" | "MESSAGE_UPDATE");
        if is_message && event.guild.is_some() {
            self.redact_message(&mut data, bot);
        }
        data
    }

    /// Blanks one message of a server unless it is the bot's own or mentions the bot.
    pub(crate) fn redact_message(self, message: &mut Value, bot: UserId) {
        let is_about = |user: &Value| user["id"] == json!(bot);
        let is_mentioned = message["mentions"].as_array().is_some_and(|users| users.iter().any(is_about));
        if self.0 & MESSAGE_CONTENT != 0 || is_about(&message["author"]) || is_mentioned {
            return;
        }
        message["content"] = json!("");
        for list in ["embeds", "components", "attachments"] {
            message[list] = json!([]);
        }
    }

    /// The intents an application holds when it reads by REST.
    pub(crate) const fn granted(bits: u64) -> Self {
        Self(bits)
    }

    /// Whether servers are heard of at all.
    pub(crate) const fn has_guilds(self) -> bool {
        self.0 & GUILDS != 0
    }
}
