//! `/incident severity`: says that it is worse, or milder, than was thought.

use incidents::operations::set_severity::set_severity;
use incidents::{Change, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "incident severity",
    about: "Say how bad it is: SEV1 is the worst",
    options: &[
        Opt::suggested("level", "How bad it is now", suggest::severities).required(),
        Opt::text("reason", "Why", 1_000),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let from = words::line(&incident.severity);
    let (incident, event) = set_severity(change, incident.id, asked.needed("level")?, asked.text("reason"))?;
    let reason = asked.text("reason").map(|reason| format!(": {}", words::plain(reason))).unwrap_or_default();
    let text = say!(
        "**{title}** is now **{severity}**, no longer {from}{reason}",
        from,
        reason,
        title = suggest::title(&incident),
        severity = words::line(&incident.severity)
    );
    confirm(change, asked, &incident, text, &event)
}
