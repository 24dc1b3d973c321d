//! `/schedule role`: a role on Discord that whoever is on call has, so that a mention of it reaches the right person.

use incidents::operations::schedules::follow::set_role;
use incidents::{Change, Result};

use super::named;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule role",
    about: "Give whoever is on call a role, and take it at the end of the shift; without a role, no more",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::of("role", "The role; leave it out to stop", Takes::Role),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let schedule = named(change, asked)?;
    let role = asked.role("role");
    let schedule = set_role(change, schedule.id, role)?;
    let name = words::line(schedule.name.as_str());
    let text = match role {
        Some(role) => say!(
            "Whoever is on call in **{name}** has <@&{role}> from now on. Sitrep's own role must be above it, with \
             Manage Roles.",
            name,
            role
        ),
        None => say!("No role follows **{name}** any more.", name),
    };
    Ok(Message::public(text).into())
}
