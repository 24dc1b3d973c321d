//! `/oncall now`: who is on call at this instant, and until when.

use chrono::{DateTime, Utc};
use incidents::model::named::NamedSchedule;
use incidents::operations::roster::People;
use incidents::{Result, View};

use super::page;
use crate::asked::Asked;
use crate::people::shown_all;
use crate::reply::Reply;
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{paged, suggest, words};

pub const COMMAND: Command = Command {
    path: "oncall now",
    about: "Show who is on call right now",
    options: &[Opt::suggested("schedule", "Which schedule; all of them unless you say", suggest::schedules)],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "oncall-now";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, (word("**On call now**"), PAGE, 0), line)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let number = paged::number(&asked.words());
    Ok(Reply::Change(page(view, asked, (word("**On call now**"), PAGE, number), line)?))
}

/// Who is on call in a schedule, on one line.
pub fn line(schedule: &NamedSchedule, people: &People, now: DateTime<Utc>) -> String {
    let on_call = schedule.is.on_call(now);
    let gap = if people.each_once(&on_call.who).is_empty() { "⚠️ " } else { "" };
    let until =
        on_call.until.map_or_else(String::new, |until| say!(" until {until}", until = words::instant(until)));
    let name = words::line(schedule.name.as_str());
    format!("{gap}**{name}** · {}{until}", shown_all(people, &on_call.who))
}
