//! What leaves about an incident's channel: who is let in, what is said elsewhere because it cannot be said there, and
//! what a 📌 in it asks for.

use incidents::ids::ChannelId;
use incidents::model::incident::Incident;
use incidents::model::notice::{RoomNotice, Saying};
use incidents::operations::open::ASKED_IN;
use incidents::{Result, View, store};

use super::Parcel;
use crate::cards::sayings;
use crate::timeline::lines;
use crate::timeline::redact::REDACTED;

/// Messages of ours that quote an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes {
    /// Where they stand.
    pub channel: ChannelId,
    /// What all of them hold.
    pub mark: String,
    /// What one begins with that tells of the redaction and quotes nothing.
    pub unless: &'static str,
}

/// Words a wish as it should leave now.
pub(super) fn parcel(view: &mut View<'_>, incident: &Incident, notice: &RoomNotice) -> Result<Parcel> {
    Ok(match notice {
        RoomNotice::LetIn { guest, .. } => match incident.channel {
            Some(channel) => Parcel::LetIn { channel, guest: *guest },
            None => super::without_channel(view, incident)?,
        },
        RoomNotice::Aside { what, .. } => aside(view, incident, what)?,
        RoomNotice::Unquote { seq, .. } => match incident.channel {
            Some(channel) => Parcel::Unquote(Quotes { channel, mark: lines::number(*seq), unless: REDACTED }),
            None => Parcel::Moot,
        },
        RoomNotice::FollowPin { source, by, name, .. } => {
            Parcel::FollowPin { source: *source, by: *by, name: name.clone() }
        }
    })
}

/// Trouble is for those who work on it; where the work goes on is for everybody who follows it. What is private is told
/// to nobody else.
fn aside(view: &mut View<'_>, incident: &Incident, what: &Saying) -> Result<Parcel> {
    let Some(message) = sayings::aside(incident, what) else { return Ok(Parcel::Moot) };
    let person = incident.roles.lead().map(|lead| lead.id).or(incident.opened_by);
    let place = match incident.private {
        true => None,
        false => store::guilds::settings(view, incident.guild)?.announcements.or(store::places::get(
            view,
            incident.id,
            ASKED_IN,
        )?
        .map(|stands| stands.channel)),
    };
    let to_person = person.map(|user| Parcel::Direct { user, message: message.clone() });
    let to_place = place.map(|channel| Parcel::Post { channel, replaces: None, message });
    let is_trouble = matches!(what, Saying::NotDelivered { .. });
    let first = if is_trouble { to_person.or(to_place) } else { to_place.or(to_person) };
    Ok(first.unwrap_or(Parcel::Moot))
}
