//! What leaves for a page, worded from the state as it is now.

use incidents::ids::{AttemptId, IncidentId, PageId};
use incidents::model::attempt::{Attempt, Path, State};
use incidents::model::contact::Kind as Way;
use incidents::model::incident::Incident;
use incidents::model::notice::PageSaying;
use incidents::model::paged::Paged;
use incidents::noted;
use incidents::operations::paging::settle;
use incidents::operations::roster::{self, People};
use incidents::{Result, View, store};

use super::calls::{self, About};
use super::letter;
use super::next::title;
use super::said::said;
use crate::parcels::{Parcel, without_channel};
use crate::words;

struct Loaded {
    paged: Paged,
    incident: Option<Incident>,
    people: People,
}

fn load(view: &mut View<'_>, page: PageId) -> Result<Option<Loaded>> {
    let Some(paged) = store::pages::look(view, page)? else { return Ok(None) };
    let incident = paged.incident.map(|incident| store::incidents::look(view, incident)).transpose()?;
    let people = roster::everybody(view, paged.guild)?;
    Ok(Some(Loaded { paged, incident, people }))
}

/// The ping of one firing. One that was overtaken before it left is not sent any more.
pub fn channel(view: &mut View<'_>, incident: IncidentId, page: PageId, firing: u32) -> Result<Parcel> {
    let Some(Loaded { paged, incident: Some(found), people }) = load(view, page)? else {
        return Ok(Parcel::Moot);
    };
    let stands = store::places::get(view, incident, &settle::place(page, firing))?;
    let calling = matches!(paged.page.state(), incidents::model::escalation::State::Notifying(_));
    if stands.is_none() && (!calling || paged.page.firings() != firing) {
        return Ok(Parcel::Moot);
    }
    let Some(channel) = found.channel else { return without_channel(view, &found) };
    let attempts = store::attempts::of_page(view, page)?;
    let now = view.now;
    let about = About { paged: &paged, incident: Some(&found), people: &people, now };
    let message = calls::ping(&about, &calls::called_in(&attempts, firing));
    Ok(Parcel::Post { channel, replaces: stands.and_then(|stands| stands.message), message })
}

/// The call to one person by one way. One that was taken back is not sent any more.
pub fn call(view: &mut View<'_>, attempt: AttemptId) -> Result<Parcel> {
    let bundle = store::attempts::bundle(view, attempt)?;
    let Some(leader) = bundle.iter().find(|one| one.id == attempt) else { return Ok(Parcel::Moot) };
    let waits = matches!(leader.state, State::Pending | State::Sending | State::FailedTemp);
    let Some(Loaded { paged, incident, people }) = load(view, leader.page)? else { return Ok(Parcel::Moot) };
    if leader.stands.is_none() && !waits && !letter::tells_more(leader, &paged) {
        return Ok(Parcel::Moot);
    }
    let message = if bundle.len() > 1 {
        let mut all = Vec::new();
        for one in &bundle {
            if let Some(Loaded { paged, incident, .. }) = load(view, one.page)? {
                all.push((paged, incident));
            }
        }
        calls::storm(&all, &people)
    } else {
        let now = view.now;
        calls::direct(&About { paged: &paged, incident: incident.as_ref(), people: &people, now })
    };
    match leader.way {
        Path::Channel => Ok(Parcel::Moot),
        Path::Own(Way::Discord) => Ok(directly(leader, &people, message)),
        Path::Own(kind) => {
            Ok(letter::letter(leader, kind, &people, (&paged, incident.as_ref()), bundle.len()))
        }
    }
}

fn directly(leader: &Attempt, people: &People, message: crate::reply::Message) -> Parcel {
    match (leader.stands, people.user(leader.who)) {
        (Some(stands), _) => Parcel::Post { channel: stands.channel, replaces: stands.message, message },
        (None, Some(user)) => Parcel::Direct { user, message },
        (None, None) => {
            Parcel::Unreachable(noted!("no way to them is known. Add one with `/contact edit`").into())
        }
    }
}

/// What is said about a page.
pub fn saying(view: &mut View<'_>, incident: &Incident, page: PageId, what: &PageSaying) -> Result<Parcel> {
    let Some(Loaded { paged, people, .. }) = load(view, page)? else { return Ok(Parcel::Moot) };
    let attempts = store::attempts::of_page(view, page)?;
    let mut message = said(what, &paged, &people, &attempts);
    if *what == PageSaying::ExhaustedOutside {
        let outside = store::guilds::settings(view, incident.guild)?.announcements;
        let Some(channel) = outside.filter(|_| !incident.private) else { return Ok(Parcel::Moot) };
        message.text = say!(
            "🚨 **{title}** · {page}: **nobody answered**.",
            title = crate::suggest::title(incident),
            page = title(&paged)
        );
        return Ok(Parcel::Post { channel, replaces: None, message });
    }
    let over = matches!(what, PageSaying::StillOnIt { .. }) && !paged.page.is_open();
    match incident.channel {
        _ if over => Ok(Parcel::Moot),
        Some(channel) => Ok(Parcel::Post { channel, replaces: None, message }),
        None => without_channel(view, incident),
    }
}

/// The pages of an incident on its card.
pub fn on_card(view: &mut View<'_>, incident: &Incident) -> Result<Option<String>> {
    let pages = store::pages::of_incident(view, incident.id)?;
    if pages.is_empty() {
        return Ok(None);
    }
    let people = roster::everybody(view, incident.guild)?;
    let lines: Vec<_> = pages.iter().rev().take(5).map(|paged| super::next::line(paged, &people)).collect();
    Ok(Some(words::fit(&lines.join("\n"), 900)))
}
