//! `/incident open`: declares an incident. Answered as soon as it is on the disk; the channel follows.

use incidents::model::escalation::Urgency;
use incidents::model::notice::Notice;
use incidents::operations::open::{Wish, open};
use incidents::{Change, Result};

use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run, Takes};
use crate::tongues::{aside, word};
use crate::{cards, handles, page, suggest, times};

pub const COMMAND: Command = Command {
    path: "incident open",
    about: "Declare an incident: opens its channel, pins its card, tells the others",
    options: &[
        Opt::of("title", "What is wrong, in a few words", Takes::Text { least: 3, most: 100 }),
        Opt::suggested("severity", "How bad it is; SEV3 unless you say otherwise", suggest::severities),
        Opt::text("summary", "What is known so far", 1_000),
        Opt::text("impact", "What users notice", 1_000),
        Opt::text("started", "When it started, if before now: 14:13, 5m ago, 2024-06-02 2:13 PM EST", 100),
        Opt::suggested("page", "Whom to call: a policy, schedule or contact", page::suggest_whom),
        Opt::of("private", "Only for those who can see its channel", Takes::Truth),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: &[Handle { name: OPEN_FORM, needs: Needs::Responder, run: Run::Aloud(run) }],
};

const OPEN_FORM: &str = "open";
/// The word in the form's id that keeps a private incident private.
const PRIVATE: &str = "private";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let Some(title) = asked.text("title") else { return Ok(aside(|| form(asked)).into()) };
    let started = asked.past(change, "started", None)?;
    let wish = Wish {
        title: title.to_owned(),
        severity: asked.text("severity").map(str::to_owned),
        summary: asked.text("summary").map(str::to_owned),
        impact: asked.text("impact").map(str::to_owned),
        started: started.as_ref().map(|moment| moment.at),
        private: is_private(asked),
        asked_in: asked.request.is_from_chat().then_some(asked.request.channel),
    };
    let incident = open(change, &wish)?;
    if asked.request.is_from_chat() {
        change.send(&Notice::Answer {
            incident: incident.id,
            token: asked.request.token.clone(),
            channel: asked.request.channel,
        })?;
    }
    let told =
        asked.text("page").map(|who| page::send::page(change, asked, &incident, who, (None, Urgency::High)));
    let mut answer = cards::opened(&incident);
    if let Some((paged, told)) = told.transpose()? {
        answer.text.push_str(&say!("\n📟 {to} is paged:\n{told}", told, to = page::to(&paged)));
    }
    answer.text.push_str(&times::notes(started.as_ref()));
    Ok(Message { private: incident.private, ..answer }.into())
}

/// Whether it was asked for, in the command or in the one that led to the form.
fn is_private(asked: &Asked<'_>) -> bool {
    asked.says("private") || asked.words().contains(&PRIVATE)
}

fn form(asked: &Asked<'_>) -> Form {
    let is_private = is_private(asked);
    let id = if is_private { handles::id(OPEN_FORM, &[&PRIVATE]) } else { handles::id(OPEN_FORM, &[]) };
    let title = if is_private { word("Declare a private incident") } else { word("Declare an incident") };
    Form {
        id,
        title: title.into(),
        inputs: vec![
            Input::line("title", &say!("What is wrong?"), 100).hinting(&say!("Checkout is down")),
            Input::line("severity", &say!("Severity (empty: the usual one)"), 30)
                .filled(asked.text("severity"))
                .optional(),
            Input::text("summary", &say!("What is known so far?"), 1_000)
                .filled(asked.text("summary"))
                .optional(),
            Input::text("impact", &say!("What do users notice?"), 1_000)
                .filled(asked.text("impact"))
                .optional(),
            Input::line("started", &say!("When did it start? (empty: now)"), 100)
                .hinting("14:13, 5m ago")
                .filled(asked.text("started"))
                .optional(),
        ],
    }
}
