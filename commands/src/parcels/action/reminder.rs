//! A reminder: everything of one day in one message, with buttons for each action, paged when there are many.

use chrono::NaiveDate;
use incidents::ids::GuildId;
use incidents::model::action::Action;
use incidents::model::action::owner::Owner;
use incidents::model::action::reminder::{Item, Recipient, Why};
use incidents::model::incident::{Incident, State};
use incidents::operations::action::schedule::{days_overdue, recipient};
use incidents::{Refusal, Result, View, store};

use crate::action::{done, drop, line, reassign, snooze};
use crate::asked::Asked;
use crate::reply::{Look, Message, Ping, Reply, Widget};
use crate::table::{Handle, Needs, Run};
use crate::tongues::word;
use crate::{handles, words};

/// Turns the pages of a reminder.
pub const TURN: Handle = Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) };

const PAGE: &str = "action-page";
/// A message has five rows of buttons: one for each action, one to turn pages.
const PER_PAGE: usize = 4;

/// What a reminder says of one action.
pub(super) struct Told {
    pub(super) action: Action,
    pub(super) incident: Incident,
    pub(super) item: Item,
    pub(super) days_overdue: i64,
    on_discord: bool,
}

/// The message, from the actions that are still open; none when there are none.
pub fn first_page(
    view: &mut View<'_>,
    guild: GuildId,
    of: (Recipient, NaiveDate),
    items: &[Item],
) -> Result<Option<Message>> {
    let told = still_to_tell(view, of.0, items)?;
    Ok((!told.is_empty()).then(|| page(&told, guild, of, 0)))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let word = |at: usize| words.get(at).copied().ok_or(Refusal::StaleButton);
    let number: usize = word(0)?.parse().map_err(|_| Refusal::StaleButton)?;
    let to: Recipient = word(1)?.parse().map_err(|_| Refusal::StaleButton)?;
    let day: NaiveDate = word(2)?.parse().map_err(|_| Refusal::StaleButton)?;
    let me = asked.request.person.id;
    let guild = asked.request.guild;
    let items = match to {
        Recipient::User(user) if user != me => return Err(Refusal::StaleButton.into()),
        _ => store::reminders::told(view, guild, to, day)?,
    };
    let told = still_to_tell(view, to, &items)?;
    if told.is_empty() {
        return Ok(Reply::Change(Message::private(say!("✅ Nothing of this is left to do."))));
    }
    Ok(Reply::Change(page(&told, guild, (to, day), number)))
}

/// What was closed, given to somebody else or cancelled since is not told any more.
pub(super) fn still_to_tell(view: &mut View<'_>, to: Recipient, items: &[Item]) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    for item in items {
        let action = store::actions::look(view, item.action)?;
        let incident = store::incidents::look(view, action.incident)?;
        let owner = recipient(view, &action)?;
        let theirs = matches!(item.why, Why::Owner | Why::Given);
        let moved = theirs && !matches!(to, Recipient::Channel(_)) && owner != Some(to);
        if action.is_open() && incident.state != State::Cancelled && !moved {
            let days_overdue = days_overdue(view, &action)?.unwrap_or(0);
            let on_discord = matches!(owner, Some(Recipient::User(_)));
            told.push(Told { action, incident, item: *item, days_overdue, on_discord });
        }
    }
    told.sort_by_key(|told| -told.days_overdue);
    Ok(told)
}

fn page(told: &[Told], guild: GuildId, of: (Recipient, NaiveDate), number: usize) -> Message {
    let last = (told.len() - 1) / PER_PAGE;
    let number = number.min(last);
    let shown = &told[number * PER_PAGE..told.len().min((number + 1) * PER_PAGE)];
    let mut text = heading(told);
    let mut message = Message::default();
    for one in shown {
        text.push('\n');
        text.push_str(&said(one));
        message.rows.push(buttons(&one.action, guild, told.len() > 1));
    }
    if last > 0 {
        message.rows.push(turns(guild, of, number, last));
    }
    message.pings = pings(of.0, told);
    Message { text, ..message }
}

fn heading(told: &[Told]) -> String {
    let heading = match told.len() {
        1 => say!("⏰ **An action is waiting**"),
        count => say!("⏰ **{count} actions are waiting**", count),
    };
    match told.iter().filter_map(|one| one.item.late_since).min() {
        Some(since) => {
            say!("{heading}\n-# Late: this should have come {since}.", heading, since = words::ago(since))
        }
        None => heading,
    }
}

fn said(one: &Told) -> String {
    let mut text = format!(
        "{} `{}` {} · {}",
        if one.days_overdue > 0 { "🔴" } else { "▫️" },
        one.action.number,
        words::fit(&words::line(&one.action.title), 160),
        one.incident.number,
    );
    text.push_str(&when(one));
    if let Some(done_when) = &one.action.done_when {
        text.push_str(&say!(
            "\n-# Done when: {done_when}",
            done_when = words::fit(&words::line(done_when), 120)
        ));
    }
    text.push_str(&why(one));
    text
}

fn when(one: &Told) -> String {
    let Some(due) = one.action.due else { return String::new() };
    match one.days_overdue {
        0 => say!(" · due **today**"),
        days if days > 0 => count!(days, " · **{count} day overdue**", " · **{count} days overdue**"),
        _ => say!(" · due {due_words}", due_words = line::due_words(due)),
    }
}

fn why(one: &Told) -> String {
    let owner = line::owner(one.action.owner.as_ref());
    match one.item.why {
        Why::Owner => match &one.action.owner {
            Some(Owner::Role { .. }) => say!("\n-# For {owner}.", owner),
            _ => String::new(),
        },
        Why::Given => say!("\n-# It is yours now."),
        Why::Lead => say!("\n-# It is with {owner}; you lead {number}.", owner, number = one.incident.number),
        Why::Stranded if one.action.owner.is_none() => say!("\n-# Nobody owns it yet."),
        Why::Stranded if !one.on_discord => say!("\n-# It is with {owner}, who is not on Discord.", owner),
        Why::Stranded => say!("\n-# It is with {owner}, whom Sitrep cannot reach.", owner),
        Why::Everybody => say!("\n-# It is with {owner}.", owner),
    }
}

fn buttons(action: &Action, guild: GuildId, one_of_many: bool) -> Vec<Widget> {
    let to = |name: &str| handles::in_guild(&handles::id(name, &[&action.number.0]), guild);
    let label = |words: &str| {
        if one_of_many { format!("{words} · {}", action.number) } else { words.to_owned() }
    };
    vec![
        Widget::button(&label(word("Done")), to(done::BUTTON), Look::Good),
        Widget::button(&label(word("Snooze")), to(snooze::BUTTON), Look::Plain),
        Widget::button(&label(word("Not doing")), to(drop::BUTTON), Look::Plain),
        Widget::button(&label(word("Reassign")), to(reassign::BUTTON), Look::Plain),
    ]
}

fn turns(guild: GuildId, of: (Recipient, NaiveDate), number: usize, last: usize) -> Vec<Widget> {
    let to = |page: usize| handles::in_guild(&handles::id(PAGE, &[&page, &of.0, &of.1]), guild);
    let mut turns = Vec::new();
    if number > 0 {
        turns.push(Widget::button(&say!("◀ Back"), to(number - 1), Look::Plain));
    }
    if number < last {
        let label = say!("More ({number} of {last}) ▶", number = number + 1, last = last + 1);
        turns.push(Widget::button(&label, to(number + 1), Look::Plain));
    }
    turns
}

/// In a channel those are pinged whom it is for; a direct message pings by itself.
fn pings(to: Recipient, told: &[Told]) -> Vec<Ping> {
    let Recipient::Channel(_) = to else { return Vec::new() };
    let roles = told.iter().filter_map(|one| match &one.action.owner {
        Some(Owner::Role { id, .. }) if one.item.why == Why::Owner => Some(*id),
        _ => None,
    });
    let mut roles: Vec<_> = roles.collect();
    roles.sort();
    roles.dedup();
    roles.into_iter().map(Ping::Role).collect()
}
