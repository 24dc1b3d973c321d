//! `/action snooze` and the list **Snooze**: says nothing more about an action for a while.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::model::action::Action;
use incidents::model::action::hours::nine;
use incidents::model::action::reminder::Recipient;
use incidents::model::moment::Grain;
use incidents::operations::action::schedule::zone_of;
use incidents::operations::action::snooze::snooze;
use incidents::{Change, Refusal, Result};

use super::{named, title};
use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{handles, times, words};

pub const COMMAND: Command = Command {
    path: "action snooze",
    about: "Say nothing more about an action until then; it stays due when it was",
    options: &[
        Opt::suggested("action", "Which one", named::suggest_open).required(),
        Opt::text("until", "Until when: tomorrow, friday 14:00, in 3 days, 1w", 100).required(),
    ],
    run: Run::Aloud(run),
    handles: &[Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Changes(press) }],
    ..Command::PLAIN
};

/// The button of a reminder; those that answer it name a number of days behind the action.
pub const BUTTON: &str = "action-snooze";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    let typed = asked.needed("until")?;
    let moment = times::future(typed, change.now, asked.settings, Some(&incident))?;
    let until = match moment.grain {
        Grain::Day => nine(moment.zone.local(moment.at).date(), moment.zone),
        Grain::Time => moment.at,
    };
    let action = snooze(change, action.id, until)?;
    let text = say!(
        "💤 {title} is silent until {until}.{notes}",
        title = title(&action),
        until = words::instant(until),
        notes = times::notes(Some(&moment))
    );
    let here = incident.channel == Some(asked.request.channel);
    Ok(Message { private: !here, ..Message::public(text) }.into())
}

fn press(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, _) = named::pressed(change, asked)?;
    action.must_be_open()?;
    let Some(days) = asked.words().get(1).copied().filter(|word| !word.starts_with('@')) else {
        return Ok(how_long(asked, &action).into());
    };
    let days = days.parse().ok().filter(|days| (1..=365).contains(days)).ok_or(Refusal::StaleButton)?;
    let until = morning_in(change, asked, days)?;
    let action = snooze(change, action.id, until)?;
    Ok(Message::private(say!(
        "💤 {title} is silent until {until}.",
        title = title(&action),
        until = words::instant(until)
    ))
    .into())
}

fn how_long(asked: &Asked<'_>, action: &Action) -> Message {
    let button = |label: &str, days: i64| {
        let id = handles::id(BUTTON, &[&action.number.0, &days]);
        Widget::button(label, handles::in_guild(&id, asked.request.guild), Look::Plain)
    };
    Message::private(say!("For how long shall {title} be silent?", title = title(action))).with_row(vec![
        button(word("1 day"), 1),
        button(word("3 days"), 3),
        button(word("1 week"), 7),
    ])
}

/// Nine o'clock so many days from now, where the person lives.
fn morning_in(change: &mut Change<'_>, asked: &Asked<'_>, days: i64) -> Result<DateTime<Utc>> {
    let who = Recipient::User(asked.request.person.id);
    let zone = zone_of(change, asked.request.guild, asked.settings, who)?;
    Ok(nine(zone.local(change.now).date() + TimeDelta::days(days), zone))
}
