//! `/schedule restrict`: on which days and at which hours a layer counts.

use incidents::model::rota::Restriction;
use incidents::operations::schedules::layers::restrict;
use incidents::{Change, Result};

use super::layer::{DAYS, HOURS, LAYER, number};
use super::{named, shifts, show};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule restrict",
    about: "Say on which days and at which hours a layer counts; with neither, always",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        DAYS,
        HOURS,
        LAYER,
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (schedule, number) = (named(change, asked)?, number(asked));
    let restrictions = Restriction::typed(asked.text("days"), asked.text("hours"))?;
    let when = show::windows(&restrictions);
    let when = if when.is_empty() { say!(" · always") } else { when };
    let schedule = restrict(change, schedule.id, number, restrictions)?;
    let known = Known::of(change, asked)?;
    let text = say!(
        "Layer {number} of **{name}**{when}. The next shifts:{coming}",
        number,
        when,
        name = words::line(schedule.name.as_str()),
        coming = shifts::coming(&schedule, &known.people, change.now, 5)
    );
    Ok(Message::public(text).into())
}
