//! `/policy edit`: how patient a policy is, and who is called when no level has anybody.

use incidents::model::escalation::OnActivity;
use incidents::operations::policies::edit::{Wish, edit};
use incidents::{Change, Result, RosterRefusal};

use super::create::{ack_timeout, seconds};
use super::{described, named};
use crate::asked::Asked;
use crate::people::Known;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run, Takes};

pub const COMMAND: Command = Command {
    path: "policy edit",
    about: "Change how patient a policy is, or who is called when no level has anybody",
    options: &[
        Opt::suggested("policy", "Which policy", suggest::policies).required(),
        Opt::text("name", "Another name", 50),
        Opt::of(
            "repeat",
            "How often all levels are gone through again",
            Takes::Number { least: 0, most: 20 },
        ),
        Opt::text("ack_timeout", "How long an acknowledgement holds: 30m, or off", 40),
        Opt::text("delay", "How long an alert has to heal itself before the first level: 2m, or off", 40),
        Opt::suggested("fallback", "Who is called when no level has anybody, or off", suggest::people),
        Opt::one_of(
            "activity",
            "Whether what goes on in the channel restarts the acknowledgement",
            &["restarts", "ignored"],
        ),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = named(change, asked)?;
    let known = Known::of(change, asked)?;
    let wish = Wish {
        name: asked.text("name").map(str::parse).transpose()?,
        repeat: asked.number("repeat").map(|repeat| u32::try_from(repeat).unwrap_or(u32::MAX)),
        ack_timeout_s: asked.text("ack_timeout").map(ack_timeout).transpose()?,
        initial_delay_s: asked.text("delay").map(delay).transpose()?,
        fallback: asked
            .text("fallback")
            .map(|typed| match typed.trim() {
                "off" | "none" => Ok(None),
                other => known.one(other).map(Some),
            })
            .transpose()?,
        on_activity: asked.text("activity").map(|typed| match typed {
            "ignored" => OnActivity::Ignores,
            _ => OnActivity::Restarts,
        }),
    };
    let policy = edit(change, policy.id, &wish)?;
    let text = say!("Changed the policy {described}", described = described(change, asked, &policy)?);
    Ok(Message::public(text).into())
}

fn delay(typed: &str) -> Result<u32, RosterRefusal> {
    if ["off", "none", "no", "0"].contains(&typed.trim().to_lowercase().as_str()) {
        Ok(0)
    } else {
        seconds(typed)
    }
}
