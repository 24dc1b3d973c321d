//! What people see: messages, answers, forms and choices.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    ids::{ChannelId, InteractionId, MessageId, RoleId, UserId},
    state::{ChannelKind, Message, Phase, State, message::LOADING},
};

/// A message as somebody who may see it sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageView {
    /// Its number.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: UserId,
    /// Its text.
    pub content: String,
    /// Its embeds, as Discord shows them.
    pub embeds: Vec<Value>,
    /// Its rows of buttons and menus, or the components it is made of.
    pub components: Vec<Value>,
    /// Its files.
    pub files: Vec<FileView>,
    /// Who alone sees it, if it is private.
    pub ephemeral_to: Option<UserId>,
    /// Whether the bot still thinks.
    pub is_loading: bool,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// The people it really pinged.
    pub pinged_users: Vec<UserId>,
    /// The roles it really pinged.
    pub pinged_roles: Vec<RoleId>,
    /// Whether it pinged everybody.
    pub pinged_everyone: bool,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// When it was last edited.
    pub edited_at: Option<DateTime<Utc>>,
    /// The interaction it answers.
    pub answers: Option<InteractionId>,
    /// Who used what to bring it about, as its heading says; menus and forms have no name.
    pub used: Option<(UserId, Option<String>)>,
    /// The message as payloads show it.
    pub json: Value,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came of an interaction, as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The bot thinks, visibly.
    Deferred(MessageView),
    /// The bot thinks, and nothing shows it.
    DeferredUpdate,
    /// A message, new or changed.
    Message(MessageView),
    /// The answering message was deleted since.
    Deleted,
    /// A form.
    Form(FormView),
    /// Suggestions for an option.
    Choices(Vec<Choice>),
}

/// A form to fill.
#[derive(Debug, Clone, PartialEq)]
pub struct FormView {
    /// What the bot calls it.
    pub custom_id: String,
    /// Its heading.
    pub title: String,
    /// Its fields in order, as the bot sent them.
    pub fields: Vec<Value>,
}

/// A suggestion for an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent.
    pub value: Value,
}

/// A channel as its list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelView {
    /// Its number.
    pub id: ChannelId,
    /// Its sort.
    pub kind: ChannelKind,
    /// Its name.
    pub name: String,
    /// Its topic.
    pub topic: Option<String>,
    /// The category or channel it is in.
    pub parent: Option<ChannelId>,
}

impl State {
    /// A message for reading.
    pub(crate) fn view(&self, message: &Message) -> MessageView {
        let files =
            message.attachments.iter().filter_map(|id| self.attachments.get(id)).map(|file| FileView {
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                bytes: file.bytes.clone(),
            });
        MessageView {
            id: message.id,
            channel: message.channel,
            author: message.author,
            content: message.content.clone(),
            embeds: message.embeds.clone(),
            components: message.components.clone(),
            files: files.collect(),
            ephemeral_to: message.ephemeral_to,
            is_loading: message.flags & LOADING != 0,
            is_pinned: message.pinned_at.is_some(),
            pinged_users: message.pings.users.clone(),
            pinged_roles: message.pings.roles.clone(),
            pinged_everyone: message.pings.everyone,
            sent_at: message.sent_at,
            edited_at: message.edited_at,
            answers: message.answers,
            used: message
                .answers
                .and_then(|id| self.interactions.get(&id))
                .map(|interaction| (interaction.user, interaction.command.clone())),
            json: self.message_json(message),
        }
    }

    /// What came of an interaction; nothing while it is unanswered.
    pub(crate) fn answer_of(&self, id: InteractionId) -> Option<Answer> {
        let interaction = self.interactions.get(&id)?;
        let message =
            || interaction.original.and_then(|id| self.find_message(id)).map(|found| self.view(found));
        Some(match &interaction.phase {
            Phase::Fresh => return None,
            Phase::Deferred => message().map_or(Answer::Deleted, Answer::Deferred),
            Phase::DeferredUpdate => Answer::DeferredUpdate,
            Phase::Answered => message().map_or(Answer::Deleted, Answer::Message),
            Phase::Form(form) => Answer::Form(FormView::of(form)),
            Phase::Choices(choices) => Answer::Choices(choices.iter().map(Choice::of).collect()),
        })
    }
}

impl FormView {
    /// The form, its rows and labels opened.
    pub(crate) fn of(form: &Value) -> Self {
        let text = |field: &str| form[field].as_str().unwrap_or_default().to_owned();
        let tops = form["components"].as_array().into_iter().flatten();
        let fields = tops.flat_map(|top| {
            let inner = top["components"].as_array().cloned().unwrap_or_default();
            let labelled = top.get("component").map(|component| {
                let mut field = component.clone();
                field["label"] = top["label"].clone();
                field
            });
            inner.into_iter().chain(labelled)
        });
        Self { custom_id: text("custom_id"), title: text("title"), fields: fields.collect() }
    }
}

impl Choice {
    fn of(choice: &Value) -> Self {
        Self { name: choice["name"].as_str().unwrap_or_default().to_owned(), value: choice["value"].clone() }
    }
}
