//! What anybody on the web may read of a server that wants it: incidents that are not private, by title and status, and what
//! those who wait were told. Nobody's name, and nothing that was only said in a channel.

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::View;
use crate::error::Result;
use crate::ids::{GuildId, IncidentId, Number};
use crate::model::entry::EntryKind;
use crate::model::incident::{Incident, State};
use crate::model::zone::Zone;
use crate::store;

/// How long an incident that is over is still shown.
const SHOWN_FOR: TimeDelta = TimeDelta::days(14);
/// How many incidents are looked at, and how many updates of one are shown.
const MOST: i64 = 100;
const UPDATES: usize = 20;

/// What anybody may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusPage {
    /// The server.
    pub guild: GuildId,
    /// What it is called.
    pub name: String,
    /// Its zone.
    pub zone: Zone,
    /// What goes on, newest first, then what is over.
    pub incidents: Vec<Shown>,
}

/// An incident as anybody may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number people say.
    pub number: Number,
    /// What it is called.
    pub title: String,
    /// Where the work stands, in a word.
    pub status: String,
    /// Whether it goes on.
    pub is_open: bool,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was over.
    pub ended_at: Option<DateTime<Utc>>,
    /// What those who wait were told, and when, newest first.
    pub updates: Vec<(DateTime<Utc>, String)>,
}

/// What anybody may read of a server; nothing unless it wants that.
pub fn status_page(view: &mut View<'_>, guild: GuildId) -> Result<Option<StatusPage>> {
    let settings = store::guilds::settings(view, guild)?;
    let Some(name) = store::guilds::name(view, guild)?.filter(|_| settings.status_page) else {
        return Ok(None);
    };
    let now = view.now;
    let mut found = store::incidents::newest(view, guild, None, Number(i64::MAX), MOST)?;
    found.retain(|incident| !incident.private && is_shown(incident, now));
    found.sort_by_key(|incident| !incident.is_open());
    let mut incidents = Vec::with_capacity(found.len());
    for incident in found {
        incidents.push(shown(view, incident)?);
    }
    Ok(Some(StatusPage { guild, name, zone: settings.zone(), incidents }))
}

fn is_shown(incident: &Incident, now: DateTime<Utc>) -> bool {
    match incident.state {
        State::Open => true,
        State::Resolved => incident.ended_at.is_some_and(|ended| now - ended < SHOWN_FOR),
        State::Cancelled | State::Merged => false,
    }
}

fn shown(view: &mut View<'_>, incident: Incident) -> Result<Shown> {
    let is_open = incident.is_open();
    Ok(Shown {
        updates: updates(view, incident.id)?,
        number: incident.number,
        status: incident.stands().to_owned(),
        is_open,
        started_at: incident.started_at(),
        ended_at: incident.resolved_at().or(incident.ended_at),
        title: incident.title,
    })
}

/// What was posted as an update. What people typed on the timeline as communication stays there.
fn updates(view: &mut View<'_>, incident: IncidentId) -> Result<Vec<(DateTime<Utc>, String)>> {
    let entries = store::entries::of_kind(view, incident, EntryKind::Communication, MOST)?;
    let posted = entries.into_iter().filter(|entry| entry.by_sitrep);
    let mut updates: Vec<_> = posted
        .filter_map(|entry| Some((entry.at, entry.text.strip_prefix("Update posted: ")?.to_owned())))
        .collect();
    updates.reverse();
    updates.truncate(UPDATES);
    Ok(updates)
}
