//! `/schedule import`: holidays out of a calendar, as overrides. What it would change is shown first.

use incidents::ids::{OfferId, ScheduleId};
use incidents::model::notice::CalendarFile;
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
use crate::tongues::{Listeners, speaking, word};
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
        Handle { name: TAKE, needs: Needs::Admin, run: Run::Aloud(take_in) },
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
        let text = say!(
            "⏳ The calendar is being read; this answer shows what it would change in **{name}**.",
            name
        );
        return Ok(Message::private(text).into());
    }
    Ok(Form {
        id: handles::id(FORM, &[&schedule.id]),
        title: words::fit(&say!("Holidays for {name}", name = schedule.name), 45),
        inputs: vec![
            Input::text("calendar", &say!("The calendar, from BEGIN:VCALENDAR on"), 4_000),
            Input::line("who", &say!("Who is on call then; empty for nobody"), 100)
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
        answer: asked.answer(),
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

/// Reads a calendar that was fetched, and shows in the answer what taking it in would change.
pub fn offered_in(change: &mut Change<'_>, file: &CalendarFile, bytes: &[u8]) -> Result<Message> {
    speaking(Listeners::of(file.answer.tongue), || offered(change, file.schedule, bytes, file.what))
}

/// Reads a calendar, and shows what taking it in would change, with a button that does it.
fn offered(change: &mut Change<'_>, id: ScheduleId, bytes: &[u8], what: rota::Change) -> Result<Message> {
    let (offer, imported) = offer(change, id, bytes, what)?;
    let people = roster::everybody(change, imported.schedule.guild)?;
    let name = words::line(imported.schedule.name.as_str());
    let count = imported.added.len();
    let heading = say!(
        "Would add {count} overrides to **{name}**: {who} is on call in",
        count,
        name,
        who = who(&imported, &people)
    );
    let text = heading + &listed(&imported);
    if imported.added.is_empty() {
        return Ok(Message::private(text + &say!("\nThere is nothing to add.")));
    }
    let button = Widget::button(word("Take in"), handles::id(TAKE, &[&offer]), Look::Good);
    Ok(Message::private(text + &say!("\nNothing has changed yet.")).with_row(vec![button]))
}

fn take_in(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let id: OfferId = asked.words().first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let imported = take(change, id)?;
    let people = roster::everybody(change, imported.schedule.guild)?;
    let now = change.now;
    let name = words::line(imported.schedule.name.as_str());
    let count = imported.added.len();
    let heading = say!(
        "Added {count} overrides to **{name}**: {who} is on call in",
        count,
        name,
        who = who(&imported, &people)
    );
    let text = heading + &listed(&imported) + &shifts::coming(&imported.schedule, &people, now, 3);
    Ok(Message::public(text).into())
}

fn who(imported: &Imported, people: &People) -> String {
    match imported.what {
        rota::Change::Take(who) => shown(people, who),
        _ => say!("nobody"),
    }
}

/// The events one by one, and what of them is not added.
fn listed(imported: &Imported) -> String {
    let Imported { added, known, past, conflicting, .. } = imported;
    let mut text = String::new();
    for off in added.iter().take(NAMED) {
        text.push_str(&format!(
            "\n- {} – {} · {}",
            words::instant(off.from),
            words::instant(off.to),
            words::line(&off.title)
        ));
    }
    if added.len() > NAMED {
        text.push_str(&say!("\n- and {more} more", more = added.len() - NAMED));
    }
    if known + past > 0 {
        text.push_str(&say!("\n{known} were there already, {past} are over.", known, past));
    }
    for off in conflicting.iter().take(NAMED) {
        text.push_str(&say!(
            "\n⚠️ Not {title}: another override names them in that time.",
            title = words::line(&off.title)
        ));
    }
    text
}
