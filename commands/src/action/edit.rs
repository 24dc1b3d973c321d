//! `/action edit`: changes what is known of an action.

use incidents::operations::action::edit::{Rhythm, Wish, edit};
use incidents::{Change, Result};

use super::{
    DETAIL, DONE_WHEN, DUE, KIND, OWNER, PRIORITY, REPEAT, TEAM, TITLE, fields, lack, line, named, reassign,
};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Opt, Run};
use crate::times;

pub const COMMAND: Command = Command {
    path: "action edit",
    about: "Change an action: owner, due date, title …",
    options: &[
        Opt::suggested("action", "Which one", named::suggest_open).required(),
        Opt::of("title", "What will be done", TITLE),
        KIND,
        DETAIL,
        OWNER,
        DUE,
        PRIORITY,
        REPEAT,
        DONE_WHEN,
        TEAM,
    ],
    run: Run::Aloud(run),
    handles: &[reassign::ASK, reassign::FILL, lack::ASK, lack::FILL],
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    let due = fields::due(change, asked, Some(&incident))?;
    let by = due.as_ref().map(|(due, _)| *due);
    let repeat = if asked.text("repeat").is_some_and(ends) {
        Some(Rhythm::Once)
    } else {
        fields::repeat(change, asked, Some(&incident), by)?.map(Rhythm::Set)
    };
    let wish = Wish {
        title: asked.text("title").map(str::to_owned),
        kind: fields::kind(asked)?,
        detail: asked.text("detail").map(str::to_owned),
        owner: fields::owner(change, asked, Some(&incident))?,
        due: by,
        priority: fields::priority(asked)?,
        repeat,
        done_when: asked.text("done_when").map(str::to_owned),
    };
    let action = edit(change, action.id, &wish)?;
    let mut text = format!("✏️ {}", line::line(&action, incident.number, change.now));
    text.push_str(&line::rhythm(change, &action)?);
    text.push_str(&times::notes(due.as_ref().map(|(_, moment)| moment)));
    let elsewhere = incident.channel != Some(asked.request.channel);
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}

/// Whether a repetition is to end.
fn ends(typed: &str) -> bool {
    matches!(typed.trim().to_lowercase().as_str(), "off" | "never" | "none" | "once" | "no")
}
