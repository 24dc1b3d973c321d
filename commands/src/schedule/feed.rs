//! `/schedule feed`: a secret address under which a schedule is read as a calendar, by whatever somebody keeps their days in.

use incidents::model::token::Token;
use incidents::operations::schedules::feed::{close, open, renew};
use incidents::{Change, Result, View, chance};

use super::named;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "schedule feed",
    about: "A secret address to subscribe to this schedule from a calendar",
    options: &[
        Opt::suggested("schedule", "Which schedule", suggest::schedules).required(),
        Opt::one_of(
            "address",
            "new: another, and the one before stops working; off: none any more",
            &["new", "off"],
        ),
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let id = named(change, asked)?.id;
    if asked.text("address") == Some("off") {
        let schedule = close(change, id)?;
        let name = words::line(schedule.name.as_str());
        return Ok(Message::private(say!("**{name}** can no longer be read from a calendar.", name)).into());
    }
    let token = Token::from_bytes(&chance::secret_bytes()?);
    let schedule = match asked.text("address") {
        Some(_) => renew(change, id, &token)?,
        None => open(change, id, &token)?,
    };
    let name = words::line(schedule.name.as_str());
    let told = match asked.text("address") {
        Some(_) => say!(
            "**{name}** can be read from a calendar by a new address; the one before shows nothing any more.",
            name
        ),
        None => say!("**{name}** can be read from a calendar.", name),
    };
    Ok(Message::private(format!("{told}\n{}", keep())).with_secret(address(change, &token)).into())
}

/// What is true of every answer that shows an address.
fn keep() -> String {
    say!(
        "-# Subscribe to it from any calendar: it shows who is on call in the last four weeks and the next twelve, overrides \
         and gaps included. Whoever has the address can read that: keep it like a password. It is stored nowhere; \
         `/schedule feed address:new` makes another, `address:off` ends it."
    )
}

/// The address to subscribe to, said once.
fn address(view: &View<'_>, token: &Token) -> String {
    let address = format!("{}/schedules/{}.ics", view.address(), token.reveal());
    format!("\n\n{}\n```\n{address}\n```", say!("Its address, shown this once:"))
}
