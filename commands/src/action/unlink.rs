//! `/action unlink`: an action and its issue go their own ways.

use incidents::operations::action::mirror::unlink;
use incidents::{Change, Result};

use super::{line, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};

pub const COMMAND: Command = Command {
    path: "action unlink",
    about: "No longer mirror an action; its issue stays as it is",
    options: &[Opt::suggested("action", "Which one", named::suggest_open).required()],
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    let action = unlink(change, action.id)?;
    let text = say!(
        "✂️ {action}\n-# Its issue stays as it is.",
        action = line::line(&action, incident.number, change.now)
    );
    let here = incident.channel == Some(asked.request.channel);
    Ok(Message { private: !here, ..Message::public(text) }.into())
}
