//! `/oncall week`: the shifts of the next seven days, gaps marked.

use chrono::TimeDelta;
use incidents::{Result, View};

use super::asked_for;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::schedule::shifts;
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{paged, suggest, words};

pub const COMMAND: Command = Command {
    path: "oncall week",
    about: "Show the shifts of the next seven days, with their gaps",
    options: &[Opt::suggested("schedule", "Which schedule; all of them unless you say", suggest::schedules)],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "oncall-week";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let only = asked_for(view, asked)?.0;
    let only = if let [schedule] = &only[..] { schedule.id.0 } else { 0 };
    Ok(Reply::Say(page(view, asked, only, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let only = words.first().and_then(|word| word.parse().ok()).unwrap_or(0);
    Ok(Reply::Change(page(view, asked, only, paged::number(words.get(1..).unwrap_or_default()))?))
}

/// A page of the shifts of one schedule, or of all where `only` is nought.
fn page(view: &mut View<'_>, asked: &Asked<'_>, only: i64, number: usize) -> Result<Message> {
    let (schedules, people) = asked_for(view, asked)?;
    let week = (view.now, view.now + TimeDelta::days(7));
    let mut lines = Vec::new();
    for schedule in schedules.iter().filter(|schedule| only == 0 || schedule.id.0 == only) {
        lines.push(format!("**{}**", words::line(schedule.name.as_str())));
        lines.extend(
            shifts::between(schedule, &people, week).iter().map(|shift| shifts::line(shift, &people)),
        );
    }
    Ok(paged::page(word("**On call in the next 7 days**"), &lines, &format!("{PAGE}/{only}"), number))
}
