//! `/schedule import`: holidays out of a calendar, as overrides. What it would change is shown first.

use incidents::ids::{OfferId, ScheduleId};
use incidents::model::rota;
use incidents::operations::roster::{self, People};
use incidents::operations::schedules::import::{Imported, Sent, fetch, offer, take};
use incidents::{Change, Refusal, Result, View};

use super::{named, shifts};
use crate::asked::Asked;
use crate::people::{Known, shown};
use crate::reply::{Form, Input, Look, Message, Reply, Widget};
use crate::request::Attachment;
use crate::table::{Command, Handle, Needs, Opt, Run, Takes};
use crate::{handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule import",
    about: "Take holidays out of a calendar (.ics) as overrides; shows first what it would change",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::of("file", "The calendar as a file; without it you are asked for its text", Takes::File),
        Opt::suggested("who", "Who is on call then; nobody unless you say", suggest::people),
    ],
    needs: Needs::Admin,
    run: Run::Changes(ask),
    handles: &[
        Handle { name: FORM, needs: Needs::Admin, run: Run::Changes(show) },
        Handle { name: TAKE, needs: Needs::Admin, run: Run::Changes(take_in) },
    ],
};

const FORM: &str = "schedule-import";
const TAKE: &str = "schedule-import-take";
/// How many events are named one by one.
const NAMED: usize = 10;

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let what = what(change, asked)?;
    if let Some(file) = asked.file("file") {
        fetch(change, schedule.id, what, sent(asked, file))?;
        let name = words::line(schedule.name.as_str());
        let text =
            format!("⏳ The calendar is being read; this answer shows what it would change in **{name}**.");
        return Ok(Message::private(text).into());
    }
    Ok(Form {
        id: handles::id(FORM, &[&schedule.id]),
        title: words::fit(&format!("Holidays for {}", schedule.name), 45),
        inputs: vec![
            Input::text("calendar", "The calendar: from BEGIN:VCALENDAR to the end", 4_000),
            Input::line("who", "Who is on call then; empty for nobody", 100)
                .filled(asked.text("who"))
                .optional(),
        ],
    }
    .into())
}

/// What happens in the time of the events.
fn what(view: &mut View<'_>, asked: &Asked<'_>) -> Result<rota::Change> {
    let known = Known::of(view, asked)?;
    let who = asked.text("who").map(|typed| known.one(typed)).transpose()?;
    Ok(who.map_or(rota::Change::Clear, rota::Change::Take))
}

fn sent(asked: &Asked<'_>, file: &Attachment) -> Sent {
    Sent {
        url: file.url.clone(),
        bytes: usize::try_from(file.size).unwrap_or(usize::MAX),
        token: asked.request.token.clone(),
        channel: asked.request.channel,
    }
}

/// What was pasted, shown.
fn show(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let id: ScheduleId =
        asked.words().first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let what = what(change, asked)?;
    let bytes = asked.needed("calendar")?.as_bytes();
    Ok(offered(change, id, bytes, what)?.into())
}

/// Reads a calendar, and shows what taking it in would change, with a button that does it.
pub fn offered(change: &mut Change<'_>, id: ScheduleId, bytes: &[u8], what: rota::Change) -> Result<Message> {
    let (offer, imported) = offer(change, id, bytes, what)?;
    let people = roster::everybody(change, imported.schedule.guild)?;
    let text = told(&imported, &people, "Would add");
    if imported.added.is_empty() {
        return Ok(Message::private(text + "\nThere is nothing to add."));
    }
    let button = Widget::button("Take in", handles::id(TAKE, &[&offer]), Look::Good);
    Ok(Message::private(text + "\nNothing has changed yet.").with_row(vec![button]))
}

fn take_in(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let id: OfferId = asked.words().first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let imported = take(change, id)?;
    let people = roster::everybody(change, imported.schedule.guild)?;
    let now = change.now;
    let text = told(&imported, &people, "Added") + &shifts::coming(&imported.schedule, &people, now, 3);
    Ok(Message::public(text).into())
}

fn told(imported: &Imported, people: &People, done: &str) -> String {
    let Imported { schedule, what, added, known, past, conflicting } = imported;
    let who = match what {
        rota::Change::Take(who) => shown(people, *who),
        _ => "nobody".to_owned(),
    };
    let name = words::line(schedule.name.as_str());
    let mut text = format!("{done} {} overrides to **{name}**: {who} is on call in", added.len());
    for off in added.iter().take(NAMED) {
        text.push_str(&format!(
            "\n- {} – {} · {}",
            words::instant(off.from),
            words::instant(off.to),
            words::line(&off.title)
        ));
    }
    if added.len() > NAMED {
        text.push_str(&format!("\n- and {} more", added.len() - NAMED));
    }
    if known + past > 0 {
        text.push_str(&format!("\n{known} were there already, {past} are over."));
    }
    for off in conflicting.iter().take(NAMED) {
        text.push_str(&format!(
            "\n⚠️ Not {}: another override names them in that time.",
            words::line(&off.title)
        ));
    }
    text
}
