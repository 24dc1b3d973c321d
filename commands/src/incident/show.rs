//! `/incident show`: the card, as it stands.

use incidents::{Result, View};

use super::{note, take_lead};
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Opt, Run};
use crate::{cards, suggest};

pub const COMMAND: Command = Command {
    path: "incident show",
    about: "Show an incident's card",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    run: Run::Reads(run),
    handles: &[note::PRESSED, note::SENT, take_lead::TAPPED, take_lead::CONFIRMED],
    ..Command::PLAIN
};

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    let mut message = cards::live(view, &incident)?;
    message.private = true;
    Ok(message.into())
}
