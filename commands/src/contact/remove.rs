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
    let mut text = format!(
        "Removed the contact **{}**. Nothing more is sent there.",
        words::line(contact.name.as_str())
    );
    let left = [
        ("Schedules", "/schedule edit", &removed.schedules),
        ("Policies", "/policy step", &removed.policies),
    ];
    for (nouns, command, names) in left {
        if !names.is_empty() {
            let names = words::fit(&words::line(&names.join(", ")), 500);
            text.push_str(&format!("\n⚠️ {nouns} that still name them, where nobody answers now: {names}. Mend that with `{command}`."));
        }
    }
    Ok(Message::private(text).into())
}
