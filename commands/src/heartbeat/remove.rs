//! `/heartbeat remove`: listens for a job no more.

use incidents::operations::heartbeats::remove::remove;
use incidents::{Change, Result};

use super::{named, suggest};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "heartbeat remove",
    about: "Listen for a job no more; its address stops working at once",
    options: &[Opt::suggested("heartbeat", "Which one", suggest).required()],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let heartbeat = named(change, asked)?;
    remove(change, &heartbeat)?;
    let name = words::line(heartbeat.name.as_str());
    Ok(Message::private(say!("Nobody listens for **{name}** any more. Incidents about it go on.", name))
        .into())
}
