//! `/postmortem publish` and its button: the document is final, and stands wherever postmortems are collected.

use incidents::operations::postmortem::publish::{Published, publish};
use incidents::{Change, Result, store};

use super::check;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::word;

pub const COMMAND: Command = Command {
    path: "postmortem publish",
    about: "Declare the postmortem final and post it where they are collected",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: &[Handle { name: BUTTON, needs: Needs::Responder, run: Run::Aloud(run) }],
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
        1 => text.push_str(&say!("\n-# One thing could still be better: `/postmortem check` names it.")),
        count => text.push_str(&say!(
            "\n-# {count} things could still be better: `/postmortem check` names them.",
            count
        )),
    }
    text.push_str(&say!(
        "\n-# What is corrected from now on updates the same posts, and they say what changed."
    ));
    let elsewhere = done.incident.channel != Some(asked.request.channel);
    Ok(Message { private: done.incident.private && elsewhere, ..Message::public(text) }.into())
}

fn heading(done: &Published) -> String {
    let title = suggest::title(&done.incident);
    let edition = done.publication.edition;
    if done.again {
        say!(
            "📄 The postmortem of **{title}** was published already; every place is brought up to edition {edition}.",
            title,
            edition
        )
    } else {
        say!("✅ The postmortem of **{title}** is published, in edition {edition}.", title, edition)
    }
}

fn place(change: &mut Change<'_>, asked: &Asked<'_>, done: &Published) -> Result<String> {
    if done.incident.private {
        return Ok(say!(" The incident is private, so it stands in its own channel alone."));
    }
    Ok(match store::guilds::settings(change, asked.request.guild)?.postmortems {
        Some(channel) => say!(" It stands in <#{channel}>.", channel),
        None => say!(
            " It stands in the incident's channel. {hint}",
            hint = word("Name a channel for all of them with `/settings set` `postmortems`.")
        ),
    })
}
