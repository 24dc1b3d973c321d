//! `/postmortem show`: the document as it stands, with how it came to be.

use incidents::model::incident::Section;
use incidents::{Result, View, store};

use super::{check, edit, sections};
use crate::asked::Asked;
use crate::document::{self, Place};
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Opt, Run};
use crate::tongues::word;
use crate::{handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "postmortem show",
    about: "The document as it stands, and its earlier editions",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    run: Run::Reads(run),
    ..Command::PLAIN
};

/// How many editions are listed.
const LISTED: i64 = 4;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    incident.must_be_real()?;
    let mut message = document::posted(view, &incident, Place::Collection)?;
    message.private = true;
    let editions = store::editions::newest(view, incident.id, LISTED)?;
    if editions.len() > 1 {
        message.text.push_str(&say!("\n**Editions** (`/postmortem export` gives each)"));
        for (edition, at, by, changes) in editions {
            let first = changes.first().map_or_else(|| word("the first"), String::as_str);
            let line = format!("\n-# {edition} · {} · {} · {first}", words::instant(at), words::line(&by));
            message.text.push_str(&words::fit(&line, 120));
        }
    }
    let number = incident.number.0;
    let list = Widget::List {
        id: handles::id(edit::LIST, &[&number]),
        hint: say!("Write or correct a section"),
        choices: Section::ALL.map(sections::choice).to_vec(),
    };
    let missing =
        Widget::button(&say!("What is missing?"), handles::id(check::BUTTON, &[&number]), Look::Plain);
    Ok(Message { rows: vec![vec![list], vec![missing]], ..message }.into())
}
