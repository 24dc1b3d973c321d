//! One incident: what its card says, and its timeline, newest first, followed as it grows.

use incidents::ids::Number;
use incidents::model::entry::{Entry, Tier};
use incidents::model::incident::Incident;
use incidents::postmortem::escaped;
use incidents::{Result, store};

use super::writer::{Sheet, Writer};
use crate::cards;
use crate::reply::Field;

/// So many entries are shown; an incident that has more is one whose document is read instead.
const SHOWN: i64 = 500;

/// The incident.
pub fn body(writer: &mut Writer<'_, '_>, number: Number) -> Result<Sheet> {
    let incident = writer.asked.visible(writer.view, number)?;
    let mut body = links(writer, &incident)?;
    body.push_str(&card(writer, &incident)?);
    body.push_str(&timeline(writer, &incident)?);
    let title = format!("{} · {}", incident.number, incident.title);
    Ok(Sheet { title, body, is_headed: false, is_live: true })
}

fn links(writer: &mut Writer<'_, '_>, incident: &Incident) -> Result<String> {
    let mut links = Vec::new();
    if store::postmortems::is_begun(writer.view, incident.id)? {
        let address = writer.path(&format!("postmortems/{}", incident.number.0));
        links.push(format!("<a href=\"{address}\">Postmortem</a>"));
    }
    if let Some(channel) = incident.channel {
        let address = format!("https://discord.com/channels/{}/{channel}", incident.guild);
        links.push(format!("<a href=\"{address}\">Channel on Discord</a>"));
    }
    if incident.private {
        links.push("<strong>Private: only those who see its channel see this</strong>".to_owned());
    }
    Ok(format!("<p class=\"links\">{}</p>\n", links.join(" · ")))
}

/// What the live card says in chat.
fn card(writer: &mut Writer<'_, '_>, incident: &Incident) -> Result<String> {
    let Some(card) = cards::live(writer.view, incident)?.card else { return Ok(String::new()) };
    let mut out = "<section id=\"card\" data-live aria-label=\"How it stands\">\n".to_owned();
    let (short, long): (Vec<&Field>, Vec<&Field>) = card.fields.iter().partition(|field| field.short);
    out.push_str("<dl class=\"facts\">\n");
    for field in short {
        let (name, value) = (escaped(&field.name), writer.said(&field.value)?);
        out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    }
    out.push_str("</dl>\n");
    if !card.text.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", writer.said(&card.text)?));
    }
    for field in long {
        let (name, value) = (escaped(&field.name), writer.said(&field.value)?);
        out.push_str(&format!("<h2>{name}</h2>\n<p>{value}</p>\n"));
    }
    out.push_str(&format!("<p class=\"soft\">{}</p>\n</section>\n", writer.said(&card.footer)?));
    Ok(out)
}

fn timeline(writer: &mut Writer<'_, '_>, incident: &Incident) -> Result<String> {
    let count = store::entries::count(writer.view, incident.id)?;
    let skipped = (count - SHOWN).max(0);
    let entries = store::entries::page(writer.view, incident.id, skipped, SHOWN)?;
    let mut out =
        "<h2 id=\"timeline-heading\">Timeline</h2>\n<p id=\"news\" class=\"soft\" role=\"status\">Newest first</p>\n\
         <ol id=\"timeline\" data-live aria-labelledby=\"timeline-heading\">\n"
            .to_owned();
    for entry in entries.iter().rev() {
        out.push_str(&line(writer, entry)?);
    }
    out.push_str("</ol>\n");
    if skipped > 0 {
        out.push_str(&format!(
            "<p class=\"soft\">{skipped} older entries are in the postmortem and in chat.</p>\n"
        ));
    }
    Ok(out)
}

fn line(writer: &mut Writer<'_, '_>, entry: &Entry) -> Result<String> {
    let look = if entry.tier == Tier::Log { " class=\"log\"" } else { "" };
    let mut out = format!(
        "<li id=\"entry-{}\"{look}>\n<p class=\"soft\"><span aria-hidden=\"true\">{}</span> {} · {} · {}</p>\n",
        entry.seq,
        cards::kind_mark(entry.kind),
        writer.time(entry.at),
        entry.kind,
        escaped(&entry.author_name)
    );
    match &entry.removed {
        Some(removed) => {
            let reason = removed.reason.as_deref().map(|reason| format!(": {}", escaped(reason)));
            out.push_str(&format!(
                "<p><em>removed by {}{}</em></p>\n",
                escaped(&removed.by),
                reason.unwrap_or_default()
            ));
        }
        None => {
            let edited = if entry.edited_at.is_some() { " <em>(edited)</em>" } else { "" };
            out.push_str(&format!("<p>{}{edited}</p>\n", writer.typed(&entry.text)?));
        }
    }
    out.push_str("</li>\n");
    Ok(out)
}
