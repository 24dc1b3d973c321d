//! `/oncall cover`: asks the others to take a shift, or a part of one; the first to accept has it.

use incidents::ids::{CoverId, GuildId, UserId};
use incidents::model::cover::{Cover, Stretch};
use incidents::model::named::NamedSchedule;
use incidents::model::who::Who;
use incidents::operations::roster::{self, People};
use incidents::operations::schedules::accept_cover::{Accepted, accept_cover};
use incidents::operations::schedules::ask_cover::{Wish, ask_cover};
use incidents::{Change, Refusal, Result, View, store};

use crate::asked::Asked;
use crate::people::{Known, shown};
use crate::reply::{Form, Input, Look, Message, Ping, Reply, Widget};
use crate::schedule::{named, when};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;
use crate::{handles, permissions, suggest, words};

pub const COMMAND: Command = Command {
    path: "oncall cover",
    about: "Ask the others to cover your shift, or a part of it",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::text("from", "From when: friday 18:00", 100).required(),
        Opt::text("to", "Until when: saturday 9:00", 100).required(),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: &[
        Handle { name: ACCEPT, needs: Needs::Nothing, run: Run::Aloud(accept) },
        Handle { name: PART, needs: Needs::Nothing, run: Run::Changes(ask_part) },
        Handle { name: PART_FORM, needs: Needs::Nothing, run: Run::Aloud(accept) },
    ],
};

const ACCEPT: &str = "cover";
const PART: &str = "cover-part";
const PART_FORM: &str = "cover-some";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let known = Known::of(change, asked)?;
    let asker = known.people.identity(Who::User(asked.request.person.id)).ok_or(Refusal::StaleButton)?;
    let (when, notes) = when::stretch(change, asked)?;
    let wish = Wish { schedule: schedule.id, asker, when, channel: asked.request.channel };
    let request = ask_cover(change, &wish)?;
    let mut message = shown_request(&schedule, &known.people, request.id, &request.cover);
    let asked: Vec<_> = request.users.iter().map(|user| format!("<@{user}>")).collect();
    message.text.push_str(&say!("\nAsked: {asked}{notes}", notes, asked = asked.join(" ")));
    message.pings = request.users.into_iter().map(Ping::User).collect();
    Ok(message.into())
}

fn accept(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let id = pressed(asked)?;
    let known = Known::of(change, asked)?;
    let by = known.people.identity(Who::User(asked.request.person.id)).ok_or(Refusal::StaleButton)?;
    may_accept(change, asked, id, by)?;
    let part = match (asked.text("from"), asked.text("to")) {
        (None, None) => None,
        _ => Some(when::stretch(change, asked)?.0),
    };
    let Accepted { schedule, cover, .. } = accept_cover(change, id, by, part)?;
    Ok(Reply::Change(shown_request(&schedule, &known.people, id, &cover)))
}

fn ask_part(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let id = pressed(asked)?;
    let guild = change.guild();
    let (_, cover) = store::covers::look(change, guild, id)?.ok_or(Refusal::StaleButton)?;
    let open = cover.open.first().ok_or(incidents::model::cover::CoverRefused::Taken)?;
    let input = |id: &str, label: &str, stretch_end: chrono::DateTime<chrono::Utc>| {
        Input::line(id, label, 100).filled(Some(&format!("{}", stretch_end.format("%Y-%m-%d %H:%M UTC"))))
    };
    Ok(Form {
        id: handles::id(PART_FORM, &[&id]),
        title: say!("Cover a part of it"),
        inputs: vec![input("from", word("From when?"), open.from), input("to", word("Until when?"), open.to)],
    }
    .into())
}

/// Those who take turns in the schedule may, wherever they were asked; beside them, responders.
fn may_accept(view: &mut View<'_>, asked: &Asked<'_>, id: CoverId, by: Who) -> Result<()> {
    if takes_turns(view, asked.request.guild, id, by)? {
        Ok(())
    } else {
        permissions::check(view, asked, Needs::Responder)
    }
}

fn takes_turns(view: &mut View<'_>, guild: GuildId, id: CoverId, who: Who) -> Result<bool> {
    let Some((schedule, _)) = store::covers::look(view, guild, id)? else { return Ok(false) };
    let people = roster::everybody(view, guild)?;
    let schedule = store::schedules::look(view, guild, schedule)?;
    Ok(schedule.is_some_and(|schedule| people.each_once(&schedule.is.people()).contains(&who)))
}

/// The server of a button that was pressed in a direct message: of a request in a schedule in which this person takes turns.
pub fn home(view: &mut View<'_>, id: &str, user: UserId) -> Result<Option<GuildId>> {
    let is_ours = handles::name(id).is_some_and(|name| [ACCEPT, PART, PART_FORM].contains(&name));
    let cover = id.split('/').nth(2).and_then(|word| word.parse().ok()).filter(|_| is_ours);
    let Some(cover) = cover else { return Ok(None) };
    let Some(guild) = store::covers::home(view, cover)? else { return Ok(None) };
    let who = roster::everybody(view, guild)?.identity(Who::User(user));
    let is_theirs = who.map(|who| takes_turns(view, guild, cover, who)).transpose()?;
    Ok((is_theirs == Some(true)).then_some(guild))
}

fn pressed(asked: &Asked<'_>) -> Result<CoverId> {
    let words = asked.words();
    Ok(words.first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?)
}

/// A request as it stands: what is still open, who has what.
pub fn shown_request(schedule: &NamedSchedule, people: &People, id: CoverId, cover: &Cover) -> Message {
    let mut text = say!(
        "🙋 {shown} asks for cover in **{name}** from {from} to {to}.",
        shown = shown(people, cover.asker),
        name = words::line(schedule.name.as_str()),
        from = words::instant(cover.asked.from),
        to = words::instant(cover.asked.to)
    );
    for taken in &cover.taken {
        text.push_str(&format!("\n✅ {} · {}", stretch(taken.part), shown(people, taken.by)));
    }
    let message = Message::public(String::new());
    if cover.open.is_empty() {
        return Message { text: say!("{text}\nAll of it is covered.", text), ..message };
    }
    let open: Vec<_> = cover.open.iter().map(|open| stretch(*open)).collect();
    text.push_str(&say!("\nStill open: {open}", open = open.join(", ")));
    Message { text, ..message }.with_row(vec![
        Widget::button(&say!("Accept"), handles::id(ACCEPT, &[&id]), Look::Good),
        Widget::button(&say!("A part of it"), handles::id(PART, &[&id]), Look::Plain),
    ])
}

fn stretch(part: Stretch) -> String {
    format!("{} – {}", words::instant(part.from), words::instant(part.to))
}
