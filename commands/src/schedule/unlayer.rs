//! `/schedule unlayer`: takes a rotation out of a schedule from now on.

use incidents::operations::schedules::layers::remove;
use incidents::{Change, Result};

use super::layer::{LAYER, number};
use super::{named, shifts};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule unlayer",
    about: "Take a layer out of a schedule, from now on",
    options: &[Opt::suggested("schedule", "Which schedule", suggest::schedules).required(), LAYER.required()],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (schedule, number) = (named(change, asked)?, number(asked));
    let schedule = remove(change, schedule.id, number)?;
    let known = Known::of(change, asked)?;
    let text = say!(
        "Took layer {number} out of **{name}**. The next shifts:{coming}",
        number,
        name = words::line(schedule.name.as_str()),
        coming = shifts::coming(&schedule, &known.people, change.now, 5)
    );
    Ok(Message::public(text).into())
}
