//! `/policy step`: more people on a level, or a new last level.

use incidents::model::escalation::Answers;
use incidents::operations::policies::add_step::{Wish, add_step};
use incidents::{Change, Result};

use super::create::seconds;
use super::{described, named};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run, Takes};

pub const COMMAND: Command = Command {
    path: "policy step",
    about: "Add people to a policy: a new last level, or to one that is there",
    options: &[
        Opt::suggested("policy", "Which policy", suggest::policies).required(),
        Opt::suggested("who", "Contacts, schedules, @people or @roles", suggest::targets).required(),
        Opt::text("after", "How long until the next level: 5m unless you say otherwise", 40),
        Opt::of(
            "level",
            "Add to this level, counted from 1; without it a new last one",
            Takes::Number { least: 1, most: 20 },
        ),
        Opt::one_of(
            "answers",
            "One answer spares the others of the level, unless each of them is to answer",
            &["one", "each"],
        ),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = named(change, asked)?;
    let wish = Wish {
        targets: Known::of(change, asked)?.targets(asked.needed("who")?)?,
        wait_s: asked.text("after").map(seconds).transpose()?,
        answers: asked.text("answers").map(
            |typed| {
                if typed == "each" { Answers::Each } else { Answers::One }
            },
        ),
        level: asked.number("level").map(|level| usize::try_from(level).unwrap_or(0)),
    };
    let (policy, level) = add_step(change, policy.id, &wish)?;
    let text =
        say!("Level {level} is set.\n{described}", level, described = described(change, asked, &policy)?);
    Ok(Message::public(text).into())
}
