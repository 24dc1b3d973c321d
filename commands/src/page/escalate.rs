//! `/page escalate` and **Escalate**: the next level now, even after an acknowledgement.

use incidents::operations::paging::escalate::{Wish, escalate};
use incidents::operations::roster;
use incidents::{Change, Result};

use super::calls;
use super::found::{found, suggest};
use super::next::{next, state, title};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::{suggest as suggestions, words};

pub const COMMAND: Command = Command {
    path: "page escalate",
    about: "Call the next level now, even after an acknowledgement",
    options: &[
        Opt::suggested("page", "Which one, when there are several", suggest),
        Opt::text("reason", "Why", 500),
        Opt::suggested("incident", "Which one, outside its own channel", suggestions::incidents),
    ],
    needs: Needs::Nothing,
    run: Run::Aloud(run),
    handles: &[Handle { name: calls::ESCALATE, needs: Needs::Nothing, run: Run::Aloud(run) }],
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let found = found(change, asked)?;
    let reason = asked.text("reason");
    let wish = Wish { reason: reason.map(str::to_owned), seen: found.seen };
    let paged = escalate(change, found.id, &wish, found.from)?;
    let people = roster::everybody(change, paged.guild)?;
    let reason =
        reason.map(|reason| say!(" Reason: {reason}", reason = words::line(reason))).unwrap_or_default();
    let now = change.now;
    let text = say!(
        "⏫ {title}: escalated; {state}. {next}{reason}",
        reason,
        title = title(&paged),
        state = state(&paged.page, &people),
        next = next(&paged.page, now)
    );
    Ok(Message { private: !found.in_channel(), ..Message::public(text) }.into())
}
