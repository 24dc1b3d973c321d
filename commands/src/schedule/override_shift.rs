//! `/schedule override`: somebody is on call for a while, whoever would be otherwise.

use incidents::model::rota;
use incidents::operations::schedules::override_shift::override_shift;
use incidents::{Change, Result};

use super::{named, when};
use crate::asked::Asked;
use crate::people::{Known, shown};
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule override",
    about: "Put somebody on call for a while, whoever would be otherwise",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::suggested("who", "Who is on call instead", suggest::people).required(),
        Opt::text("from", "From when: now, friday 18:00", 100).required(),
        Opt::text("to", "Until when: monday 9:00, in 2 days", 100).required(),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let known = Known::of(change, asked)?;
    let who = known.one(asked.needed("who")?)?;
    let (when, notes) = when::stretch(change, asked)?;
    let schedule = override_shift(change, schedule.id, rota::Change::Take(who), when)?;
    let text = say!(
        "{shown} is on call in **{name}** from {from} to {to}.{notes}",
        notes,
        shown = shown(&known.people, who),
        name = words::line(schedule.name.as_str()),
        from = words::instant(when.from.max(change.now)),
        to = words::instant(when.to)
    );
    Ok(Message::public(text).into())
}
