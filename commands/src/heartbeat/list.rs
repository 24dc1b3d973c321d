//! `/heartbeat list`: every job that is listened for, and how it stands.

use incidents::model::heartbeat::{Heartbeat, Standing};
use incidents::{Result, View, store};

use super::called;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Run};
use crate::tongues::word;
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
        let text = say!(
            "No jobs are listened for. Add one with `/heartbeat add`, and people are called when it stays silent."
        );
        return Ok(Message::private(text).into());
    }
    let now = view.now;
    all.sort_by_key(|one| one.standing(now) != Standing::Missing);
    let mut text = count!(all.len(), "**{count} heartbeat**", "**{count} heartbeats**");
    for one in &all {
        text.push('\n');
        text.push_str(&line(view, one)?);
    }
    Ok(Message::private(text).into())
}

fn line(view: &mut View<'_>, one: &Heartbeat) -> Result<String> {
    let heard = one.last_at.map(|at| say!(" · heard {ago}", ago = words::ago(at))).unwrap_or_default();
    Ok(say!(
        "{standing} · **{name}**{heard} · every {every} s, {grace} s late at most · {called}",
        heard,
        standing = word(one.standing(view.now).words()),
        name = words::line(one.name.as_str()),
        every = one.rhythm.every_s,
        grace = one.rhythm.grace_s,
        called = called(view, one)?
    ))
}
