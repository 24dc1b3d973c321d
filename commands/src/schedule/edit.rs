//! `/schedule edit`: other people, other times, from now on.

use incidents::model::rota::{Edit, HandoffTime, place};
use incidents::operations::schedules::edit::edit;
use incidents::{Change, Result};

use super::create::{EVERY, FROM, HANDOFF, ZONE, start};
use super::layer::LAYER;
use super::{named, shifts, when};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, times, words};

pub const COMMAND: Command = Command {
    path: "schedule edit",
    about: "Change a rotation from now on; who was on call before stays on record",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::text("name", "Another name", 50),
        Opt::suggested("people", "Who takes turns, in order: @ana @ben, or contacts", suggest::people),
        EVERY,
        HANDOFF,
        ZONE,
        FROM,
        LAYER,
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let known = Known::of(change, asked)?;
    let name = asked.text("name").map(str::parse).transpose()?;
    let handoff: Option<HandoffTime> = asked.text("handoff").map(str::parse).transpose()?;
    let zone = asked.text("zone").map(place).transpose()?;
    let from = when::read(change, asked, "from")?;
    let layer = asked.number("layer").map_or(0, |layer| usize::try_from(layer - 1).unwrap_or(usize::MAX));
    let began = schedule.is.layers.get(layer).map(|layer| &layer.rotation);
    let at = |rotation: &incidents::model::rota::Rotation| handoff.unwrap_or(rotation.handoff_time()).time;
    let wish = Edit {
        people: asked.text("people").map(|people| known.people(people)).transpose()?,
        every: asked.text("every").map(str::parse).transpose()?,
        handoff,
        zone,
        from: from.as_ref().zip(began).map(|(from, old)| start(from, at(old), zone.unwrap_or(old.zone))),
    };
    let schedule = edit(change, schedule.id, name.as_ref(), (layer, &wish))?;
    let text = say!(
        "Changed the schedule **{name}**. The next shifts:{coming}{notes}",
        name = words::line(schedule.name.as_str()),
        coming = shifts::coming(&schedule, &known.people, change.now, 5),
        notes = times::notes(from.as_ref())
    );
    Ok(Message::public(text).into())
}
