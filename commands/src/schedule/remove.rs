//! `/schedule remove`: nobody is on call by it any more.

use incidents::operations::schedules::remove::remove;
use incidents::{Change, Result};

use super::named;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule remove",
    about: "Remove a schedule that no policy calls",
    options: &[Opt::suggested("schedule", "Which schedule", suggest::schedules).required()],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    remove(change, schedule.id)?;
    Ok(Message::public(say!("Removed the schedule **{name}**.", name = words::line(schedule.name.as_str())))
        .into())
}
