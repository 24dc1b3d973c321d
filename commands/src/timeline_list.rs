//! `/timeline list`: what happened, in the order it happened.

use incidents::model::entry::Entry;
use incidents::{Result, View, store};

use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::{cards, handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "timeline list",
    about: "Show what happened, in the order it happened",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "timeline";
const PER_PAGE: i64 = 10;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let count = store::entries::count(view, incident.id)?;
    Ok(Reply::Say(page(view, &incident, (count - 1).max(0) / PER_PAGE)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let number = asked.words().get(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    Ok(Reply::Change(page(view, &incident, number)?))
}

fn page(
    view: &mut View<'_>,
    incident: &incidents::model::incident::Incident,
    number: i64,
) -> Result<Message> {
    let count = store::entries::count(view, incident.id)?;
    let last = (count - 1).max(0) / PER_PAGE;
    let number = number.clamp(0, last);
    let entries = store::entries::page(view, incident.id, number * PER_PAGE, PER_PAGE)?;
    let mut text = format!("**{}** · timeline", suggest::title(incident));
    for entry in &entries {
        text.push('\n');
        text.push_str(&line(entry));
    }
    let message = Message::private(text);
    if last == 0 {
        return Ok(message);
    }
    let to = |page: i64| handles::id(PAGE, &[&incident.number.0, &page]);
    Ok(message.with_row(vec![
        Widget::button("◀ Earlier", to((number - 1).max(0)), Look::Plain),
        Widget::button(
            &format!("Page {} of {}", number + 1, last + 1),
            format!("{}/", to(number)),
            Look::Plain,
        ),
        Widget::button("Later ▶", to((number + 1).min(last + 1)), Look::Plain),
    ]))
}

/// One entry on one line, short enough for ten of them to fit a message.
fn line(entry: &Entry) -> String {
    let mark = cards::kind_mark(entry.kind);
    let when = words::instant(entry.at);
    match &entry.removed {
        Some(removed) => {
            format!("{mark} `#{}` {when} · *removed by {}*", entry.seq, words::line(&removed.by))
        }
        None => {
            let by = words::fit(&words::line(&entry.author_name), 24);
            format!("{mark} `#{}` {when} · {} — {by}", entry.seq, words::fit(&words::line(&entry.text), 110))
        }
    }
}
