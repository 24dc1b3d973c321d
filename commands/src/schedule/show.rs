//! `/schedule show`: the next shifts, gaps marked.

use incidents::model::rota::{HandoffTime, Layer, Length};
use incidents::operations::roster;
use incidents::{Result, View};

use super::{named, shifts};
use crate::asked::Asked;
use crate::people::shown;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule show",
    about: "Show the next shifts of a schedule, with its gaps",
    options: &[Opt::suggested("schedule", "Which schedule", suggest::schedules).required()],
    run: Run::Reads(run),
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(view, asked)?;
    let people = roster::everybody(view, schedule.guild)?;
    let mut text = format!("**{}**", words::line(schedule.name.as_str()));
    for Layer { rotation, .. } in &schedule.is.layers {
        let turns: Vec<_> = rotation.people.iter().map(|who| shown(&people, *who)).collect();
        let every = length(rotation.every);
        let handoff = handoff(rotation.handoff_time());
        text.push_str(&format!(
            "\n{} · every {every}, handing over {handoff} ({})",
            words::fit(&turns.join(" → "), 600),
            rotation.zone
        ));
    }
    text.push_str(&shifts::coming(&schedule, &people, view.now, 8));
    Ok(Message::private(text).into())
}

fn length(every: Length) -> String {
    let (count, unit) = match every {
        Length::Hours(count) => (count, "hour"),
        Length::Days(count) => (count, "day"),
        Length::Weeks(count) => (count, "week"),
        Length::Months(count) => (count, "month"),
    };
    if count == 1 { unit.to_owned() } else { format!("{count} {unit}s") }
}

fn handoff(handoff: HandoffTime) -> String {
    let time = handoff.time.format("%H:%M");
    handoff.weekday.map_or_else(|| format!("at {time}"), |day| format!("on {day} at {time}"))
}
