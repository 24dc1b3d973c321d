//! `/action add`: writes down what will be done about an incident.

use incidents::model::action::Kind;
use incidents::model::action::gaps::gaps;
use incidents::model::incident::{Incident, State};
use incidents::operations::action::add::{Added, Wish, add};
use incidents::operations::action::mirror::link;
use incidents::{Change, Result, View, store};

use super::{
    DETAIL, DONE_WHEN, DUE, INCIDENT, KIND, OWNER, PRIORITY, REPEAT, TEAM, TITLE, fields, lack, line, title,
};
use crate::asked::Asked;
use crate::reply::{Message, Reply};
use crate::table::{Command, Needs, Opt, Run, Takes};
use crate::{permissions, suggest, times, words};

pub const COMMAND: Command = Command {
    path: "action add",
    about: "Track what will be done about an incident: by whom, by when",
    options: &[
        Opt::of("title", "What will be done; begin with a verb", TITLE).required(),
        KIND,
        DETAIL,
        OWNER,
        DUE,
        PRIORITY,
        REPEAT,
        DONE_WHEN,
        INCIDENT,
        TEAM,
        Opt::of("mirror", "Whether an issue in the tracker stands for it", Takes::Truth),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    ..Command::PLAIN
};

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    add_to(change, asked, &incident)
}

/// Adds the action that a command or a form describes, and says what might be better about it.
pub(super) fn add_to(change: &mut Change<'_>, asked: &Asked<'_>, incident: &Incident) -> Result<Reply> {
    let due = fields::due(change, asked, Some(incident))?;
    let wish = Wish {
        title: asked.needed("title")?.to_owned(),
        kind: fields::kind(asked)?.unwrap_or(Kind::Corrective),
        detail: asked.text("detail").map(str::to_owned),
        owner: fields::owner(change, asked, Some(incident))?,
        due: due.as_ref().map(|(due, _)| *due),
        priority: fields::priority(asked)?,
        repeat: fields::repeat(change, asked, Some(incident), due.as_ref().map(|(due, _)| *due))?,
        done_when: asked.text("done_when").map(str::to_owned),
    };
    let mut added = add(change, incident.id, &wish)?;
    if asked.says("mirror") && added.action.issue.is_none() {
        added.action = link(change, added.action.id, None)?;
    }
    let mut text = format!("☑️ {}", line::line(&added.action, incident.number, change.now));
    text.push_str(&line::rhythm(change, &added.action)?);
    text.push_str(&will_be_asked(&added, incident));
    text.push_str(&pointed_out(change, asked, &added)?);
    text.push_str(&times::notes(due.as_ref().map(|(_, moment)| moment)));
    let elsewhere = incident.channel != Some(asked.request.channel);
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}

fn will_be_asked(added: &Added, incident: &Incident) -> String {
    let gaps = gaps(&added.action);
    if gaps.is_empty() {
        return String::new();
    }
    let gaps = lack::lacking(&gaps);
    let when = match incident.state {
        State::Open => say!("The lead is asked for it when {number} is resolved.", number = incident.number),
        _ => say!(
            "Add it with `/action edit action:{number}`; until then the digest names it.",
            number = added.action.number
        ),
    };
    say!("\n-# It lacks {gaps}. {when}", gaps, when)
}

/// What might be better: said, never refused.
fn pointed_out(view: &mut View<'_>, asked: &Asked<'_>, added: &Added) -> Result<String> {
    let mut text = String::new();
    for alike in added.alike.iter().take(10) {
        let incident = store::incidents::look(view, alike.incident)?;
        if permissions::sees(view, &asked.request.person, &incident)? {
            text.push_str(&say!(
                "\n-# Looks like {title} of {incident}.",
                title = title(alike),
                incident = suggest::title(&incident)
            ));
            break;
        }
    }
    if let Some(second) = &added.second {
        let second = words::fit(&words::line(second), 100);
        text.push_str(&say!("\n-# Are these two actions? \"{second}\" could be one of its own.", second));
    }
    Ok(text)
}
