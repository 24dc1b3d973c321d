//! `/incident merge`: a duplicate joins another incident, timeline and all.

use incidents::operations::merge::merge;
use incidents::{Change, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run};

pub const COMMAND: Command = Command {
    path: "incident merge",
    about: "Join a duplicate to the incident it is the same as, timeline and all",
    options: &[
        Opt::suggested("into", "The incident that goes on", suggest::incidents).required(),
        Opt::suggested("incident", "The duplicate, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let duplicate = asked.incident(change)?;
    let into = asked.named(change, asked.needed("into")?)?;
    let merged = merge(change, duplicate.id, into.id)?;
    let place =
        merged.into.channel.map(|channel| say!(" Go on in <#{channel}>.", channel)).unwrap_or_default();
    let text = say!(
        "🔀 **{title}** was the same as **{into}**, and is merged into it with {entries} entries of its timeline.{place}",
        place,
        title = suggest::title(&merged.duplicate),
        into = suggest::title(&merged.into),
        entries = merged.entries
    );
    confirm(change, asked, &merged.duplicate, text, &merged.event)
}
