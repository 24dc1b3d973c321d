//! `/incident list`: the incidents of the server that exist for whoever asks, newest first.

use incidents::model::incident::{Incident, State};
use incidents::model::settings::Settings;
use incidents::store::incidents::Filter;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{cards, handles, permissions, suggest, words};

pub const COMMAND: Command = Command {
    path: "incident list",
    about: "List incidents, newest first; the open ones unless you say otherwise",
    options: &[
        Opt::one_of("state", "Which ones; open unless you say otherwise", &STATES),
        Opt::suggested("severity", "Only those of this severity", suggest::severities),
    ],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const STATES: [&str; 4] = ["open", "resolved", "cancelled", "all"];
const PAGE: &str = "incidents";
const PER_PAGE: i64 = 10;

/// What is listed: the words of a button that turns the page.
struct Listing<'l> {
    state: &'l str,
    /// The place of the severity among the server's, from 1; 0 for any.
    severity: usize,
    page: i64,
}

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let severity = match asked.text("severity") {
        None => 0,
        Some(typed) => place_of(asked.settings, typed)?,
    };
    let state = asked.text("state").unwrap_or("open");
    Ok(Reply::Say(page(view, asked, &Listing { state, severity, page: 0 })?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let [state, severity, number, ..] = words[..] else { return Err(Refusal::StaleButton.into()) };
    let severity = severity.parse().map_err(|_| Refusal::StaleButton)?;
    let number = number.parse().map_err(|_| Refusal::StaleButton)?;
    Ok(Reply::Change(page(view, asked, &Listing { state, severity, page: number })?))
}

fn place_of(settings: &Settings, typed: &str) -> Result<usize> {
    let spelled = incidents::operations::open::severity(settings, typed)?;
    Ok(settings.severities.iter().position(|name| name == spelled).map_or(0, |place| place + 1))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, listing: &Listing<'_>) -> Result<Message> {
    let severity = listing.severity.checked_sub(1).and_then(|place| asked.settings.severities.get(place));
    let filter = Filter {
        state: listing.state.parse::<State>().ok(),
        severity: severity.cloned(),
        hidden: permissions::hidden(view, asked)?,
    };
    let guild = asked.request.guild;
    let count = store::incidents::count(view, guild, &filter)?;
    let last = (count - 1).max(0) / PER_PAGE;
    let number = listing.page.clamp(0, last);
    let found = store::incidents::listed(view, guild, &filter, number * PER_PAGE, PER_PAGE)?;
    let which = if filter.state.is_some() { format!("{} ", word(listing.state)) } else { String::new() };
    let mut text = match count {
        0 => say!("There are no {which}incidents here. `/incident open` declares one.", which),
        count => count!(count, "**{count} {which}incident**", "**{count} {which}incidents**", which),
    };
    for incident in &found {
        text.push('\n');
        text.push_str(&line(incident));
    }
    let message = Message::private(text);
    Ok(if last == 0 { message } else { message.with_row(buttons(listing, number, last)) })
}

fn buttons(listing: &Listing<'_>, number: i64, last: i64) -> Vec<Widget> {
    let to = |page: i64, way: &str| handles::id(PAGE, &[&listing.state, &listing.severity, &page, &way]);
    vec![
        Widget::button(&say!("◀ Newer"), to((number - 1).max(0), "newer"), Look::Plain),
        Widget::button(
            &say!("Page {number} of {last}", number = number + 1, last = last + 1),
            to(number, "here"),
            Look::Plain,
        ),
        Widget::button(&say!("Older ▶"), to((number + 1).min(last), "older"), Look::Plain),
    ]
}

/// One incident on one line, short enough for ten of them to fit a message.
fn line(incident: &Incident) -> String {
    let place = incident.channel.map(|channel| format!(" · <#{channel}>")).unwrap_or_default();
    let mark = if incident.is_open() { "🔴" } else { "⚪" };
    format!(
        "{mark} **{}** · {} · {} · {}{place}",
        words::fit(&suggest::title(incident), 100),
        words::fit(&words::line(&incident.severity), 20),
        words::fit(&cards::sayings::stands(incident), 20),
        words::ago(incident.started_at()),
    )
}
