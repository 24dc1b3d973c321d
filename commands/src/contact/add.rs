//! `/contact add`: somebody who can be paged.

use incidents::operations::contacts::add::{Wish, add};
use incidents::{Change, Result};

use super::{line, ways};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run, Takes};

pub const COMMAND: Command = Command {
    path: "contact add",
    about: "Add somebody who can be paged, with the ways to reach them",
    options: &[
        Opt::text("name", "What they are called", 50).required(),
        Opt::of("user", "Who they are on Discord", Takes::User),
        ways::EMAIL,
        ways::PHONE,
        ways::WEBHOOK,
        ways::NTFY,
        ways::PUSHOVER,
        ways::PAGERDUTY,
        ways::ORDER,
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let wish = Wish {
        name: asked.needed("name")?.trim_start_matches('@').parse()?,
        user: asked.user("user").map(|(user, _)| user),
        ways: ways::typed(asked)?.ways,
        order: asked.text("order").unwrap_or_default().parse()?,
    };
    let contact = add(change, &wish)?;
    let text = say!(
        "Added the contact {contact}.\n-# Prove that it works with `/contact test`.",
        contact = line(&contact)
    );
    Ok(Message::private(text).into())
}
