//! `/policy unstep`: fewer people on a level, or one level less.

use incidents::operations::policies::take_step::take_step;
use incidents::{Change, Result};

use super::{described, named};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run, Takes};

pub const COMMAND: Command = Command {
    path: "policy unstep",
    about: "Take a level out of a policy, or somebody out of a level; running pages keep theirs",
    options: &[
        Opt::suggested("policy", "Which policy", suggest::policies).required(),
        Opt::of("level", "Which level, counted from 1", Takes::Number { least: 1, most: 20 }).required(),
        Opt::suggested("who", "Only these; without it the whole level", suggest::targets),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = named(change, asked)?;
    let level = asked.number("level").map_or(0, |level| usize::try_from(level).unwrap_or(0));
    let known = Known::of(change, asked)?;
    let targets = asked.text("who").map(|typed| known.targets(typed)).transpose()?;
    let policy = take_step(change, policy.id, level, targets.as_deref())?;
    let text = say!("Changed the policy {described}", described = described(change, asked, &policy)?);
    Ok(Message::public(text).into())
}
