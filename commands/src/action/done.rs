//! `/action done` and the button **Done**: closes an action, asking how it was verified where that was promised.

use incidents::model::action::Action;
use incidents::model::incident::Incident;
use incidents::operations::action::done::done;
use incidents::{Change, Result};

use super::{line, named, title};
use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::aside;
use crate::{handles, words};

pub const COMMAND: Command = Command {
    path: "action done",
    about: "Close an action as done; a repeating one goes on to its next time",
    options: &[
        Opt::suggested("action", "Which one", named::suggest_open).required(),
        Opt::text("note", "How it was verified", 1_900),
    ],
    run: Run::Aloud(run),
    handles: &[
        Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Changes(press) },
        Handle { name: FORM, needs: Needs::Nothing, run: Run::Aloud(verified) },
    ],
    ..Command::PLAIN
};

/// The button of a reminder.
pub const BUTTON: &str = "action-done";
const FORM: &str = "action-verified";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    unless_asked(change, asked, &action, &incident)
}

fn press(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::pressed(change, asked)?;
    unless_asked(change, asked, &action, &incident)
}

fn unless_asked(
    change: &mut Change<'_>,
    asked: &Asked<'_>,
    action: &Action,
    incident: &Incident,
) -> Result<Reply> {
    action.must_be_open()?;
    match &action.done_when {
        Some(done_when) if asked.text("note").is_none() => {
            Ok(aside(|| form(asked, action, done_when)).into())
        }
        _ => finish(change, asked, action, incident),
    }
}

fn form(asked: &Asked<'_>, action: &Action, done_when: &str) -> Form {
    let id = handles::id(FORM, &[&action.number.0]);
    Form {
        id: handles::in_guild(&id, asked.request.guild),
        title: words::fit(&say!("{number} is done", number = action.number), 45),
        inputs: vec![
            Input::text("note", &say!("How was it verified?"), 1_900)
                .hinting(&words::fit(&say!("Done when: {done_when}", done_when), 100)),
        ],
    }
}

fn verified(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::pressed(change, asked)?;
    finish(change, asked, &action, &incident)
}

fn finish(change: &mut Change<'_>, asked: &Asked<'_>, action: &Action, incident: &Incident) -> Result<Reply> {
    let action = done(change, action.id, asked.text("note"))?;
    let mut text = say!("✅ {title} is done.", title = title(&action));
    if action.repeat.is_some() {
        text = say!(
            "✅ {title} is done this time.{rhythm}",
            title = title(&action),
            rhythm = line::rhythm(change, &action)?
        );
    }
    let here = incident.channel == Some(asked.request.channel);
    Ok(Message { private: !here, ..Message::public(text) }.into())
}
