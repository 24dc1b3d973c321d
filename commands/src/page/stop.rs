//! `/page stop`: the page is no longer wanted.

use incidents::operations::paging::stop::stop;
use incidents::{Change, Result};

use super::cannot;
use super::found::{found, suggest};
use super::next::title;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest as suggestions, words};

pub const COMMAND: Command = Command {
    path: "page stop",
    about: "Stop a page that is no longer wanted",
    options: &[
        Opt::suggested("page", "Which one, when there are several", suggest),
        Opt::text("reason", "Why", 500),
        Opt::suggested("incident", "Which one, outside its own channel", suggestions::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: &[cannot::HANDLE],
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let found = found(change, asked)?;
    let paged = stop(change, found.id)?;
    let reason = asked.text("reason").map(|reason| say!(" Reason: {reason}", reason = words::line(reason)));
    let text = say!(
        "⏹️ {title} is stopped. Nobody is called any more.{reason}",
        title = title(&paged),
        reason = reason.unwrap_or_default()
    );
    Ok(Message { private: !found.in_channel(), ..Message::public(text) }.into())
}
