//! The life of an interaction: created, answered or deferred, followed up, expired.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    errors::Refusal,
    ids::{ChannelId, GuildId, InteractionId, MessageId, UserId},
};

/// What the person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InteractionKind {
    /// Ran a slash command or a menu entry.
    Command = 2,
    /// Pressed a button or chose from a menu under a message.
    Component = 3,
    /// Typed into an option that completes.
    Autocomplete = 4,
    /// Sent a form.
    Form = 5,
}

/// How far the bot has come with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Phase {
    /// Nothing was answered.
    Fresh,
    /// The bot thinks; the answer will be the message.
    Deferred,
    /// The bot thinks, and will change the message the component is on.
    DeferredUpdate,
    /// A message was sent or changed.
    Answered,
    /// A form was opened.
    Form(Value),
    /// Choices were given.
    Choices(Vec<Value>),
}

/// One use of the bot by somebody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) kind: InteractionKind,
    pub(crate) guild: Option<GuildId>,
    pub(crate) channel: ChannelId,
    pub(crate) user: UserId,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) phase: Phase,
    /// The message `@original` means: the answer, or what the component is on.
    pub(crate) original: Option<MessageId>,
    /// The message the component is on; for a form, the one whose component opened it.
    pub(crate) source: Option<MessageId>,
    /// The full name of the command, for the heading of the answer.
    pub(crate) command: Option<String>,
    pub(crate) followups: Vec<MessageId>,
    /// What was dispatched, for looking at and for sending it a second time.
    pub(crate) payload: Value,
    /// Why the bot's own address gave no answer, where interactions are sent to one.
    pub(crate) unanswered: Option<String>,
}

impl Interaction {
    /// How long Discord waits for the first answer.
    pub(crate) const FIRST_ANSWER: Duration = Duration::seconds(3);
    /// How long the token is good.
    pub(crate) const TOKEN: Duration = Duration::minutes(15);

    /// Refuses an answer of type `answer` when it is late, a second one, or not for this kind of interaction.
    pub(crate) fn may_answer(&self, answer: u64, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.phase != Phase::Fresh {
            return Err(Refusal::already_answered());
        }
        if now - self.made_at > Self::FIRST_ANSWER {
            return Err(Refusal::unknown_interaction());
        }
        let is_from_component = self.source.is_some();
        let is_legal = match (self.kind, answer) {
            (InteractionKind::Autocomplete, 8) => true,
            (InteractionKind::Autocomplete, _) | (_, 8) => false,
            (_, 4 | 5) => true,
            (InteractionKind::Component, 6 | 7) => true,
            (InteractionKind::Form, 6 | 7) => is_from_component,
            (InteractionKind::Command | InteractionKind::Component, 9) => true,
            _ => false,
        };
        if is_legal {
            return Ok(());
        }
        let message = "Interaction callback type is not valid for this interaction type.";
        Err(Refusal::field("type", "INTERACTION_APPLICATION_CALLBACK_TYPE_INVALID", message))
    }

    /// Refuses the use of a token that is no longer good.
    pub(crate) fn may_follow_up(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        let is_unanswered = self.phase == Phase::Fresh;
        if now - self.made_at > Self::TOKEN {
            Err(Refusal::expired_token())
        } else if is_unanswered {
            Err(Refusal::unknown_webhook())
        } else {
            Ok(())
        }
    }
}
