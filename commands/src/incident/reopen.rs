//! `/incident reopen`: it was not over after all.

use incidents::operations::reopen::reopen;
use incidents::{Change, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "incident reopen",
    about: "Take an incident up again that was not over after all",
    options: &[
        Opt::of("reason", "What shows that it is not over", Takes::Text { least: 1, most: 1_000 }).required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let reason = asked.needed("reason")?;
    let (incident, event) = reopen(change, incident.id, reason)?;
    let text = say!(
        "🔴 **{title}** is open again, **{status}**: {reason}",
        title = suggest::title(&incident),
        status = words::line(&incident.status),
        reason = words::plain(reason)
    );
    confirm(change, asked, &incident, text, &event)
}
