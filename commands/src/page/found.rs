//! Finding the page that is meant, and who may answer it.

use incidents::ids::{GuildId, IncidentId, PageId, UserId};
use incidents::model::escalation::Answerer;
use incidents::model::incident::Incident;
use incidents::model::paged::Paged;
use incidents::operations::paging::acknowledge::From;
use incidents::operations::paging::answerer;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::request::Ask;
use crate::table::Needs;
use crate::{handles, permissions, words};

/// A page that is meant, and by whom it is answered.
pub(super) struct Found {
    pub(super) id: PageId,
    pub(super) incident: Option<Incident>,
    pub(super) by: Answerer,
    pub(super) from: From,
    /// The firing that a button was made for.
    pub(super) seen: Option<u32>,
}

impl Found {
    /// Whether it is answered where everybody sees it.
    pub(super) fn in_channel(&self) -> bool {
        self.from == From::Channel
    }
}

/// The page a button was made for, or the one named, or the only one that is open.
pub(super) fn found(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Found> {
    let pressed = matches!(asked.request.ask, Ask::Press { .. });
    if !pressed {
        let incident = asked.incident(view)?;
        permissions::check(view, asked, Needs::Responder)
            .or_else(|why| if_called(view, asked, &incident, why))?;
        let paged = among(view, asked, &incident)?;
        return found_as(view, asked, &paged, Some(incident), None);
    }
    let words = asked.words();
    let id = words.first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let paged = store::pages::look(view, PageId(id))?
        .filter(|paged| paged.guild == asked.request.guild)
        .ok_or(Refusal::StaleButton)?;
    let incident = paged.incident.map(|incident| store::incidents::look(view, incident)).transpose()?;
    let seen = words.get(1).and_then(|word| word.parse().ok());
    let found = found_as(view, asked, &paged, incident, seen)?;
    if !called(&paged, &found.by) {
        if let Some(incident) = &found.incident
            && !permissions::sees(view, &asked.request.person, incident)?
        {
            return Err(Refusal::StaleButton.into());
        }
        permissions::check(view, asked, Needs::Responder)?;
    }
    Ok(found)
}

fn found_as(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    paged: &Paged,
    incident: Option<Incident>,
    seen: Option<u32>,
) -> Result<Found> {
    let request = asked.request;
    let by = answerer(view, request.guild, request.person.id, &request.person.roles)?;
    let channel = incident.as_ref().and_then(|incident| incident.channel);
    let from = match &request.ask {
        _ if channel == Some(request.channel) => From::Channel,
        Ask::Press { .. } => From::Way(incidents::model::contact::Kind::Discord),
        _ => From::Elsewhere,
    };
    Ok(Found { id: paged.id, incident, by, from, seen })
}

/// Whoever was called may answer, responder or not.
fn if_called(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    incident: &Incident,
    why: incidents::Error,
) -> Result<()> {
    let person = &asked.request.person;
    let by = answerer(view, asked.request.guild, person.id, &person.roles)?;
    let pages = store::pages::of_incident(view, incident.id)?;
    if pages.iter().any(|paged| called(paged, &by)) { Ok(()) } else { Err(why) }
}

fn called(paged: &Paged, by: &Answerer) -> bool {
    std::iter::once(&by.who).chain(&by.known_as).any(|who| paged.page.called().contains(who))
}

fn among(view: &mut View<'_>, asked: &Asked<'_>, incident: &Incident) -> Result<Paged> {
    let mut pages = store::pages::of_incident(view, incident.id)?;
    if let Some(typed) = asked.text("page") {
        let digits: String = typed.chars().filter(char::is_ascii_digit).take(9).collect();
        let number = digits.parse::<i64>().ok();
        let unknown = || Refusal::NoSuchPage(words::fit(&words::line(typed), 40));
        return Ok(pages.into_iter().find(|paged| Some(paged.number) == number).ok_or_else(unknown)?);
    }
    if pages.len() == 1 {
        return Ok(pages.remove(0));
    }
    let mut open: Vec<_> = pages.into_iter().filter(|paged| paged.page.is_open()).collect();
    match open.len() {
        0 => Err(Refusal::NoPage(incident.number).into()),
        1 => Ok(open.remove(0)),
        _ => {
            let names =
                open.iter().map(|paged| format!("{} ({})", paged.number, words::line(&paged.sent_to)));
            Err(Refusal::WhichPage(incident.number, names.collect::<Vec<_>>().join(", ")).into())
        }
    }
}

/// The pages of the incident at hand, newest first.
pub(super) fn suggest(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let incident: IncidentId = match asked.incident(view) {
        Ok(incident) => incident.id,
        Err(_) => return Ok(Vec::new()),
    };
    let typed = typed.trim().to_lowercase();
    let pages = store::pages::of_incident(view, incident)?.into_iter().rev();
    let choices = pages.map(|paged| Choice {
        label: words::fit(&format!("{} · {}", paged.number, paged.sent_to), 100),
        value: paged.number.to_string(),
    });
    Ok(choices.filter(|choice| choice.label.to_lowercase().contains(&typed)).take(25).collect())
}

/// The server of a button that was pressed in a direct message: of a page that called this very person, or none.
pub fn home(view: &mut View<'_>, id: &str, user: UserId) -> Result<Option<GuildId>> {
    let is_ours = handles::name(id).is_some_and(|name| super::calls::BUTTONS.contains(&name));
    let page = id.split('/').nth(2).and_then(|word| word.parse().ok()).filter(|_| is_ours);
    let Some(paged) = page.map(|page| store::pages::look(view, PageId(page))).transpose()?.flatten() else {
        return Ok(None);
    };
    let by = answerer(view, paged.guild, user, &[])?;
    Ok(called(&paged, &by).then_some(paged.guild))
}
