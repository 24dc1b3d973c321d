//! `/incident search`: looks for words in everything the person may see.

use std::cmp::Reverse;

use incidents::ids::ActionId;
use incidents::model::incident::{Incident, Section};
use incidents::model::query::Query;
use incidents::store::search::{Hit, What};
use incidents::{Result, View, store};

use super::snippet::snippet;
use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run, Takes};
use crate::tongues::word;
use crate::{cards, handles, permissions, suggest, words};

pub const COMMAND: Command = Command {
    path: "incident search",
    about: "Look for words in titles, timelines, causes, actions and postmortems",
    options: &[Opt::of(
        "query",
        "A word or several; all of them have to be there",
        Takes::Text { least: 1, most: 200 },
    )
    .required()],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "search";
const PER_PAGE: i64 = 6;
/// How many bytes of a query a button can carry; a longer one is to be narrowed, not paged.
const CARRIED: usize = 70;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let query = Query::read(asked.needed("query")?)?;
    Ok(Reply::Say(page(view, asked, &query, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let number: i64 = words.first().and_then(|word| word.parse().ok()).unwrap_or(0);
    let query = Query::read(words.get(2).copied().unwrap_or_default())?;
    Ok(Reply::Change(page(view, asked, &query, number.clamp(0, 1_000))?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, query: &Query, number: i64) -> Result<Message> {
    let hidden = permissions::hidden(view, asked)?;
    let stretch = (number * PER_PAGE, PER_PAGE + 1);
    let mut found = store::search::matching(view, asked.request.guild, query, &hidden, stretch)?;
    let is_last = i64::try_from(found.len()).unwrap_or(i64::MAX) <= PER_PAGE;
    found.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let looked_for = words::line(&query.to_string());
    if found.is_empty() {
        return Ok(Message::private(say!(
            "Nothing here says *{looked_for}*. Try fewer words, or the beginning of one.",
            looked_for
        )));
    }
    let mut text = format!("🔎 *{looked_for}*");
    for hit in &found {
        text.push('\n');
        text.push_str(&told(view, hit, query)?);
    }
    let message = Message::private(text);
    Ok(match (number, is_last) {
        (0, true) => message,
        _ if query.to_string().len() > CARRIED => Message {
            text: say!(
                "{text}\n-# There is more. Use fewer or other words to narrow it down.",
                text = message.text
            ),
            ..message
        },
        _ => message.with_row(buttons(query, number, is_last)),
    })
}

fn buttons(query: &Query, number: i64, is_last: bool) -> Vec<Widget> {
    let to = |page: i64, way: &str| handles::id(PAGE, &[&page, &way, query]);
    let next = if is_last { number } else { number + 1 };
    vec![
        Widget::button(&say!("◀ Better"), to((number - 1).max(0), "better"), Look::Plain),
        Widget::button(&say!("Page {number}", number = number + 1), to(number, "here"), Look::Plain),
        Widget::button(&say!("More ▶"), to(next, "more"), Look::Plain),
    ]
}

fn told(view: &mut View<'_>, hit: &Hit, query: &Query) -> Result<String> {
    let incident = store::incidents::look(view, hit.incident)?;
    let place = incident.channel.map(|channel| format!(" · <#{channel}>")).unwrap_or_default();
    let (source, text) = found(view, hit, &incident, query)?;
    Ok(format!(
        "**{}** · {}{place}\n> {source}{}",
        words::fit(&suggest::title(&incident), 100),
        incident.state.as_str(),
        snippet(&text, query),
    ))
}

/// The text in which most of the words stand, and what it is.
pub fn found(view: &mut View<'_>, hit: &Hit, incident: &Incident, query: &Query) -> Result<(String, String)> {
    let in_title = query.found_in(&hit.title) >= query.found_in(&hit.body);
    Ok(match hit.what {
        What::Entry => (say!("timeline: "), hit.body.clone()),
        What::Document => (say!("document: "), hit.body.clone()),
        What::Action => {
            let action = store::actions::look(view, ActionId(hit.source))?;
            let text = if in_title { &hit.title } else { &hit.body };
            (
                say!(
                    "action {number} ({state}): ",
                    number = action.number,
                    state = word(action.state.as_str())
                ),
                text.clone(),
            )
        }
        What::Incident if in_title => (String::new(), hit.title.clone()),
        What::Incident => {
            let written = incident.sections.iter();
            let best = written.max_by_key(|(section, text)| (query.found_in(text), Reverse(*section)));
            let (section, text) = best.unwrap_or((Section::Summary, &hit.body));
            (format!("{}: ", cards::heading(section).to_lowercase()), text.to_owned())
        }
    })
}
