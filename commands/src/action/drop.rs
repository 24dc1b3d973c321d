//! `/action drop` and the button **Not doing**: decides against an action, and keeps the decision on record.

use incidents::operations::action::drop::{drop_action, skip};
use incidents::{Change, Result};

use super::{line, named, title};
use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run, Takes};
use crate::tongues::word;
use crate::{handles, words};

pub const COMMAND: Command = Command {
    path: "action drop",
    about: "Decide against an action, and keep the reason on record",
    options: &[
        Opt::suggested("action", "Which one", named::suggest_open).required(),
        Opt::text("reason", "Why not", 1_900).required(),
        Opt::of("once", "Only this time; a repeating action comes round again", Takes::Truth),
    ],
    run: Run::Aloud(run),
    handles: &[
        Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Changes(ask) },
        Handle { name: FORM, needs: Needs::Nothing, run: Run::Aloud(reasoned) },
    ],
    ..Command::PLAIN
};

/// The button of a reminder.
pub const BUTTON: &str = "action-drop";
const FORM: &str = "action-dropped";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, incident) = named::to_act_on(change, asked)?;
    let reason = asked.needed("reason")?;
    let text = if asked.says("once") {
        let action = skip(change, action.id, reason)?;
        say!(
            "⏭️ {title} is skipped this time.{rhythm}",
            title = title(&action),
            rhythm = line::rhythm(change, &action)?
        )
    } else {
        let action = drop_action(change, action.id, reason)?;
        say!(
            "🚫 {title} was decided against: {reason}",
            title = title(&action),
            reason = words::plain(reason)
        )
    };
    let here = incident.channel == Some(asked.request.channel);
    Ok(Message { private: !here, ..Message::public(text) }.into())
}

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, _) = named::pressed(change, asked)?;
    action.must_be_open()?;
    let label = if action.repeat.is_some() { word("Why not this time?") } else { word("Why not?") };
    let id = handles::id(FORM, &[&action.number.0]);
    let form = Form {
        id: handles::in_guild(&id, asked.request.guild),
        title: words::fit(&say!("{number}: not doing it", number = action.number), 45),
        inputs: vec![Input::text("reason", label, 1_900)],
    };
    Ok(form.into())
}

/// A reminder is about one time of a repeating action, so the button skips that one.
fn reasoned(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (action, _) = named::pressed(change, asked)?;
    let reason = asked.needed("reason")?;
    let text = if action.repeat.is_some() {
        let action = skip(change, action.id, reason)?;
        say!(
            "⏭️ {title} is skipped this time.{rhythm}",
            title = title(&action),
            rhythm = line::rhythm(change, &action)?
        )
    } else {
        let action = drop_action(change, action.id, reason)?;
        say!(
            "🚫 {title} was decided against: {reason}",
            title = title(&action),
            reason = words::plain(reason)
        )
    };
    Ok(Message::private(text).into())
}
