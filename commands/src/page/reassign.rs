//! `/page reassign`: somebody else shall take it.

use incidents::model::escalation::{Roster as _, Target};
use incidents::model::who::Who;
use incidents::operations::paging::reassign::reassign;
use incidents::operations::roster;
use incidents::{Change, Refusal, Result, View};

use super::found::{found, suggest};
use super::next::{next, title};
use crate::asked::Asked;
use crate::people::{Known, mentioned};
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::{suggest as suggestions, words};

pub const COMMAND: Command = Command {
    path: "page reassign",
    about: "Give the page to somebody else, who is called now",
    options: &[
        Opt::suggested(
            "to",
            "Who shall take it: a contact, @somebody, or whoever a schedule has on call",
            suggestions::targets,
        )
        .required(),
        Opt::suggested("from", "In whose place; whoever has it unless you say", suggestions::people),
        Opt::suggested("page", "Which one, when there are several", suggest),
        Opt::suggested("incident", "Which one, outside its own channel", suggestions::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let found = found(change, asked)?;
    let known = Known::of(change, asked)?;
    let to = somebody(change, &known, asked.needed("to")?)?;
    let from = asked.text("from").map(|typed| known.one(typed)).transpose()?;
    let paged = reassign(change, found.id, from, to)?;
    let now = change.now;
    let text = say!(
        "👉 {title}: {mentioned} is called. {next}",
        title = title(&paged),
        mentioned = mentioned(&known.people, to),
        next = next(&paged.page, now)
    );
    Ok(Message { private: !found.in_channel(), ..Message::public(text) }.into())
}

/// The one person who was typed, or whoever is on call in the schedule that was.
fn somebody(view: &mut View<'_>, known: &Known, typed: &str) -> Result<Who> {
    let target = known.target(typed);
    let unknown = || Refusal::NobodyToPage(words::fit(&words::line(typed), 60));
    match target.ok_or_else(unknown)? {
        Target::Who(who) => Ok(who),
        schedule @ Target::Schedule(_) => {
            let (people, now) = (roster::all(view, known.guild())?, view.now);
            Ok(people.people(schedule, now).first().copied().ok_or_else(unknown)?)
        }
    }
}
