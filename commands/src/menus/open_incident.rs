//! **Open incident** in the menu of a message: the form of `/incident open`, filled from it. The message becomes the first
//! entry of the timeline that people read.

use incidents::ids::Number;
use incidents::model::entry::EntryKind;
use incidents::model::moment::{Face, Hours};
use incidents::{Change, Refusal, Result, store};

use super::quote;
use crate::asked::Asked;
use crate::reply::{Form, Input, Reply};
use crate::request::Quoted;
use crate::table::{Handle, Menu, Needs, Run};
use crate::{handles, incident, times, words};

pub const MENU: Menu = Menu {
    name: "Open incident",
    needs: Needs::Responder,
    run: Run::Changes(run),
    handles: &[Handle { name: FORM, needs: Needs::Responder, run: Run::Aloud(finish) }],
};

const FORM: &str = "open-from";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let quoted = quote::given(asked)?;
    let number = quote::keep(change, quoted)?;
    Ok(form(asked, quoted, number).into())
}

fn form(asked: &Asked<'_>, quoted: &Quoted, number: i64) -> Form {
    let title = quoted.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let zone = times::zone(asked.settings, None);
    let written = Face { clock: Hours::TwentyFour, zone }.full(quoted.at);
    Form {
        id: handles::id(FORM, &[&number]),
        title: say!("Declare an incident"),
        inputs: vec![
            Input::line("title", &say!("What is wrong?"), 100).filled(Some(&words::fit(title, 100))),
            Input::line("severity", &say!("Severity (empty: the usual one)"), 30).optional(),
            Input::text("summary", &say!("What is known so far?"), 1_000)
                .filled(Some(&words::fit(quoted.text.trim(), 1_000)))
                .optional(),
            Input::text("impact", &say!("What do users notice?"), 1_000).optional(),
            Input::line("started", &say!("When did it start? (empty: now)"), 100)
                .filled(Some(&written))
                .optional(),
        ],
    }
}

/// Opens the incident as the command does, then puts the message on its timeline.
fn finish(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let quoted = quote::kept(change, asked)?;
    let Run::Aloud(open) = incident::open::COMMAND.run else { return Err(Refusal::StaleButton.into()) };
    let reply = open(change, asked)?;
    let newest = store::incidents::newest(change, asked.request.guild, None, Number(i64::MAX), 1)?;
    if let (Reply::Say(_), Some(incident)) = (&reply, newest.first()) {
        quote::put(change, incident.id, &quoted, EntryKind::Report)?;
    }
    Ok(reply)
}
