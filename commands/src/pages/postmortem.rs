//! The postmortems: those of the incidents that were resolved, and the document of one.

use incidents::ids::Number;
use incidents::model::incident::State;
use incidents::postmortem::{article, escaped, facts_of};
use incidents::store::incidents::Filter;
use incidents::{Result, store};

use super::listing::{row, turning};
use super::writer::{Sheet, Writer};
use crate::permissions;

const PER_PAGE: i64 = 25;

/// The list, at a page of it.
pub fn list(writer: &mut Writer<'_, '_>, page: i64) -> Result<Sheet> {
    let hidden = permissions::hidden(writer.view, writer.asked)?;
    let filter = Filter { state: Some(State::Resolved), hidden, ..Filter::default() };
    let guild = writer.asked.request.guild;
    let count = store::incidents::count(writer.view, guild, &filter)?;
    let last = (count - 1).max(0) / PER_PAGE;
    let page = page.min(last);
    let mut body = String::new();
    if count == 0 {
        body.push_str("<p>There are none yet: a postmortem is written when an incident is resolved.</p>\n");
    }
    body.push_str("<ul class=\"rows\">\n");
    for incident in store::incidents::listed(writer.view, guild, &filter, page * PER_PAGE, PER_PAGE)? {
        let state = store::postmortems::get(writer.view, incident.id)?;
        let state = state.map_or("draft", |publication| publication.state.as_str());
        let address = writer.path(&format!("postmortems/{}", incident.number.0));
        let link = format!("<p><a href=\"{address}\">Read the postmortem</a> · {}</p>\n", escaped(state));
        body.push_str(&row(writer, &incident, &link));
    }
    body.push_str("</ul>\n");
    let to = |page: i64| format!("{}?page={page}", writer.path("postmortems"));
    body.push_str(&turning(page, page < last, to));
    Ok(Sheet { title: "Postmortems".to_owned(), body, is_headed: false, is_live: false })
}

/// The document as it stands.
pub fn body(writer: &mut Writer<'_, '_>, number: Number) -> Result<Sheet> {
    let incident = writer.asked.visible(writer.view, number)?;
    incident.must_be_real()?;
    let facts = facts_of(writer.view, &incident)?;
    let back = writer.path(&format!("incidents/{}", incident.number.0));
    let body = format!(
        "<p class=\"links\"><a href=\"{back}\">The incident and its timeline</a></p>\n<article class=\"document\">\n{}</article>\n",
        article(&facts)
    );
    Ok(Sheet { title: format!("Postmortem of {}", incident.number), body, is_headed: true, is_live: false })
}
