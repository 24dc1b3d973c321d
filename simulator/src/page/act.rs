//! What somebody at the page does.

use std::sync::Arc;

use axum::{Json, extract::State as Extract};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};

use super::seat::{Refused, Seat};
use crate::{
    ids::{ChannelId, InteractionId, MessageId},
    person::{ClientRefusal, File, Person},
    shared::Shared,
};

/// A deed, and who does it.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    seat: Seat,
    deed: Deed,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Says { channel: ChannelId, text: String, files: Vec<Upload> },
    SaysToBot { text: String },
    Edits { message: MessageId, text: String },
    Deletes { message: MessageId },
    Reacts { message: MessageId, emoji: String },
    Unreacts { message: MessageId, emoji: String },
    Runs { channel: ChannelId, line: String, files: Vec<Upload> },
    Completes { channel: ChannelId, line: String },
    Clicks { message: MessageId, button: String },
    Selects { message: MessageId, menu: String, values: Vec<String> },
    UsesMenu { message: MessageId, entry: String },
    Submits { opened_by: InteractionId, fields: Vec<(String, String)> },
}

/// A file as the page sends it: base64, for it travels in JSON.
#[derive(Debug, Deserialize)]
struct Upload {
    name: String,
    base64: String,
}

/// How far the clock is to be moved on.
#[derive(Debug, Deserialize)]
pub(super) struct Span {
    minutes: u16,
}

/// Does it; where the bot is asked, says by which interaction.
pub(super) async fn act(
    Extract(shared): Extract<Arc<Shared>>,
    Json(act): Json<Act>,
) -> Result<Json<Value>, Refused> {
    let person = act.seat.taken(&shared)?;
    let asked = act.deed.done_by(&person)?;
    Ok(Json(json!({ "interaction": asked })))
}

/// Moves the clock on, where the program allows it.
pub(super) async fn advance(
    Extract(shared): Extract<Arc<Shared>>,
    Json(span): Json<Span>,
) -> Result<Json<Value>, Refused> {
    let advance = shared.look(|state| state.options.advance.clone());
    let advance = advance.ok_or_else(|| Refused("this clock cannot be moved".to_owned()))?;
    advance(TimeDelta::minutes(span.minutes.into()));
    // Nothing changed in the store, yet everything is later now.
    let now = shared.with(|state| state.now());
    Ok(Json(json!({ "now": now.timestamp_millis() })))
}

impl Deed {
    fn done_by(self, person: &Person) -> Result<Option<InteractionId>, Refused> {
        let asked = match self {
            Self::Runs { channel, line, files } => person.runs_with_files(channel, &line, &opened(files)?)?,
            Self::Completes { channel, line } => person.completes(channel, &line)?,
            Self::Clicks { message, button } => person.clicks(message, &button)?,
            Self::UsesMenu { message, entry } => person.uses_message_menu(&entry, message)?,
            Self::Selects { message, menu, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                person.selects(message, &menu, &values)?
            }
            Self::Submits { opened_by, fields } => {
                let fields: Vec<_> =
                    fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                person.submits(opened_by, &fields)?
            }
            without_the_bot => return without_the_bot.said_by(person).map(|()| None),
        };
        Ok(Some(asked))
    }

    fn said_by(self, person: &Person) -> Result<(), Refused> {
        let said: Result<(), ClientRefusal> = match self {
            Self::Says { channel, text, files } => person.says(channel, &text, &opened(files)?).map(drop),
            Self::SaysToBot { text } => person.says_to_bot(&text).map(drop),
            Self::Edits { message, text } => person.edits(message, &text),
            Self::Deletes { message } => person.deletes(message),
            Self::Reacts { message, emoji } => person.reacts(message, &emoji),
            Self::Unreacts { message, emoji } => person.unreacts(message, &emoji),
            _ => Ok(()),
        };
        Ok(said?)
    }
}

fn opened(files: Vec<Upload>) -> Result<Vec<File>, Refused> {
    let open = |file: Upload| match STANDARD.decode(&file.base64) {
        Ok(bytes) => Ok(File { name: file.name, bytes }),
        Err(_) => Err(Refused(format!("{} did not arrive whole", file.name))),
    };
    files.into_iter().map(open).collect()
}
