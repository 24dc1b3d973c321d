//! The actions of a server: the reader's own, those whose time is over, and all others.

use incidents::Result;
use incidents::ids::Number;
use incidents::model::action::Action;
use incidents::postmortem::escaped;

use super::place::Which;
use super::writer::{Sheet, Writer};
use crate::action::{line, list, named};

/// So many are shown; a longer list is narrowed down.
const SHOWN: usize = 500;

/// The list.
pub fn body(writer: &mut Writer<'_, '_>, which: Which) -> Result<Sheet> {
    let mut body = choices(writer, which);
    let found = found(writer, which)?;
    body.push_str(&match found.len() {
        0 => "<p>There are none.</p>\n".to_owned(),
        1 => "<p>1 action</p>\n".to_owned(),
        count => format!("<p>{count} actions, those longest overdue first</p>\n"),
    });
    body.push_str("<ul class=\"rows\">\n");
    for (action, of) in found.iter().take(SHOWN) {
        body.push_str(&row(writer, action, *of));
    }
    body.push_str("</ul>\n");
    if found.len() > SHOWN {
        body.push_str(&format!("<p>The first {SHOWN} are shown.</p>\n"));
    }
    Ok(Sheet { title: "Actions".to_owned(), body, is_headed: false, is_live: false })
}

fn choices(writer: &Writer<'_, '_>, chosen: Which) -> String {
    let links = Which::ALL.map(|which| {
        let current = if which == chosen { " aria-current=\"true\"" } else { "" };
        let address = writer.path(&format!("actions?which={}", which.as_str()));
        format!("<li><a href=\"{address}\"{current}>{}</a></li>", which.as_str())
    });
    format!("<nav class=\"choices\" aria-label=\"Which actions\"><ul>{}</ul></nav>\n", links.concat())
}

fn found(writer: &mut Writer<'_, '_>, which: Which) -> Result<Vec<(Action, Number)>> {
    let state = if which == Which::Mine { Which::Open } else { which };
    let wanted = list::Wanted::in_state(state.as_str());
    let mut found = list::found(writer.view, writer.asked, &wanted)?;
    if which == Which::Mine {
        let mut mine = Vec::new();
        for (action, of) in found {
            if named::is_theirs(writer.view, writer.asked, &action)? {
                mine.push((action, of));
            }
        }
        found = mine;
    }
    Ok(found)
}

fn row(writer: &Writer<'_, '_>, action: &Action, of: Number) -> String {
    let is_overdue = action.is_overdue(writer.view.now);
    let look = match (action.is_open(), is_overdue) {
        (true, true) => "open",
        (true, false) => "waits",
        (false, _) => "over",
    };
    let owner = action.owner.as_ref().map_or_else(|| "no owner".to_owned(), |owner| escaped(owner.name()));
    let due = match (action.due, action.is_open()) {
        (Some(due), true) if is_overdue => format!("<strong>was due {}</strong>", line::due_date(due)),
        (Some(due), true) => format!("due {}", line::due_date(due)),
        (None, true) => "no due date".to_owned(),
        (_, false) => escaped(action.state.as_str()),
    };
    let again = if action.repeat.is_some() { " · repeats" } else { "" };
    let incident = writer.path(&format!("incidents/{}", of.0));
    let detail =
        action.detail.as_deref().map(|detail| format!("<p>{}</p>\n", escaped(detail))).unwrap_or_default();
    format!(
        "<li class=\"{look}\">\n<p>{} · {}</p>\n{detail}<p class=\"soft\">{owner} · {due}{again} · <a href=\"{incident}\">{of}</a></p>\n</li>\n",
        action.number,
        escaped(&action.title),
    )
}
