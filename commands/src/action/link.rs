//! `/action link`: an issue in the server's tracker stands for an action, and each follows the other.

use incidents::operations::action::mirror::link;
use incidents::{Change, Result};

use super::{line, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};

pub const COMMAND: Command = Command {
    path: "action link",
    about: "Mirror an action in the issue tracker: in a new issue, or in one that is there",
    options: &[
        Opt::suggested("action", "Which one", named::suggest_open).required(),
        Opt::text("issue", "The number or address of an issue that is there already", 300),
    ],
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    let action = link(change, action.id, asked.text("issue"))?;
    let text = say!(
        "🔗 {action}\n-# Sitrep tells the tracker; whatever comes of it shows here and in `/action list`.",
        action = line::line(&action, incident.number, change.now)
    );
    let here = incident.channel == Some(asked.request.channel);
    Ok(Message { private: !here, ..Message::public(text) }.into())
}
