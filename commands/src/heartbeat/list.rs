//! `/heartbeat list`: every job that is listened for, and how it stands.

use incidents::model::heartbeat::{Heartbeat, Standing};
use incidents::{Result, View, store};

use super::called;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Run};
use crate::words;

pub const COMMAND: Command = Command {
    path: "heartbeat list",
    about: "Which jobs are listened for, and which of them are missing",
    run: Run::Reads(run),
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let mut all = store::heartbeats::all(view, asked.request.guild)?;
    if all.is_empty() {
        let text = "No jobs are listened for. Add one with `/heartbeat add`, and people are called when it stays silent.";
        return Ok(Message::private(text).into());
    }
    let now = view.now;
    all.sort_by_key(|one| one.standing(now) != Standing::Missing);
    let mut text = format!("**{} heartbeats**", all.len());
    if all.len() == 1 {
        text = "**1 heartbeat**".into();
    }
    for one in &all {
        text.push('\n');
        text.push_str(&line(view, one)?);
    }
    Ok(Message::private(text).into())
}

fn line(view: &mut View<'_>, one: &Heartbeat) -> Result<String> {
    let heard = one.last_at.map(|at| format!(" · heard {}", words::ago(at))).unwrap_or_default();
    Ok(format!(
        "{} · **{}**{heard} · every {} s, {} s late at most · {}",
        one.standing(view.now).words(),
        words::line(one.name.as_str()),
        one.rhythm.every_s,
        one.rhythm.grace_s,
        called(view, one)?,
    ))
}
