//! `/incident update` and the card's **Update**: tells those who wait how it stands, and when they hear more.

use chrono::{DateTime, Utc};
use incidents::model::incident::Incident;
use incidents::model::span::Span;
use incidents::operations::post_update::{MOST, Next, post_update};
use incidents::{Change, Refusal, Result, View};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::{Form, Input, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run, Takes};
use crate::{handles, suggest, times, words};

pub const COMMAND: Command = Command {
    path: "incident update",
    about: "Tell those who wait how it stands, in the announcements channel",
    options: &[
        Opt::of("message", "What they should know now", Takes::Text { least: 1, most: 1_800 }).required(),
        Opt::text("next", "When they hear more: 30m, 2h, none; the severity decides unless you say", 50),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: &[
        Handle { name: BUTTON, needs: Needs::Responder, run: Run::Reads(ask) },
        Handle { name: FORM, needs: Needs::Responder, run: Run::Aloud(run) },
    ],
};

const _: () = assert!(MOST == 1_800, "the option takes as much as an update holds");

/// The card's button.
pub const BUTTON: &str = "update";
const FORM: &str = "updated";

fn ask(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    incident.must_be_real()?;
    let form = Form {
        id: handles::id(FORM, &[&incident.number.0]),
        title: words::fit(&say!("Update on {number}", number = incident.number), 45),
        inputs: vec![
            Input::text("message", &say!("What should those who wait know?"), 1_800)
                .hinting(&say!("What is broken, for whom, what is being done")),
            Input::line("next", &say!("When do they hear more? (30m, 2h, none)"), 50).optional(),
        ],
    };
    Ok(form.into())
}

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let next = next(asked, &incident, change.now)?;
    let message = asked.needed("message")?;
    let (incident, event) = post_update(change, incident.id, message, next)?;
    let text = format!(
        "📣 **{}**: {}\n-# {}",
        suggest::title(&incident),
        words::plain(message),
        reached(asked, &incident)
    );
    confirm(change, asked, &incident, text, &event)
}

/// Reads how long those who wait shall wait.
fn next(asked: &Asked<'_>, incident: &Incident, now: DateTime<Utc>) -> Result<Next> {
    let Some(typed) = asked.text("next") else { return Ok(Next::BySeverity) };
    if ["none", "off", "never", "-"].contains(&typed.trim().to_lowercase().as_str()) {
        return Ok(Next::Unpromised);
    }
    let typed = typed.trim().trim_start_matches("in ");
    let span: Span = typed.parse().map_err(|_| Refusal::NextUpdate("I could not read that."))?;
    let zone = times::zone(asked.settings, Some(incident));
    let due = span.after(now, zone, &asked.settings.calendar());
    let due = due.ok_or(Refusal::NextUpdate("That is too long."))?;
    Ok(Next::After(due - now))
}

/// Where it was posted, and when the next one is due.
fn reached(asked: &Asked<'_>, incident: &Incident) -> String {
    let place = match asked.settings.announcements {
        _ if incident.private => say!("Not announced anywhere, for this incident is private"),
        Some(channel) => say!("Posted in <#{channel}>", channel),
        None => {
            say!(
                "Not announced anywhere: no channel is set. An admin sets one with `/settings set` `announcements`"
            )
        }
    };
    match incident.next_update_at {
        Some(due) => say!("{place}. The next one is due {due}.", place, due = words::ago(due)),
        None => format!("{place}."),
    }
}
