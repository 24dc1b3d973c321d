//! `/timeline list`: what happened, in the order it happened; each entry opens with its history and its tier.

use crate::tongues::noted;
use incidents::model::attachment::{Attachment, Keeping};
use incidents::model::entry::{Entry, Tier};
use incidents::model::event::Event;
use incidents::model::incident::Incident;
use incidents::operations::set_tier::set_tier;
use incidents::{Change, Refusal, Result, View, store};

use super::{edit, entry, lines};
use crate::asked::Asked;
use crate::reply::{Card, Choice, Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{cards, handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "timeline list",
    about: "Show what happened, in the order it happened",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    run: Run::Reads(run),
    handles: &[
        Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) },
        Handle { name: LOOK, needs: Needs::Nothing, run: Run::Reads(look) },
        Handle { name: TIER, needs: Needs::Nothing, run: Run::Changes(move_tier) },
    ],
    ..Command::PLAIN
};

const PAGE: &str = "timeline";
const LOOK: &str = "entry";
const TIER: &str = "tier";
const PER_PAGE: i64 = 10;
/// How many of an entry's files are named.
const SHOWN_FILES: usize = 5;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    Ok(Reply::Say(page(view, &incident, i64::MAX)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let number = asked.words().get(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    Ok(Reply::Change(page(view, &incident, number)?))
}

/// One page; a number past the end is the last page.
fn page(view: &mut View<'_>, incident: &Incident, number: i64) -> Result<Message> {
    let count = store::entries::count(view, incident.id)?;
    let last = (count - 1).max(0) / PER_PAGE;
    let number = number.clamp(0, last);
    let entries = store::entries::page(view, incident.id, number * PER_PAGE, PER_PAGE)?;
    let mut text = say!("**{title}** · timeline", title = words::fit(&suggest::title(incident), 150));
    for entry in &entries {
        text.push('\n');
        text.push_str(&lines::listed(entry));
    }
    let mut message = Message::private(text);
    if last > 0 {
        message = message.with_row(turning(incident, number, last));
    }
    Ok(if entries.is_empty() { message } else { message.with_row(vec![opening(incident, &entries, number)]) })
}

fn turning(incident: &Incident, number: i64, last: i64) -> Vec<Widget> {
    let to = |page: i64| handles::id(PAGE, &[&incident.number.0, &page]);
    vec![
        Widget::button(&say!("◀ Earlier"), to((number - 1).max(0)), Look::Plain),
        Widget::button(
            &say!("Page {number} of {last}", number = number + 1, last = last + 1),
            format!("{}/", to(number)),
            Look::Plain,
        ),
        Widget::button(&say!("Later ▶"), to((number + 1).min(last + 1)), Look::Plain),
    ]
}

fn opening(incident: &Incident, entries: &[Entry], page: i64) -> Widget {
    let choice = |entry: &Entry| {
        let text: Vec<_> = entry.text.split_whitespace().take(30).collect();
        let label = words::fit(&format!("#{} · {}", entry.seq, text.join(" ")), 100);
        Choice { label, value: entry.seq.to_string() }
    };
    Widget::List {
        id: handles::id(LOOK, &[&incident.number.0, &page]),
        hint: say!("Open an entry"),
        choices: entries.iter().map(choice).collect(),
    }
}

fn look(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let words = asked.words();
    let page = words.get(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    let seq = asked.chosen().or(words.get(2).copied()).and_then(|word| word.parse().ok());
    let entry = entry::numbered(view, &incident, seq.ok_or(Refusal::StaleButton)?)?;
    let entry = entry.ok_or(Refusal::StaleButton)?;
    Ok(Reply::Change(opened(view, &incident, &entry, page)?))
}

fn move_tier(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let words = asked.words();
    let [_, page, seq, tier] = words[..] else { return Err(Refusal::StaleButton.into()) };
    let stale = |_| Refusal::StaleButton;
    let (page, seq) = (page.parse().map_err(stale)?, seq.parse().map_err(stale)?);
    let entry = entry::numbered(change, &incident, seq)?.ok_or(Refusal::StaleButton)?;
    entry::may_change(change, asked, &entry)?;
    let tier: Tier = tier.parse().map_err(|_| Refusal::StaleButton)?;
    let entry = set_tier(change, incident.id, seq, tier)?;
    Ok(Reply::Change(opened(change, &incident, &entry, page)?))
}

/// One entry with all that is known of it.
fn opened(view: &mut View<'_>, incident: &Incident, entry: &Entry, page: i64) -> Result<Message> {
    let mut text = format!(
        "{} **{} · #{}** · {} · {}\n-# {}",
        cards::kind_mark(entry.kind),
        incident.number,
        entry.seq,
        entry.kind,
        words::instant(entry.at),
        origin(incident, entry),
    );
    for line in files(view, entry)?.into_iter().chain(history(view, entry)?) {
        text.push_str("\n-# ");
        text.push_str(&line);
    }
    let number = &incident.number.0;
    let back = Widget::button(&say!("◀ Timeline"), handles::id(PAGE, &[number, &page]), Look::Plain);
    let mut row = vec![back];
    if entry.removed.is_none() {
        let (label, tier) = match entry.tier {
            Tier::Log => (word("Tell in the postmortem"), Tier::Narrative),
            Tier::Narrative => (word("Keep out of the postmortem"), Tier::Log),
        };
        let id = handles::id(TIER, &[number, &page, &entry.seq, &tier.as_str()]);
        row.push(Widget::button(label, id, Look::Main));
        row.push(Widget::button(
            &say!("Edit"),
            handles::id(edit::BUTTON, &[number, &entry.seq]),
            Look::Plain,
        ));
    }
    let card = Card { text: words::plain(&entry.text), ..Card::default() };
    Ok(Message::private(text).with_card(card).with_row(row))
}

/// Who recorded it and when, where it came from, and what became of it.
fn origin(incident: &Incident, entry: &Entry) -> String {
    let mut text = say!(
        "{author_name}, recorded {typed_at}",
        author_name = words::fit(&words::line(&entry.author_name), 60),
        typed_at = words::instant(entry.typed_at)
    );
    if let Some(source) = entry.source {
        let link = words::message_link(incident.guild, source.channel, source.message);
        let gone = if entry.source_gone_at.is_some() { word(" (deleted since)") } else { "" };
        text.push_str(&say!(" · [message]({link}){gone}", link, gone));
    }
    if let Some(removed) = &entry.removed {
        let reason = removed.reason.as_deref().map(|reason| format!(": {}", words::line(reason)));
        let by = words::fit(&words::line(&removed.by), 60);
        let reason = words::fit(&reason.unwrap_or_default(), 200);
        text.push_str(&say!(
            " · **removed** by {by} {at}{reason}",
            by,
            reason,
            at = words::instant(removed.at)
        ));
    }
    text
}

fn files(view: &mut View<'_>, entry: &Entry) -> Result<Vec<String>> {
    let mut files = store::attachments::of_incident(view, entry.incident)?;
    files.retain(|file| file.entry == entry.id);
    Ok(files.iter().take(SHOWN_FILES).map(file).collect())
}

fn file(file: &Attachment) -> String {
    let name = words::fit(&words::line(&file.name), 60);
    match &file.keeping {
        Keeping::Wanted => say!("📎 {name}: a copy is being made", name),
        Keeping::Kept(kept) => say!("📎 {name}: kept ({value} KB)", name, value = kept.size / 1_024 + 1),
        Keeping::Lost(why) => {
            say!("📎 {name}: no copy, {why}", name, why = words::fit(&words::line(&noted(why)), 80))
        }
    }
}

/// The last versions before the present one.
fn history(view: &mut View<'_>, entry: &Entry) -> Result<Vec<String>> {
    const SHOWN: usize = 3;
    let edits = store::audit::edits(view, entry.incident, entry.seq)?;
    let versions = edits.iter().rev().take(SHOWN).filter_map(|(at, who, event)| {
        let Event::EntryEdited { before, .. } = event else { return None };
        Some(say!(
            "✏️ {at} by {name}; before: {kind} · {at_2} · {text}",
            at = words::instant(*at),
            name = words::fit(&words::line(who.name()), 30),
            kind = before.kind,
            at_2 = words::instant(before.at),
            text = words::fit(&words::line(&before.text), 120)
        ))
    });
    Ok(versions.collect())
}
