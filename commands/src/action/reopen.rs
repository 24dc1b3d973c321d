//! `/action reopen`: takes up an action again.

use incidents::operations::action::reopen::reopen;
use incidents::{Change, Result};

use super::{line, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};

pub const COMMAND: Command = Command {
    path: "action reopen",
    about: "Take up an action again that was done or decided against",
    options: &[Opt::suggested("action", "Which one", named::suggest_closed).required()],
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    let action = reopen(change, action.id)?;
    let mut text = format!("↩️ {}", line::line(&action, incident.number, change.now));
    text.push_str(&line::rhythm(change, &action)?);
    let here = incident.channel == Some(asked.request.channel);
    Ok(Message { private: !here, ..Message::public(text) }.into())
}
