//! `/policy show`: whom a policy would page, level by level.

use incidents::{Result, View};

use super::{described, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Opt, Run};

pub const COMMAND: Command = Command {
    path: "policy show",
    about: "Show whom a policy pages, level by level",
    options: &[Opt::suggested("policy", "Which policy", suggest::policies).required()],
    run: Run::Reads(run),
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = named(view, asked)?;
    Ok(Message::private(described(view, asked, &policy)?).into())
}
