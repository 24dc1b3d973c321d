//! `/timeline add`: records what happened, when it happened.

use incidents::model::attachment::Offered;
use incidents::model::entry::EntryKind;
use incidents::operations::add_entry::{MOST, Wish, add_entry};
use incidents::operations::attach::attach;
use incidents::{Change, Result};

use super::lines;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::request::Attachment;
use crate::table::{Command, Opt, Run, Takes};
use crate::{suggest, times};

pub const COMMAND: Command = Command {
    path: "timeline add",
    about: "Record what happened, when it happened",
    options: &[
        Opt::of("text", "What happened", Takes::Text { least: 1, most: 1_900 }).required(),
        Opt::text("at", "When, if not now: 14:13, 2:13 PM EST, 5m ago, yesterday 14:00", 100),
        Opt::one_of("kind", "What kind of thing; note unless you say otherwise", &KINDS),
        Opt::of("file", "A picture or file that shows it; a copy is kept", Takes::File),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    run: Run::Aloud(run),
    ..Command::PLAIN
};

/// The kinds as people pick them.
pub const KINDS: [&str; EntryKind::ALL.len()] = {
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
    let files: Vec<_> = asked.file("file").into_iter().map(offered).collect();
    let attached = attach(change, (incident.id, added.id), &files)?;
    let line = format!(
        "{}{}{}",
        lines::written(kind, added.seq, wish.at, text),
        lines::files(&attached),
        times::explained(change, &incident, at.as_ref())?,
    );
    let elsewhere = incident.channel != Some(asked.request.channel);
    let text = if elsewhere { format!("**{}**\n{line}", suggest::title(&incident)) } else { line };
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}

/// A file of a request, as the timeline takes it.
pub fn offered(file: &Attachment) -> Offered {
    Offered { name: file.name.clone(), url: file.url.clone(), size: file.size }
}
