//! How a change is confirmed: everybody in the incident's channel sees it, wherever it was asked for.

use incidents::model::event::Event;
use incidents::model::incident::Incident;
use incidents::model::notice::{Notice, Saying};
use incidents::{Change, Result};

use crate::asked::Asked;
use crate::reply::{Message, Reply};

/// Says what was done. From another channel the incident's own hears of it too; of a private incident that other channel
/// hears nothing.
pub fn confirm(
    change: &mut Change<'_>,
    asked: &Asked<'_>,
    incident: &Incident,
    text: String,
    event: &Event,
) -> Result<Reply> {
    let elsewhere = incident.channel != Some(asked.request.channel);
    if elsewhere {
        let (by, sentence) = (change.by.name().to_owned(), event.sentence());
        change.send(&Notice::Say { incident: incident.id, what: Saying::Done { by, sentence } })?;
    }
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}
