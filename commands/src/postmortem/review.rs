//! `/postmortem review`: when those who took part come together over it.

use incidents::model::notice::Notice;
use incidents::model::publication::Saying;
use incidents::operations::postmortem::review::plan;
use incidents::{Change, Result};

use super::said;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::tongues::word;
use crate::{suggest, times};

pub const COMMAND: Command = Command {
    path: "postmortem review",
    about: "Plan the review: an event of the server, and reminders for those who took part",
    options: &[
        Opt::of(
            "at",
            "When: tomorrow 14:00, friday 10:00, 2024-06-05 15:00 EST",
            Takes::Text { least: 1, most: 100 },
        )
        .required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let at = times::future(asked.needed("at")?, change.now, asked.settings, Some(&incident))?;
    let (incident, _) = plan(change, incident.id, at.at)?;
    let planned = Saying::ReviewPlanned { at: at.at };
    let notes = times::notes(Some(&at));
    let event = match incident.private {
        true => word("\n-# The incident is private, so no event of the server is made for it."),
        false => word("\n-# It becomes an event of the server too."),
    };
    if incident.channel == Some(asked.request.channel) {
        let message = said::message(change, &incident, &planned)?;
        return Ok(Message { text: format!("{}{event}{notes}", message.text), ..message }.into());
    }
    change.send(&Notice::PostmortemSaid { incident: incident.id, what: planned })?;
    let text = say!(
        "📅 The review of **{title}** is planned for {at}. Those who took part are told in its channel.{event}{notes}",
        event,
        notes,
        title = suggest::title(&incident),
        at = crate::words::instant(at.at)
    );
    Ok(Message { private: incident.private, ..Message::public(text) }.into())
}
