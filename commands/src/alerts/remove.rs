//! `/alerts remove`: a monitoring system is let in no more.

use incidents::operations::alerts::remove::remove;
use incidents::{Change, Result};

use super::named;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "alerts remove",
    about: "Let a monitoring system in no more; what it opened stays",
    options: &[Opt::suggested("source", "Which source", suggest::alert_sources).required()],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let source = named(change, asked)?;
    remove(change, source.id)?;
    let name = words::line(source.name.as_str());
    let text =
        say!("Removed the alert source **{name}**. Its address is answered like any that never was.", name);
    Ok(Message::private(text).into())
}
