//! `/contact edit`: other ways, another order, another name.

use incidents::operations::contacts::edit::{Wish, edit};
use incidents::{Change, Result, RosterRefusal};

use super::{line, named, ways};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::suggest;
use crate::table::{Command, Needs, Opt, Run, Takes};

pub const COMMAND: Command = Command {
    path: "contact edit",
    about: "Change how somebody is reached; off takes a way out",
    options: &[
        Opt::suggested("contact", "Whom to change", suggest::contacts).required(),
        Opt::text("name", "Another name", 50),
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
    let contact = named(change, asked)?;
    let typed = ways::typed(asked)?;
    let wish = Wish {
        name: asked.text("name").map(|name| name.trim_start_matches('@').parse()).transpose()?,
        user: asked.user("user").map(|(user, _)| user),
        ways: typed.ways,
        without: typed.without,
        order: asked.text("order").map(str::parse).transpose()?,
    };
    let same = wish.ways.is_empty() && wish.without.is_empty() && wish.order.is_none();
    if same && wish.name.is_none() && wish.user.is_none() {
        return Err(RosterRefusal::NothingToChange.into());
    }
    let contact = edit(change, contact.id, &wish)?;
    Ok(Message::private(say!("Changed the contact {contact}.", contact = line(&contact))).into())
}
