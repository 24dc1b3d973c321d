//! Deletes what we said in an incident's channel that quotes an entry which was redacted since.

use commands::parcels::Quotes;
use incidents::model::notice::Outcome;
use incidents::noted;
use serde_json::Value;

use super::delivery::{To, id_of};
use crate::discord::{Around, Failure, Reason, Refused};

/// How many hundreds of messages are looked through, from the newest on.
const HUNDREDS: usize = 30;

/// Goes through the channel once. Done again, it finds less.
pub(super) async fn unquote(to: &To<'_>, quotes: &Quotes) -> Outcome {
    match take_down(to, quotes).await {
        Ok(()) => Outcome::Delivered(None),
        Err(Failure::Refused(Refused { reason: Reason::UnknownChannel, .. })) => Outcome::Moot,
        Err(failure) => to.failed(&failure, noted!("read message history"), Some(quotes.channel)),
    }
}

async fn take_down(to: &To<'_>, quotes: &Quotes) -> Result<(), Failure> {
    let me = to.me.user.to_string();
    let mut around = Around::Latest;
    for _ in 0..HUNDREDS {
        let page = to.discord.messages(quotes.channel, around, 100).await?;
        let messages = page.as_array().map(Vec::as_slice).unwrap_or_default();
        for message in messages.iter().filter(|message| is_quote(message, &me, quotes)) {
            delete(to, quotes, message).await?;
        }
        match messages.last() {
            Some(oldest) if messages.len() == 100 => around = Around::Before(id_of(oldest)?),
            _ => break,
        }
    }
    Ok(())
}

fn is_quote(message: &Value, me: &str, quotes: &Quotes) -> bool {
    let text = message["content"].as_str().unwrap_or_default();
    message["author"]["id"] == me && text.contains(&quotes.mark) && !text.starts_with(quotes.unless)
}

/// Deletes one message; one that is gone is deleted.
async fn delete(to: &To<'_>, quotes: &Quotes, message: &Value) -> Result<(), Failure> {
    match to.discord.delete_message(quotes.channel, id_of(message)?).await {
        Err(Failure::Refused(Refused { reason: Reason::UnknownMessage, .. })) => Ok(()),
        deleted => deleted,
    }
}
