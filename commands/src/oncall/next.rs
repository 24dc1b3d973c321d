//! `/oncall next`: who comes on call next, and when.

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
    path: "oncall next",
    about: "Show who comes on call next, and when",
    options: &[Opt::suggested("schedule", "Which schedule; all of them unless you say", suggest::schedules)],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "oncall-next";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, (word("**On call next**"), PAGE, 0), line)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let number = paged::number(&asked.words());
    Ok(Reply::Change(page(view, asked, (word("**On call next**"), PAGE, number), line)?))
}

fn line(schedule: &NamedSchedule, people: &People, now: DateTime<Utc>) -> String {
    let name = words::line(schedule.name.as_str());
    let Some(handoff) = schedule.is.next_handoff_after(now) else {
        let on_call = schedule.is.on_call(now);
        return say!(
            "**{name}** · {shown_all} for the next 52 weeks",
            name,
            shown_all = shown_all(people, &on_call.who)
        );
    };
    let gap = if people.each_once(&handoff.to).is_empty() { "⚠️ " } else { "" };
    let (to, from) = (shown_all(people, &handoff.to), shown_all(people, &handoff.from));
    say!(
        "{gap}**{name}** · {to} from {at} ({ago}), after {from}",
        gap,
        name,
        to,
        from,
        at = words::instant(handoff.at),
        ago = words::ago(handoff.at)
    )
}
