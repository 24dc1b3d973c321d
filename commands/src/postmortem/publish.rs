//! `/postmortem publish` and its button: the document is final, and stands wherever postmortems are collected.

use incidents::operations::postmortem::publish::{Published, publish};
use incidents::{Change, Result, store};

use super::check;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "postmortem publish",
    about: "Declare the postmortem final and post it where they are collected",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    needs: Needs::Responder,
    run: Run::Changes(run),
    handles: &[Handle { name: BUTTON, needs: Needs::Responder, run: Run::Changes(run) }],
};

/// The button under a postmortem.
pub const BUTTON: &str = "postmortem-publish";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let done = publish(change, incident.id)?;
    let lacking = check::findings(change, &done.incident)?.len();
    let mut text = heading(&done);
    text.push_str(&place(change, asked, &done)?);
    match lacking {
        0 => {}
        1 => text.push_str("\n-# One thing could still be better: `/postmortem check` names it."),
        count => text
            .push_str(&format!("\n-# {count} things could still be better: `/postmortem check` names them.")),
    }
    text.push_str("\n-# What is corrected from now on updates the same posts, and they say what changed.");
    let elsewhere = done.incident.channel != Some(asked.request.channel);
    Ok(Message { private: done.incident.private && elsewhere, ..Message::public(text) }.into())
}

fn heading(done: &Published) -> String {
    let title = suggest::title(&done.incident);
    let edition = done.publication.edition;
    if done.again {
        format!(
            "📄 The postmortem of **{title}** was published already; every place is brought up to edition {edition}."
        )
    } else {
        format!("✅ The postmortem of **{title}** is published, in edition {edition}.")
    }
}

fn place(change: &mut Change<'_>, asked: &Asked<'_>, done: &Published) -> Result<String> {
    if done.incident.private {
        return Ok(" The incident is private, so it stands in its own channel alone.".into());
    }
    Ok(match store::guilds::settings(change, asked.request.guild)?.postmortems {
        Some(channel) => format!(" It stands in <#{channel}>."),
        None => format!(
            " It stands in the incident's channel. {}",
            words::inert("Name a channel for all of them with `/settings set` `postmortems`.")
        ),
    })
}
