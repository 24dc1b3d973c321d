//! **Add to timeline** in the menu of a message: its author, time, words, link and files.

use incidents::ids::Number;
use incidents::model::entry::EntryKind;
use incidents::model::incident::{Incident, State};
use incidents::{Change, Refusal, Result, store};

use super::quote;
use crate::asked::Asked;
use crate::reply::{Choice, Message, Reply, Widget};
use crate::request::Quoted;
use crate::table::{Handle, Menu, Needs, Run};
use crate::timeline::lines;
use crate::{handles, permissions, suggest, words};

pub const MENU: Menu = Menu {
    name: "Add to timeline",
    needs: Needs::Nothing,
    run: Run::Aloud(run),
    handles: &[Handle { name: CHOICE, needs: Needs::Nothing, run: Run::Aloud(chosen) }],
};

const CHOICE: &str = "capture";
/// How many choices a list takes.
const MOST: usize = 25;

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let quoted = quote::given(asked)?;
    match store::incidents::of_channel(change, asked.request.guild, asked.request.channel)? {
        Some(incident) => Ok(add(change, asked, &incident, quoted)?.into()),
        None => which(change, asked, quoted),
    }
}

/// Outside an incident's channel: asks which incident it belongs to.
fn which(change: &mut Change<'_>, asked: &Asked<'_>, quoted: &Quoted) -> Result<Reply> {
    let open =
        store::incidents::newest(change, asked.request.guild, Some(State::Open), Number(i64::MAX), 100)?;
    let mut choices = Vec::new();
    for incident in open {
        if choices.len() < MOST && permissions::sees(change, &asked.request.person, &incident)? {
            let label = words::fit(&format!("{} · {}", incident.number, incident.title), 100);
            choices.push(Choice { label, value: incident.number.to_string() });
        }
    }
    if choices.is_empty() {
        return Err(Refusal::NoOpenIncident.into());
    }
    let id = handles::id(CHOICE, &[&quote::keep(change, quoted)?]);
    let list = Widget::List { id, hint: say!("Which incident?"), choices };
    Ok(Message::private(say!("Which incident's timeline does this message belong to?"))
        .with_row(vec![list])
        .into())
}

fn chosen(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let quoted = quote::kept(change, asked)?;
    let incident = asked.named(change, asked.chosen().ok_or(Refusal::StaleButton)?)?;
    Ok(Reply::Change(add(change, asked, &incident, &quoted)?))
}

fn add(change: &mut Change<'_>, asked: &Asked<'_>, incident: &Incident, quoted: &Quoted) -> Result<Message> {
    let (entry, attached) = quote::put(change, incident.id, quoted, EntryKind::Note)?;
    let line = lines::written(entry.kind, entry.seq, entry.at, &words::fit(&entry.text, 600));
    let text = say!(
        "{line}\n-# {author_name} · [message]({message_link}){files}",
        line,
        author_name = words::fit(&words::line(&entry.author_name), 60),
        message_link = words::message_link(incident.guild, quoted.channel, quoted.id),
        files = lines::files(&attached)
    );
    if incident.channel == Some(asked.request.channel) {
        return Ok(Message::public(text));
    }
    let text = format!("**{}**\n{text}", suggest::title(incident));
    Ok(Message { private: incident.private, ..Message::public(text) })
}
