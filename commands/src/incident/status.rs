//! `/incident status`: moves the work on.

use incidents::operations::set_status::set_status;
use incidents::{Change, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest, words};

pub const COMMAND: Command = Command {
    path: "incident status",
    about: "Say where the work stands: investigating, identified, fixing, monitoring",
    options: &[
        Opt::suggested("state", "Where it stands now", suggest::statuses).required(),
        Opt::text("note", "What that means right now", 1_900),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let (incident, event) = set_status(change, incident.id, asked.needed("state")?, asked.text("note"))?;
    let note = asked.text("note").map(|note| format!(": {}", words::plain(note))).unwrap_or_default();
    let title = suggest::title(&incident);
    let text =
        say!("**{title}** is now **{status}**{note}", title, note, status = words::line(&incident.status));
    confirm(change, asked, &incident, text, &event)
}
