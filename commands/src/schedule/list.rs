//! `/schedule list`: every schedule, and who is on call in it.

use incidents::{Result, View};

use crate::asked::Asked;
use crate::oncall;
use crate::paged;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Run};

pub const COMMAND: Command = Command {
    path: "schedule list",
    about: "Show every schedule, and who is on call now",
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "schedules";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Change(page(view, asked, paged::number(&asked.words()))?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, number: usize) -> Result<Message> {
    let (schedules, people) = oncall::asked_for(view, asked)?;
    let lines: Vec<_> =
        schedules.iter().map(|schedule| oncall::now::line(schedule, &people, view.now)).collect();
    Ok(paged::page(&say!("**Schedules** · {count}", count = schedules.len()), &lines, PAGE, number))
}
