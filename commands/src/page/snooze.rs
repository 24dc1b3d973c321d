//! `/page snooze`: yours, but not now. The page calls again when the time is up.

use incidents::operations::paging::snooze::snooze;
use incidents::operations::roster;
use incidents::{Change, Result};

use super::found::{found, suggest};
use super::next::{next, state, title};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest as suggestions, times};

pub const COMMAND: Command = Command {
    path: "page snooze",
    about: "Take the page and put it off: it calls again when the time is up",
    options: &[
        Opt::text("for", "For how long: 30m, 2h; from 1 minute to 4 days", 40).required(),
        Opt::suggested("page", "Which one, when there are several", suggest),
        Opt::suggested("incident", "Which one, outside its own channel", suggestions::incidents),
    ],
    needs: Needs::Nothing,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let span = times::elapsed(asked.needed("for")?)?;
    let found = found(change, asked)?;
    let paged = snooze(change, found.id, &found.by, span)?;
    let (people, now) = (roster::everybody(change, paged.guild)?, change.now);
    let text = format!("💤 {}: {}. {}", title(&paged), state(&paged.page, &people), next(&paged.page, now));
    Ok(Message { private: !found.in_channel(), ..Message::public(text) }.into())
}
