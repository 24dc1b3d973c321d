//! `/schedule layer`: a second rotation over the first, at all times or at some: nights, weekends, holidays.

use incidents::model::rota::Restriction;
use incidents::operations::schedules::layers::add;
use incidents::{Change, Result};

use super::create::{EVERY, FROM, HANDOFF, ZONE, rotation};
use super::{named, shifts, show};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule layer",
    about: "Put another rotation over a schedule, at all times or only on some days and hours",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::suggested("people", "Who takes turns, in order: @ana @ben, or contacts", suggest::people)
            .required(),
        EVERY.required(),
        HANDOFF.required(),
        DAYS,
        HOURS,
        ZONE,
        FROM,
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

pub const LAYER: Opt = Opt::of(
    "layer",
    "Which layer, as /schedule show numbers them; the first unless you say",
    Takes::Number { least: 1, most: 10 },
);
pub const DAYS: Opt = Opt::text("days", "Only on these days: mon-fri, or sat, sun", 60);
pub const HOURS: Opt = Opt::text("hours", "Only at these hours: 9:00-17:00, or 22:00-06:00 for nights", 60);

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let (rotation, notes) = rotation(change, asked)?;
    let restrictions = Restriction::typed(asked.text("days"), asked.text("hours"))?;
    let when = show::windows(&restrictions);
    let schedule = add(change, schedule.id, rotation, restrictions)?;
    let known = Known::of(change, asked)?;
    let text = say!(
        "Layer {count} of **{name}** is there{when}; where it counts, it is stronger than those below. The next shifts:{coming}{notes}",
        when,
        notes,
        count = schedule.is.layers.len(),
        name = words::line(schedule.name.as_str()),
        coming = shifts::coming(&schedule, &known.people, change.now, 5)
    );
    Ok(Message::public(text).into())
}

/// The layer that was named, counted from one.
pub fn number(asked: &Asked<'_>) -> usize {
    asked.number("layer").map_or(1, |layer| usize::try_from(layer).unwrap_or(0))
}
