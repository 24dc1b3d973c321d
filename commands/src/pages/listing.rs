//! The list of incidents: those that are wanted, newest first, or those in which words stand.

use incidents::model::incident::{Incident, State};
use incidents::model::query::Query;
use incidents::postmortem::escaped;
use incidents::store::incidents::Filter;
use incidents::{Result, store};

use super::place::Wanted;
use super::writer::{Sheet, Writer};
use crate::incident::{search, snippet};
use crate::permissions;

const PER_PAGE: i64 = 25;
const STATES: [&str; 4] = ["open", "resolved", "cancelled", "all"];

/// The list.
pub fn body(writer: &mut Writer<'_, '_>, wanted: &Wanted) -> Result<Sheet> {
    let mut body = form(writer, wanted);
    if wanted.words.is_empty() {
        listed(writer, wanted, &mut body)?;
    } else {
        found(writer, wanted, &mut body)?;
    }
    Ok(Sheet { title: "Incidents".to_owned(), body, is_headed: false, is_live: false })
}

fn form(writer: &Writer<'_, '_>, wanted: &Wanted) -> String {
    let state = STATES.iter().map(|state| choice(state, state, &wanted.state)).collect::<String>();
    let severities = &writer.asked.settings.severities;
    let severity = severities.iter().map(|name| choice(name, name, &wanted.severity)).collect::<String>();
    format!(
        "<form class=\"filter\" role=\"search\" action=\"{}\">\n\
         <label>State <select name=\"state\">{state}</select></label>\n\
         <label>Severity <select name=\"severity\"><option value=\"\">any</option>{severity}</select></label>\n\
         <label>Words <input type=\"search\" name=\"words\" maxlength=\"200\" value=\"{}\"></label>\n\
         <button>Show</button>\n</form>\n",
        writer.path("incidents"),
        escaped(&wanted.words)
    )
}

fn choice(value: &str, label: &str, chosen: &str) -> String {
    let selected = if value == chosen { " selected" } else { "" };
    format!("<option value=\"{}\"{selected}>{}</option>", escaped(value), escaped(label))
}

fn listed(writer: &mut Writer<'_, '_>, wanted: &Wanted, body: &mut String) -> Result<()> {
    let filter = Filter {
        state: wanted.state.parse::<State>().ok(),
        severity: Some(wanted.severity.clone()).filter(|severity| !severity.is_empty()),
        hidden: permissions::hidden(writer.view, writer.asked)?,
    };
    let guild = writer.asked.request.guild;
    let count = store::incidents::count(writer.view, guild, &filter)?;
    let last = (count - 1).max(0) / PER_PAGE;
    let page = wanted.page.min(last);
    let incidents = store::incidents::listed(writer.view, guild, &filter, page * PER_PAGE, PER_PAGE)?;
    let which = filter.state.map(|state| format!("{} ", state.as_str())).unwrap_or_default();
    body.push_str(&match count {
        0 => format!("<p>There are no {which}incidents here.</p>\n"),
        1 => format!("<p>1 {which}incident</p>\n"),
        count => format!("<p>{count} {which}incidents</p>\n"),
    });
    body.push_str("<ul class=\"rows\">\n");
    for incident in &incidents {
        body.push_str(&row(writer, incident, ""));
    }
    body.push_str("</ul>\n");
    body.push_str(&turns(writer, wanted, page, page < last));
    Ok(())
}

fn found(writer: &mut Writer<'_, '_>, wanted: &Wanted, body: &mut String) -> Result<()> {
    let query = match Query::read(&wanted.words) {
        Ok(query) => query,
        Err(why) => {
            body.push_str(&format!("<p role=\"alert\">{}</p>\n", escaped(&why.to_string())));
            return Ok(());
        }
    };
    let hidden = permissions::hidden(writer.view, writer.asked)?;
    let stretch = (wanted.page * PER_PAGE, PER_PAGE + 1);
    let guild = writer.asked.request.guild;
    let mut hits = store::search::matching(writer.view, guild, &query, &hidden, stretch)?;
    let is_more = hits.len() > usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    hits.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    if hits.is_empty() {
        body.push_str("<p>Nothing here says that. Try fewer words, or the beginning of one.</p>\n");
    }
    body.push_str("<ul class=\"rows\">\n");
    for hit in &hits {
        let incident = store::incidents::look(writer.view, hit.incident)?;
        let (source, text) = search::found(writer.view, hit, &incident, &query)?;
        let pieces = snippet::around(&text, &query).into_iter().map(|piece| match piece {
            snippet::Piece::Match(word) => format!("<mark>{}</mark>", escaped(&word)),
            snippet::Piece::Other(words) => escaped(&words),
        });
        let shown = format!("<p class=\"soft\">{}{}</p>\n", escaped(&source), pieces.collect::<String>());
        body.push_str(&row(writer, &incident, &shown));
    }
    body.push_str("</ul>\n");
    body.push_str(&turns(writer, wanted, wanted.page, is_more));
    Ok(())
}

/// An incident of a list, with what else is known about why it is in it.
pub fn row(writer: &Writer<'_, '_>, incident: &Incident, more: &str) -> String {
    let look = if incident.is_open() { "open" } else { "over" };
    let private = if incident.private { " · <strong>private</strong>" } else { "" };
    format!(
        "<li class=\"{look}\">\n<a href=\"{}\">{} · {}</a>\n<p class=\"soft\">{} · {} · {}{private}</p>\n{more}</li>\n",
        writer.path(&format!("incidents/{}", incident.number.0)),
        incident.number,
        escaped(&incident.title),
        escaped(&incident.severity),
        escaped(incident.stands()),
        writer.ago(incident.started_at())
    )
}

fn turns(writer: &Writer<'_, '_>, wanted: &Wanted, page: i64, is_more: bool) -> String {
    let to = |page: i64| format!("{}?{}", writer.path("incidents"), wanted.query(page));
    turning(page, is_more, to)
}

/// The way to the pages before and after one of a list, where there are any.
pub fn turning(page: i64, is_more: bool, to: impl Fn(i64) -> String) -> String {
    if page == 0 && !is_more {
        return String::new();
    }
    let newer = if page > 0 {
        format!("<a rel=\"prev\" href=\"{}\">Newer</a> ", to(page - 1))
    } else {
        String::new()
    };
    let older =
        if is_more { format!(" <a rel=\"next\" href=\"{}\">Older</a>", to(page + 1)) } else { String::new() };
    format!(
        "<nav class=\"turns\" aria-label=\"More of the list\">{newer}<span>Page {}</span>{older}</nav>\n",
        page + 1
    )
}
