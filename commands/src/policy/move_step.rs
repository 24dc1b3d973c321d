//! `/policy move`: a level earlier or later in the order.

use incidents::operations::policies::take_step::move_step;
use incidents::{Change, Result};

use super::{described, named};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run, Takes};

pub const COMMAND: Command = Command {
    path: "policy move",
    about: "Put a level of a policy earlier or later; running pages keep their order",
    options: &[
        Opt::suggested("policy", "Which policy", suggest::policies).required(),
        Opt::of("level", "Which level, counted from 1", Takes::Number { least: 1, most: 20 }).required(),
        Opt::of("to", "Its new place, counted from 1", Takes::Number { least: 1, most: 20 }).required(),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = named(change, asked)?;
    let number = |name| asked.number(name).map_or(0, |level| usize::try_from(level).unwrap_or(0));
    let policy = move_step(change, policy.id, number("level"), number("to"))?;
    let text = say!("Changed the policy {described}", described = described(change, asked, &policy)?);
    Ok(Message::public(text).into())
}
