//! `/contact remove`: somebody is paged no more.

use incidents::operations::contacts::remove::remove;
use incidents::{Change, Result};

use super::named;
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "contact remove",
    about: "Page somebody no more; what they were paged for stays on record",
    options: &[Opt::suggested("contact", "Whom to remove", suggest::contacts).required()],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let contact = named(change, asked)?;
    let removed = remove(change, contact.id)?;
    let name = words::line(contact.name.as_str());
    let mut text = say!("Removed the contact **{name}**. Nothing more is sent there.", name);
    let listed = |names: &[String]| words::fit(&words::line(&names.join(", ")), 500);
    if !removed.schedules.is_empty() {
        text.push_str(&say!(
            "\n⚠️ Schedules that still name them, where nobody answers now: {names}. Mend that with `/schedule edit`.",
            names = listed(&removed.schedules)
        ));
    }
    if !removed.policies.is_empty() {
        text.push_str(&say!(
            "\n⚠️ Policies that still name them, where nobody answers now: {names}. Mend that with `/policy step`.",
            names = listed(&removed.policies)
        ));
    }
    Ok(Message::private(text).into())
}
