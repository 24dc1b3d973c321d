//! Messages about an incident that stand where they are and are edited: its card, pinned in its channel, and its announcement.

use incidents::model::incident::Incident;
use incidents::{Result, View, store};

use super::{Parcel, without_channel};
use crate::cards;

pub(super) fn card(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let Some(channel) = incident.channel else { return without_channel(view, incident) };
    let stands = store::places::get(view, incident.id, "card")?;
    let replaces = stands.filter(|stands| stands.channel == channel).and_then(|stands| stands.message);
    Ok(Parcel::Post { channel, replaces, message: cards::live(view, incident)? })
}

pub(super) fn pin(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let stands = store::places::get(view, incident.id, "card")?;
    Ok(match stands.and_then(|stands| Some((stands.channel, stands.message?))) {
        Some((channel, message)) => Parcel::Pin { channel, message },
        None => Parcel::Moot,
    })
}

pub(super) fn announcement(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let Some(channel) = store::guilds::settings(view, incident.guild)?.announcements else {
        return Ok(Parcel::Moot);
    };
    let stands = store::places::get(view, incident.id, "announcement")?;
    let replaces = stands.filter(|stands| stands.channel == channel).and_then(|stands| stands.message);
    Ok(Parcel::Post { channel, replaces, message: cards::announcement(view, incident)? })
}
