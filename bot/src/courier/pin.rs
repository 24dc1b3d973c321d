//! Follows whether a 📌 is on a message. Asked of Discord when it is done, so that a retry, or a 📌 that came and went, ends
//! in what is so.

use commands::request::Quoted;
use incidents::ids::UserId;
use incidents::model::attachment::Offered;
use incidents::model::entry::{EntryKind, Source};
use incidents::model::notice::Outcome;
use incidents::noted;
use incidents::operations::capture::Captured;
use incidents::operations::follow_source::{pin_message, unpin_message};
use incidents::{Actor, Ledger, Who};
use serde_json::Value;

use super::delivery::To;
use crate::discord::{Failure, Reason, Refused};
use crate::reading;

/// The emoji that puts a message on the timeline.
pub(crate) const PIN: &str = "📌";

/// Puts a message on the timeline while there is a 📌 on it, and takes it off when there is none.
pub(super) async fn follow(
    to: &To<'_>,
    ledger: &Ledger,
    source: Source,
    (by, name): (UserId, Option<String>),
) -> Outcome {
    let message = match to.discord.message(source.channel, source.message).await {
        Ok(message) => message,
        Err(Failure::Refused(Refused { reason: Reason::UnknownMessage, .. })) => return Outcome::Moot,
        Err(failure) => return to.failed(&failure, noted!("read what was written"), Some(source.channel)),
    };
    let guild = to.held.guild;
    let done = if is_pinned(&message) {
        let Some(quoted) = reading::message(&message) else { return Outcome::Moot };
        let who = name.map_or(Who::Sitrep, |name| Who::Person { id: by, name });
        ledger
            .change(Actor { guild, who }, move |change| pin_message(change, &captured(quoted)).map(drop))
            .await
    } else {
        ledger.change(Actor::sitrep(guild), move |change| unpin_message(change, source)).await
    };
    match done {
        Ok(()) => Outcome::Delivered(None),
        Err(why) => to.again(why.to_string()),
    }
}

fn is_pinned(message: &Value) -> bool {
    let reactions = message["reactions"].as_array().into_iter().flatten();
    reactions.into_iter().any(|reaction| {
        reaction["emoji"]["name"] == PIN && reaction["count"].as_u64().is_some_and(|count| count > 0)
    })
}

fn captured(quoted: Quoted) -> Captured {
    let offered =
        |file: commands::request::Attachment| Offered { name: file.name, url: file.url, size: file.size };
    Captured {
        source: Source { channel: quoted.channel, message: quoted.id },
        at: quoted.at,
        author: quoted.author,
        author_name: quoted.author_name,
        text: quoted.text,
        files: quoted.files.into_iter().map(offered).collect(),
        kind: EntryKind::Note,
        pinned: true,
    }
}
