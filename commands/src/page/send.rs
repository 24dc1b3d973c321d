//! `/page send`: calls people now, and says who is told, by which way, and what happens next.

use incidents::model::escalation::{Kind, Urgency};
use incidents::model::incident::Incident;
use incidents::model::paged::Paged;
use incidents::operations::paging::send::{Wish, send};
use incidents::operations::roster;
use incidents::{Change, Result, View, store};

use super::calls::{called_in, way};
use super::next::{next, title};
use super::whom;
use crate::asked::Asked;
use crate::people::mentioned;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run};

pub const COMMAND: Command = Command {
    path: "page send",
    about: "Call people now, until somebody answers",
    options: &[
        Opt::suggested("who", "A policy, schedule or contact, or mention a person or role", whom::suggest)
            .required(),
        Opt::text("message", "What they should know", 1_000),
        Opt::one_of(
            "urgency",
            "High escalates until somebody answers; low tells them once",
            &["high", "low"],
        ),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: super::button::HANDLES,
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let urgency = if asked.text("urgency") == Some("low") { Urgency::Low } else { Urgency::High };
    let (paged, told) =
        page(change, asked, &incident, asked.needed("who")?, (asked.text("message"), urgency))?;
    let private = incident.private && incident.channel != Some(asked.request.channel);
    let now = change.now;
    let text = say!(
        "📟 {title} on {incident}\n{told}\n{next}",
        told,
        title = title(&paged),
        incident = suggest::title(&incident),
        next = next(&paged.page, now)
    );
    Ok(Message { private, ..Message::public(text) }.into())
}

/// Sends a page, and says who is told by which way.
pub fn page(
    change: &mut Change<'_>,
    asked: &Asked<'_>,
    incident: &Incident,
    who: &str,
    (message, urgency): (Option<&str>, Urgency),
) -> Result<(Paged, String)> {
    let to = whom::addressee(change, asked, who)?;
    let wish = Wish { to, message: message.map(str::to_owned), urgency, kind: Kind::Real };
    let paged = send(change, incident.id, &wish)?;
    let told = told(change, &paged)?;
    Ok((paged, told))
}

/// Who is told, and by which ways.
pub(super) fn told(view: &mut View<'_>, paged: &Paged) -> Result<String> {
    let people = roster::everybody(view, paged.guild)?;
    let attempts = store::attempts::of_page(view, paged.id)?;
    let lines = called_in(&attempts, paged.page.firings()).into_iter().map(|who| {
        let own = attempts.iter().filter(|attempt| attempt.who == who).map(|attempt| way(attempt.way));
        let ways = own.collect::<Vec<_>>().join(", ");
        format!("• {}: {ways}", mentioned(&people, who))
    });
    let lines: Vec<_> = lines.collect();
    Ok(if lines.is_empty() { say!("• Nobody is called at the moment.") } else { lines.join("\n") })
}
