//! The card's **Page**: asks whom, and pages them.

use incidents::model::escalation::Urgency;
use incidents::{Change, Result};

use super::next::{next, title};
use super::{send, whom};
use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Handle, Needs, Run};
use crate::{handles, words};

/// The card's button.
pub const BUTTON: &str = "page";
const LIST: &str = "page-whom";
const FORM: &str = "page-form";

/// The button, the list it opens, and the form where there is nothing to list.
pub const HANDLES: &[Handle] = &[
    Handle { name: BUTTON, needs: Needs::Responder, run: Run::Changes(ask) },
    Handle { name: LIST, needs: Needs::Responder, run: Run::Changes(chosen) },
    Handle { name: FORM, needs: Needs::Responder, run: Run::Aloud(typed) },
];

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    incident.must_be_open()?;
    let choices = whom::suggest(change, asked, "")?;
    if choices.is_empty() {
        return Ok(Form {
            id: handles::id(FORM, &[&incident.number.0]),
            title: words::fit(&say!("Page for {number}", number = incident.number), 45),
            inputs: vec![
                Input::line("who", &say!("Whom? A policy, schedule or contact"), 100),
                Input::text("message", &say!("What should they know?"), 1_000).optional(),
            ],
        }
        .into());
    }
    let list = crate::reply::Widget::List {
        id: handles::id(LIST, &[&incident.number.0]),
        hint: say!("Whom?"),
        choices,
    };
    Ok(Message::private(say!("Whom do you want to page?")).with_row(vec![list]).into())
}

fn chosen(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let who = asked.chosen().unwrap_or_default().to_owned();
    paged(change, asked, &who, None)
}

fn typed(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    paged(change, asked, asked.needed("who")?, asked.text("message"))
}

fn paged(change: &mut Change<'_>, asked: &Asked<'_>, who: &str, message: Option<&str>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let (paged, told) = send::page(change, asked, &incident, who, (message, Urgency::High))?;
    let now = change.now;
    Ok(Message::public(format!("📟 {}\n{told}\n{}", title(&paged), next(&paged.page, now))).into())
}
