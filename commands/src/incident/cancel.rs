//! `/incident cancel`: it was a false alarm.

use incidents::operations::cancel::cancel;
use incidents::{Change, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "incident cancel",
    about: "End a false alarm: no postmortem, and nothing reminds anybody of it",
    options: &[
        Opt::of("reason", "What showed that nothing is wrong", Takes::Text { least: 1, most: 1_000 })
            .required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let reason = asked.needed("reason")?;
    let (incident, event) = cancel(change, incident.id, reason)?;
    let text = say!(
        "⚪ **{title}** was a false alarm and is cancelled: {reason}\n-# Its channel and timeline stay. `/incident reopen` takes it up \
         again.",
        title = suggest::title(&incident),
        reason = words::plain(reason)
    );
    confirm(change, asked, &incident, text, &event)
}
