//! `/incident role`: gives somebody a role, and tells them what it means.

use incidents::model::incident::Holder;
use incidents::model::settings::Settings;
use incidents::operations::give_role::give_role;
use incidents::{Change, Refusal, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::Reply;
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{cards, suggest, words};

pub const COMMAND: Command = Command {
    path: "incident role",
    about: "Give somebody a role: lead, comms, scribe, or one of your own",
    options: &[
        Opt::suggested("role", "Which role", suggest::roles).required(),
        Opt::of("user", "Who takes it", Takes::User).required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let role = asked.needed("role")?;
    let (id, name) = asked.user("user").ok_or(Refusal::Empty("user"))?;
    let holder = Holder { id, name: name.to_owned() };
    let (incident, event) = give_role(change, incident.id, role, &holder)?;
    let role = Settings::spelled(&asked.settings.roles, role).unwrap_or(role);
    let text = say!(
        "**{title}**: <@{id}> is now **{role}**.\n-# {meaning}",
        id,
        title = suggest::title(&incident),
        role = words::line(role),
        meaning = cards::sayings::meaning(role)
    );
    confirm(change, asked, &incident, text, &event)
}
