//! `/schedule show`: the next shifts, gaps marked.

use incidents::model::rota::{HandoffTime, Layer, Length, Restriction};
use incidents::operations::roster;
use incidents::{Result, View, store};

use super::{named, shifts};
use crate::asked::Asked;
use crate::people::shown;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};
use crate::{dates, suggest, words};

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
    let several = schedule.is.layers.len() > 1;
    for (n, Layer { rotation, restrictions }) in schedule.is.layers.iter().enumerate() {
        let number = if several { format!("{}. ", n + 1) } else { String::new() };
        let turns: Vec<_> = rotation.people.iter().map(|who| shown(&people, *who)).collect();
        let every = length(rotation.every);
        let handoff = handoff(rotation.handoff_time());
        let turns = words::fit(&turns.join(" → "), 600);
        text.push_str(&format!(
            "\n{number}{turns} · {every}, {handoff} ({}){}",
            rotation.zone,
            windows(restrictions)
        ));
    }
    if several {
        text.push_str(&say!("\n-# Of the layers that count at a time, the last one says who is on call."));
    }
    if let Some(follower) = &schedule.is.follower {
        text.push_str(&say!("\nWhoever is on call has the role <@&{role}>.", role = follower.role));
    }
    if store::schedules::has_feed(view, schedule.guild, schedule.id)? {
        text.push_str(&say!("\nWhoever was given its calendar address can read it outside Discord."));
    }
    text.push_str(&shifts::coming(&schedule, &people, view.now, 8));
    Ok(Message::private(text).into())
}

/// When a layer counts, if not always.
pub fn windows(restrictions: &[Restriction]) -> String {
    let each = restrictions.iter().map(|Restriction { days, from, to }| {
        let days: Vec<_> = days.iter().map(|day| dates::weekday(*day)).collect();
        let days = if days.is_empty() { say!("every day") } else { days.join(", ") };
        if from == to && *from == chrono::NaiveTime::MIN {
            return days;
        }
        format!("{days} {}–{}", from.format("%H:%M"), to.format("%H:%M"))
    });
    let each: Vec<_> = each.collect();
    if each.is_empty() { String::new() } else { say!(" · only {times}", times = each.join("; ")) }
}

fn length(every: Length) -> String {
    match every {
        Length::Hours(1) => say!("every hour"),
        Length::Hours(count) => say!("every {count} hours", count),
        Length::Days(1) => say!("every day"),
        Length::Days(count) => say!("every {count} days", count),
        Length::Weeks(1) => say!("every week"),
        Length::Weeks(count) => say!("every {count} weeks", count),
        Length::Months(1) => say!("every month"),
        Length::Months(count) => say!("every {count} months", count),
    }
}

fn handoff(handoff: HandoffTime) -> String {
    let time = handoff.time.format("%H:%M");
    match handoff.weekday {
        None => say!("handing over at {time}", time),
        Some(day) => say!("handing over on {day} at {time}", time, day = dates::weekday(day)),
    }
}
