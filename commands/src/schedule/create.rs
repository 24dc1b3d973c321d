//! `/schedule create`: people who take turns.

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use incidents::model::moment::{Grain, Moment};
use incidents::model::rota::{HandoffTime, Rotation, place};
use incidents::model::zone::Zone;
use incidents::operations::schedules::create::create;
use incidents::{Change, Result, View};

use super::{shifts, when};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, times, words};

pub const COMMAND: Command = Command {
    path: "schedule create",
    about: "Make a rotation: people who take turns being on call",
    options: &[
        Opt::text("name", "What it is called", 50).required(),
        Opt::suggested("people", "Who takes turns, in order: @ana @ben, or contacts", suggest::people)
            .required(),
        EVERY.required(),
        HANDOFF.required(),
        ZONE,
        FROM,
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

pub const EVERY: Opt = Opt::text("every", "How long a shift is: 1d, 1w, 12h, 1 month", 40);
pub const HANDOFF: Opt = Opt::text("handoff", "When they hand over: 9:00, or monday 9:00", 40);
pub const ZONE: Opt =
    Opt::text("zone", "Whose clocks rule that: Europe/Berlin; the server's unless you say so", 60);
pub const FROM: Opt = Opt::text("from", "When the first person begins; now unless you say otherwise", 100);

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (rotation, notes) = rotation(change, asked)?;
    let zone = rotation.zone;
    let schedule = create(change, &asked.needed("name")?.parse()?, rotation)?;
    let known = Known::of(change, asked)?;
    let text = say!(
        "Made the schedule **{name}** ({zone}). The next shifts:{coming}{notes}",
        zone,
        name = words::line(schedule.name.as_str()),
        coming = shifts::coming(&schedule, &known.people, change.now, 5),
        notes
    );
    Ok(Message::public(text).into())
}

/// The rotation that was asked for, and what is to be said about how its times were read.
pub fn rotation(view: &mut View<'_>, asked: &Asked<'_>) -> Result<(Rotation, String)> {
    let people = Known::of(view, asked)?.people(asked.needed("people")?)?;
    let every = asked.needed("every")?.parse()?;
    let handoff: HandoffTime = asked.needed("handoff")?.parse()?;
    let zone = place(asked.text("zone").unwrap_or(&asked.settings.zone))?;
    let from = when::read(view, asked, "from")?;
    let start = from.as_ref().map_or(view.now, |from| start(from, handoff.time, zone));
    Ok((Rotation::new(people, start, every, handoff, zone)?, times::notes(from.as_ref())))
}

/// When a rotation begins: on a bare day at its handoff, so that the first person has a whole shift.
pub fn start(from: &Moment, handoff: NaiveTime, zone: Tz) -> DateTime<Utc> {
    match from.grain {
        Grain::Time => from.at,
        Grain::Day => Zone::Place(zone).resolve(from.zone.local(from.at).date().and_time(handoff)).first(),
    }
}
