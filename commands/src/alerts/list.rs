//! `/alerts list`: every monitoring system that may send alerts, and whether it does.

use incidents::{Result, View, store};

use super::rules;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Run};
use crate::{paged, words};

pub const COMMAND: Command = Command {
    path: "alerts list",
    about: "Show every alert source, what it does, and when it last delivered",
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "alert-sources";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Change(page(view, asked, paged::number(&asked.words()))?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, number: usize) -> Result<Message> {
    let sources = store::alert_sources::all(view, asked.request.guild)?;
    if sources.is_empty() {
        return Ok(Message::private(say!(
            "No monitoring system sends alerts here yet. Let one in with `/alerts add`."
        )));
    }
    let mut lines = Vec::with_capacity(sources.len());
    for source in &sources {
        let last = source.is.last_at.map_or_else(|| say!("nothing yet"), words::ago);
        let firing = match store::alerts::firing_of(view, source.id)? {
            0 => String::new(),
            firing => say!(" · 🚨 {firing} firing", firing),
        };
        let name = words::line(source.name.as_str());
        let rules = rules(view, asked, source)?;
        lines.push(say!("**{name}** · last delivery: {last}{firing}\n-# {rules}", name, last, firing, rules));
    }
    Ok(paged::page(&say!("**Alert sources** · {count}", count = sources.len()), &lines, PAGE, number))
}
