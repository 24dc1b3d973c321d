//! `/timeline remove`: takes an entry out, leaving a tombstone.

use incidents::operations::remove_entry::{MOST, remove_entry};
use incidents::{Change, Result};

use super::entry;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "timeline remove",
    about: "Take an entry out of the timeline; that it was there stays visible",
    options: &[
        Opt::suggested("entry", "Which one: its number, or words of it", entry::suggested).required(),
        Opt::text("reason", "Why", 300),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    run: Run::Aloud(run),
    ..Command::PLAIN
};

const _: () = assert!(MOST == 300, "the option takes as much as a reason holds");

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let entry = entry::named(change, asked, &incident)?;
    entry::may_change(change, asked, &entry)?;
    let removed = remove_entry(change, incident.id, entry.seq, asked.text("reason"))?;
    let reason = asked.text("reason").map(|reason| format!(": {}", words::line(reason)));
    let text = say!(
        "🪦 **{title}** · entry `#{seq}` removed{reason}\n-# {text}",
        title = suggest::title(&incident),
        seq = removed.seq,
        reason = reason.unwrap_or_default(),
        text = words::fit(&words::line(&removed.text), 200)
    );
    let elsewhere = incident.channel != Some(asked.request.channel);
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}
