//! `/page drill`: does it reach anybody? The real policy with real messages, marked DRILL, faster if wished.

use incidents::ids::{PageId, UserId};
use incidents::operations::paging::drill::drill;
use incidents::operations::roster;
use incidents::{Change, Result, View, store};

use super::next::{next, title};
use super::{send, status, whom};
use crate::asked::Asked;
use crate::parcels::Parcel;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::tongues::word;

pub const COMMAND: Command = Command {
    path: "page drill",
    about: "Try out a policy: real calls, marked DRILL, until somebody answers; it counts in no metric",
    options: &[
        Opt::suggested("who", "A policy, schedule or contact, or mention a person or role", whom::suggest)
            .required(),
        Opt::of(
            "speed",
            "How many times faster than the policy: 10 makes five minutes half a minute",
            Takes::Number { least: 1, most: 60 },
        ),
        Opt::suggested(
            "incident",
            "Drill in an incident; without one only direct messages go out",
            suggest::incidents,
        ),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let here = store::incidents::of_channel(change, asked.request.guild, asked.request.channel)?;
    let incident = match (asked.text("incident"), here) {
        (None, None) => None,
        _ => Some(asked.incident(change)?),
    };
    let to = whom::addressee(change, asked, asked.needed("who")?)?;
    let speed = asked.number("speed").map_or(1, |speed| u32::try_from(speed).unwrap_or(0));
    let paged = drill(change, incident.as_ref().map(|incident| incident.id), to, speed)?;
    let (told, now) = (send::told(change, &paged)?, change.now);
    let end = match incident {
        Some(_) => word("It ends with the first answer."),
        None => word("It ends with the first answer, and you are told how it went."),
    };
    let text = format!("🧪 {}\n{told}\n{} {end}", title(&paged), next(&paged.page, now));
    let private = incident.is_none_or(|incident| incident.channel != Some(asked.request.channel));
    Ok(Message { private, ..Message::public(text) }.into())
}

/// How a drill went, to whoever held it.
pub fn over(view: &mut View<'_>, page: PageId, user: UserId) -> Result<Parcel> {
    let Some(text) = told(view, page)? else { return Ok(Parcel::Moot) };
    Ok(Parcel::Direct { user, message: Message::public(text) })
}

/// How a drill goes or went: who was called, by which way, and whether anybody answered.
pub fn told(view: &mut View<'_>, page: PageId) -> Result<Option<String>> {
    let Some(paged) = store::pages::look(view, page)? else { return Ok(None) };
    let people = roster::of(view, paged.guild, paged.page.policy())?;
    let attempts = store::attempts::of_page(view, page)?;
    let came = match (paged.moments.acked, !paged.page.is_open()) {
        (Some(at), _) => {
            say!("is over: answered after {seconds} s", seconds = (at - paged.opened_at).num_seconds())
        }
        (None, true) => say!("is over: **nobody answered**"),
        (None, false) => say!("goes on: press **Acknowledge** on what arrives"),
    };
    let mut text = say!("🧪 {title} {came}. Who was called:", came, title = title(&paged));
    text.extend(attempts.iter().map(|attempt| status::line(attempt, &people)));
    Ok(Some(text))
}
