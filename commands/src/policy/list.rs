//! `/policy list`: every escalation policy.

use incidents::{Result, View, store};

use super::{patience, warning};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Handle, Needs, Run};
use crate::{paged, words};

pub const COMMAND: Command = Command {
    path: "policy list",
    about: "Show every escalation policy",
    run: Run::Reads(run),
    handles: &[Handle { name: PAGE, needs: Needs::Nothing, run: Run::Reads(turn) }],
    ..Command::PLAIN
};

const PAGE: &str = "policies";

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Say(page(view, asked, 0)?))
}

fn turn(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    Ok(Reply::Change(page(view, asked, paged::number(&asked.words()))?))
}

fn page(view: &mut View<'_>, asked: &Asked<'_>, number: usize) -> Result<Message> {
    let policies = store::policies::all(view, asked.request.guild)?;
    if policies.is_empty() {
        return Ok(Message::private(say!("There are no policies yet. Make one with `/policy create`.")));
    }
    let mut lines = Vec::with_capacity(policies.len());
    for policy in &policies {
        let name = words::line(policy.name.as_str());
        let levels = policy.is.levels.len();
        lines.push(say!(
            "**{name}** · {levels} levels · {patience}{warning}",
            name,
            levels,
            patience = patience(&policy.is),
            warning = warning(view, policy)?
        ));
    }
    Ok(paged::page(&say!("**Policies** · {count}", count = policies.len()), &lines, PAGE, number))
}
