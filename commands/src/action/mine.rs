//! `/action mine`: the open actions of whoever asks; and where they live, for their reminders.

use incidents::model::moment::Unreadable;
use incidents::model::zone::Zone;
use incidents::operations::action::zone::lives_in;
use incidents::store::actions::Filter;
use incidents::{Change, Refusal, Result, store};

use super::{line, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};

pub const COMMAND: Command = Command {
    path: "action mine",
    about: "Your open actions, those longest overdue first",
    options: &[Opt::text("zone", "Where you live, for your reminders: Europe/Madrid, +05:30", 60)],
    run: Run::Changes(run),
    handles: &[crate::parcels::action::reminder::TURN],
    ..Command::PLAIN
};

/// So many fit one message.
const SHOWN: usize = 15;

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let mut text = zone(change, asked)?;
    let open = Filter { state: Some(incidents::model::action::State::Open), ..Filter::default() };
    let mut mine = Vec::new();
    for action in store::actions::fitting(change, asked.request.guild, &open, 2_000)? {
        if named::is_theirs(change, asked, &action)? {
            mine.push(action);
        }
    }
    match mine.len() {
        0 => text.push_str(&say!("You have no open actions.")),
        count => {
            text.push_str(&count!(
                count,
                "**You have {count} open action**",
                "**You have {count} open actions**"
            ));
        }
    }
    for action in mine.iter().take(SHOWN) {
        let incident = store::incidents::look(change, action.incident)?;
        text.push('\n');
        text.push_str(&line::line(action, incident.number, change.now));
    }
    if mine.len() > SHOWN {
        text.push_str(&say!("\n-# The others are in `/action list` with you as `owner`."));
    }
    Ok(Message::private(text).into())
}

fn zone(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<String> {
    let Some(typed) = asked.text("zone") else { return Ok(String::new()) };
    let zone: Zone = typed.trim().parse().map_err(|why| Refusal::Time(Unreadable::Zone(why)))?;
    lives_in(change, asked.request.person.id, zone)?;
    Ok(say!("Your reminders now come at 09:00 in {zone}.\n", zone))
}
