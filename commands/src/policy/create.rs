//! `/policy create`: an escalation policy, still without levels.

use incidents::model::escalation::{OnActivity, Policy};
use incidents::model::span::NoSpan;
use incidents::operations::policies::create::create;
use incidents::{Change, Result, RosterRefusal};

use super::described;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::times::elapsed;

pub const COMMAND: Command = Command {
    path: "policy create",
    about: "Make an escalation policy; its levels follow with /policy step",
    options: &[
        Opt::text("name", "What it is called", 50).required(),
        Opt::of(
            "repeat",
            "How often all levels are gone through again; 2 unless you say otherwise",
            Takes::Number { least: 0, most: 20 },
        ),
        Opt::text(
            "ack_timeout",
            "How long an acknowledgement holds: 30m unless you say otherwise, or off",
            40,
        ),
    ],
    needs: Needs::Admin,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

const REPEAT: u32 = 2;
const ACK_TIMEOUT_S: u32 = 30 * 60;

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let policy = Policy {
        levels: Vec::new(),
        // A number that fits nowhere is refused with the bounds, as any other that is too large.
        repeat: asked.number("repeat").map_or(REPEAT, |repeat| u32::try_from(repeat).unwrap_or(u32::MAX)),
        initial_delay_s: 0,
        ack_timeout_s: asked.text("ack_timeout").map_or(Ok(Some(ACK_TIMEOUT_S)), ack_timeout)?,
        on_activity: OnActivity::default(),
        fallback: None,
    };
    let policy = create(change, &asked.needed("name")?.parse()?, policy)?;
    let text = say!("Made the policy {described}", described = described(change, asked, &policy)?);
    Ok(Message::public(text).into())
}

pub(super) fn ack_timeout(typed: &str) -> Result<Option<u32>, RosterRefusal> {
    if ["off", "none", "no", "never"].contains(&typed.trim().to_lowercase().as_str()) {
        return Ok(None);
    }
    seconds(typed).map(Some)
}

/// A typed span in seconds of elapsed time.
pub(super) fn seconds(typed: &str) -> Result<u32, RosterRefusal> {
    Ok(u32::try_from(elapsed(typed)?.num_seconds()).map_err(|_| NoSpan::TooLong)?)
}
