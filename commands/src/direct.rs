//! What reaches us in direct messages, where Discord names no server: of a button it follows from what the button is about, and
//! `/help` says what can be done here.

use incidents::ids::{GuildId, UserId};
use incidents::model::tongue::Tongue;
use incidents::{Refusal, Result, View};

use crate::reply::Reply;
use crate::request::{Ask, Given};
use crate::tongues::{Listeners, speaking};
use crate::{help, oncall, page};

/// The server in which a button that was pressed in a direct message counts: only what was sent to this very person.
pub fn home(view: &mut View<'_>, id: &str, user: UserId) -> Result<Option<GuildId>> {
    match page::home(view, id, user)? {
        Some(guild) => Ok(Some(guild)),
        None => oncall::cover::home(view, id, user),
    }
}

/// Answers what needs no server; nothing, where it needs one.
#[must_use]
pub fn answer(ask: &Ask, tongue: Tongue) -> Option<Result<Reply, Refusal>> {
    speaking(Listeners::of(tongue), || helped(ask))
}

fn helped(ask: &Ask) -> Option<Result<Reply, Refusal>> {
    let typed = |options: &crate::request::Options| match options.get("topic") {
        Some(Given::Text(topic)) => topic.clone(),
        _ => String::new(),
    };
    match ask {
        Ask::Command { path, options } if path == help::COMMAND.path => Some(help::alone(&typed(options))),
        Ask::Complete { options, .. } => Some(Ok(Reply::Choices(help::choices(&typed(options))))),
        _ => None,
    }
}
