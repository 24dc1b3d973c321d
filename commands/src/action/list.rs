//! `/action list`: the actions of the server or of one incident, those longest overdue first.

use chrono::{DateTime, Utc};
use incidents::ids::{Number, UserId};
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, State};
use incidents::model::incident::Incident;
use incidents::store::actions::Filter;
use incidents::{Result, View, store};

use super::{INCIDENT, OWNER, TEAM, fields, line, named};
use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{handles, suggest};

pub const COMMAND: Command = Command {
    path: "action list",
    about: "List actions across incidents, those longest overdue first",
    options: &[
        OWNER,
        Opt::one_of("state", "Which ones; open unless you say otherwise", &STATES),
        INCIDENT,
        TEAM,
    ],
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const STATES: [&str; 5] = ["open", "overdue", "done", "dropped", "all"];
const PAGE: &str = "actions";
const PER_PAGE: usize = 10;
/// So many actions are looked through; a list longer than that says so.
const LOOKED_AT: i64 = 2_000;

/// What a page of the list is a page of. It fits the id of a button.
pub struct Wanted {
    state: String,
    owner: Option<String>,
    incident: Option<Incident>,
}

impl Wanted {
    /// All of a server that stand so: `open`, `overdue`, `done`, `dropped` or `all`.
    pub fn in_state(state: &str) -> Self {
        Self { state: state.to_owned(), owner: None, incident: None }
    }
}

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.text("incident").map(|typed| asked.named(view, typed)).transpose()?;
    let owner = fields::owner(view, asked, incident.as_ref())?.map(|owner| owner.key());
    let state = asked.text("state").unwrap_or("open").to_owned();
    Ok(Reply::Say(page(view, asked, &Wanted { state, owner, incident }, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let word = |at: usize| words.get(at).copied().filter(|word| !word.is_empty() && *word != "-");
    let number = word(0).and_then(|word| word.parse().ok()).unwrap_or(0);
    let incident = word(2).map(|typed| asked.named(view, typed)).transpose()?;
    let owner = word(3).map(str::to_owned);
    let wanted = Wanted { state: word(1).unwrap_or("open").to_owned(), owner, incident };
    Ok(Reply::Change(page(view, asked, &wanted, number)?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, wanted: &Wanted, number: usize) -> Result<Message> {
    let found = found(view, asked, wanted)?;
    let last = found.len().saturating_sub(1) / PER_PAGE;
    let number = number.min(last);
    let mut text = heading(wanted, found.len());
    text.push_str(&ageing(&found, view.now));
    for (action, of) in found.iter().skip(number * PER_PAGE).take(PER_PAGE) {
        text.push('\n');
        text.push_str(&line::line(action, *of, view.now));
    }
    let message = Message::private(text);
    Ok(if last == 0 { message } else { message.with_row(turns(wanted, number, last)) })
}

fn heading(wanted: &Wanted, count: usize) -> String {
    let of = wanted
        .incident
        .as_ref()
        .map(|of| say!(" of {title}", title = suggest::title(of)))
        .unwrap_or_default();
    let state = if wanted.state == "all" { "" } else { word(wanted.state.as_str()) };
    match count {
        0 => say!("No {state} actions{of}. Add one with `/action add`.", state, of).replace("  ", " "),
        count => {
            count!(count, "**{count} {state} action**{of}", "**{count} {state} actions**{of}", state, of)
                .replace("  ", " ")
        }
    }
}

/// How old what is open has become: said, because a list that only grows looks like work in hand.
fn ageing(found: &[(Action, Number)], now: DateTime<Utc>) -> String {
    let mut ages: Vec<_> = found
        .iter()
        .filter(|(action, _)| action.is_open())
        .map(|(action, _)| (now - action.created_at).num_days())
        .collect();
    ages.sort_unstable();
    let overdue = found.iter().filter(|(action, _)| action.is_overdue(now)).count();
    match ages[..] {
        [] => String::new(),
        [.., oldest] => {
            let median = ages[(ages.len() - 1) / 2];
            say!(
                "\n-# {overdue} overdue · open for {median} in the middle, {longest} at most",
                overdue,
                median = days(median),
                longest = days(oldest)
            )
        }
    }
}

fn days(count: i64) -> String {
    count!(count, "{count} day", "{count} days")
}

fn turns(wanted: &Wanted, number: usize, last: usize) -> Vec<Widget> {
    let incident = wanted.incident.as_ref().map_or("-".into(), |of| of.number.0.to_string());
    let owner = wanted.owner.as_deref().filter(|key| key.len() <= 50).unwrap_or("-");
    let to = |page: usize| handles::id(PAGE, &[&page, &wanted.state, &incident, &owner]);
    vec![
        Widget::button(&say!("◀ Back"), to(number.saturating_sub(1)), Look::Plain),
        Widget::button(
            &say!("Page {number} of {last}", number = number + 1, last = last + 1),
            format!("{}/", to(number)),
            Look::Plain,
        ),
        Widget::button(&say!("Next ▶"), format!("{}//", to(number + 1)), Look::Plain),
    ]
}

/// The actions that are wanted, as far as the person may see them, each with the number of its incident.
pub fn found(view: &mut View<'_>, asked: &Asked<'_>, wanted: &Wanted) -> Result<Vec<(Action, Number)>> {
    let filter = Filter {
        state: match wanted.state.as_str() {
            "overdue" => Some(State::Open),
            word => word.parse().ok(),
        },
        owner: wanted.owner.clone(),
        or_owner: contact_of(view, asked, wanted.owner.as_deref())?,
        incident: wanted.incident.as_ref().map(|incident| incident.id),
        due_before: (wanted.state == "overdue").then_some(view.now),
    };
    let mut found = Vec::new();
    for action in store::actions::fitting(view, asked.request.guild, &filter, LOOKED_AT)? {
        let seen = named::seen(view, asked, action)?;
        found.extend(seen.map(|(action, incident)| (action, incident.number)));
    }
    Ok(found)
}

/// The key of the contact that a user is: what was given to that contact is theirs too.
fn contact_of(view: &mut View<'_>, asked: &Asked<'_>, owner: Option<&str>) -> Result<Option<String>> {
    let user = owner.and_then(|key| key.strip_prefix("user:")?.parse().ok()).map(UserId);
    let Some(user) = user else { return Ok(None) };
    let contact = store::contacts::of_user(view, asked.request.guild, user)?;
    Ok(contact.map(|contact| Owner::key_of_contact(contact.id)))
}
