//! `/schedule import`: holidays out of a calendar, as overrides.

use incidents::model::rota;
use incidents::operations::schedules::import::{Imported, import};
use incidents::{Change, Refusal, Result, View, store};

use super::{named, shifts};
use crate::asked::Asked;
use crate::people::{Known, shown};
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::{handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule import",
    about: "Take holidays out of a calendar (.ics, as text) as overrides",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::suggested("who", "Who is on call then; nobody unless you say", suggest::people),
    ],
    needs: Needs::Admin,
    run: Run::Reads(ask),
    handles: &[Handle { name: FORM, needs: Needs::Admin, run: Run::Changes(run) }],
};

const FORM: &str = "schedule-import";
/// How many events are named one by one.
const NAMED: usize = 10;

fn ask(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(view, asked)?;
    if let Some(typed) = asked.text("who") {
        Known::of(view, asked)?.one(typed)?;
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

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let words = asked.words();
    let id = words.first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let guild = change.guild();
    store::schedules::look(change, guild, id)?.ok_or(Refusal::StaleButton)?;
    let known = Known::of(change, asked)?;
    let who = asked.text("who").map(|typed| known.one(typed)).transpose()?;
    let what = who.map_or(rota::Change::Clear, rota::Change::Take);
    let imported = import(change, id, asked.needed("calendar")?, what)?;
    let who = who.map_or_else(|| "nobody".to_owned(), |who| shown(&known.people, who));
    let now = change.now;
    let text = told(&imported, &who) + &shifts::coming(&imported.schedule, &known.people, now, 3);
    Ok(Message::public(text).into())
}

fn told(imported: &Imported, who: &str) -> String {
    let Imported { schedule, added, known, past, conflicting } = imported;
    let mut text = format!(
        "Added {} overrides to **{}**: {who} is on call in",
        added.len(),
        words::line(schedule.name.as_str())
    );
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
