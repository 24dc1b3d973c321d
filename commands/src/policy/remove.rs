//! `/policy remove`: nobody is paged by it any more.

use incidents::operations::policies::remove::remove;
use incidents::{Change, Result};

use super::named;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "policy remove",
    about: "Remove a policy that no open page runs on",
    options: &[Opt::suggested("policy", "Which policy", suggest::policies).required()],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = named(change, asked)?;
    remove(change, policy.id)?;
    Ok(Message::public(say!("Removed the policy **{name}**.", name = words::line(policy.name.as_str())))
        .into())
}
