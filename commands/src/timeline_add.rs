//! `/timeline add`: records what happened, when it happened.

use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{MOST, Wish, add_entry};
use incidents::{Change, Result};

use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run, Takes};
use crate::{cards, suggest, times, words};

pub const COMMAND: Command = Command {
    path: "timeline add",
    about: "Record what happened, when it happened",
    options: &[
        Opt::of("text", "What happened", Takes::Text { least: 1, most: 1_900 }).required(),
        Opt::text("at", "When, if not now: 14:13, 2:13 PM EST, 5m ago, yesterday 14:00", 100),
        Opt::one_of("kind", "What kind of thing; note unless you say otherwise", &KINDS),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    run: Run::Changes(run),
    ..Command::PLAIN
};

/// The kinds as people pick them.
const KINDS: [&str; EntryKind::ALL.len()] = {
    let mut words = [""; EntryKind::ALL.len()];
    let mut next = 0;
    while next < words.len() {
        words[next] = EntryKind::ALL[next].as_str();
        next += 1;
    }
    words
};

const _: () = assert!(MOST == 1_900, "the option takes as much as an entry holds");

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let at = asked.past(change, "at", Some(&incident))?;
    let kind = asked.text("kind").and_then(|kind| kind.parse().ok()).unwrap_or(EntryKind::Note);
    let text = asked.needed("text")?;
    let wish = Wish { text: text.to_owned(), at: at.as_ref().map_or(change.now, |moment| moment.at), kind };
    let added = add_entry(change, incident.id, &wish)?;
    let line = format!(
        "{} `#{}` {} · {}{}",
        cards::kind_mark(kind),
        added.seq,
        words::instant(wish.at),
        words::plain(text),
        times::notes(at.as_ref()),
    );
    let elsewhere = incident.channel != Some(asked.request.channel);
    let text = if elsewhere { format!("**{}**\n{line}", suggest::title(&incident)) } else { line };
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}
