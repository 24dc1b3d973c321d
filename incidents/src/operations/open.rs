//! Declares an incident. Its channel, card and announcement follow through the outbox.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::{ChannelId, IncidentId, Number};
use crate::model::event::Event;
use crate::model::incident::{Incident, Roles, Section, Sections, State};
use crate::model::milestones::{Mark, Milestone, Milestones};
use crate::model::notice::{Notice, Stands};
use crate::model::settings::Settings;
use crate::store;

/// What is known when an incident is opened.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What it is called.
    pub title: String,
    /// How bad it seems, in the server's own words; unset, the server's default.
    pub severity: Option<String>,
    /// What happened.
    pub summary: Option<String>,
    /// What users notice.
    pub impact: Option<String>,
    /// When it started, if before now.
    pub started: Option<DateTime<Utc>>,
    /// Whether it exists only for those who can see its channel.
    pub private: bool,
    /// Where it was declared, if in a channel.
    pub asked_in: Option<ChannelId>,
}

/// The place where an incident was declared.
pub const ASKED_IN: &str = "asked-in";

/// Declares an incident and asks for its channel and announcement.
pub fn open(change: &mut Change<'_>, wish: &Wish) -> Result<Incident> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let settings = store::guilds::settings(change, guild)?;
    let mut incident = declared(change, wish, &settings)?;
    incident.number = store::guilds::next_number(change, guild)?;
    store::incidents::insert(change, &mut incident)?;
    if let Some(channel) = wish.asked_in {
        store::places::put(change, incident.id, ASKED_IN, Stands { channel, message: None })?;
    }
    change.record(incident.id, &Event::Opened { severity: incident.severity.clone() })?;
    change.send(&Notice::Channel { incident: incident.id })?;
    change.send(&Notice::Similar { incident: incident.id })?;
    Ok(incident)
}

fn declared(change: &Change<'_>, wish: &Wish, settings: &Settings) -> Result<Incident, Refusal> {
    let title = title(&wish.title)?;
    let severity = match &wish.severity {
        None => settings.default_severity(),
        Some(typed) => severity(settings, typed)?,
    };
    let mut sections = Sections::default();
    for (section, text) in [(Section::Summary, &wish.summary), (Section::Impact, &wish.impact)] {
        if let Some(text) = text {
            sections.set(section, Refusal::unless_fits(section.as_str(), text, Section::MOST)?);
        }
    }
    let mut milestones = Milestones::default();
    if let Some(started) = wish.started {
        milestones.set(Milestone::ImpactStarted, Mark::at(started));
    }
    Ok(Incident {
        id: IncidentId(0),
        guild: change.guild(),
        number: Number(0),
        title,
        severity: severity.to_owned(),
        state: State::Open,
        status: settings.first_status().to_owned(),
        private: wish.private,
        sections,
        roles: Roles::default(),
        milestones,
        zone: None,
        document_zone: None,
        opened_by: change.by.user(),
        opened_by_name: change.by.name().to_owned(),
        opened_at: change.now,
        ended_at: None,
        channel: None,
        merged_into: None,
        last_update: None,
        next_update_at: None,
        active_at: change.now,
    })
}

/// A title as it is kept: on one line, 3 to 100 characters.
pub fn title(typed: &str) -> Result<String, Refusal> {
    let title = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        3..=100 => Ok(title),
        found => Err(Refusal::TitleLength(found)),
    }
}

/// A severity as the server spells it.
pub fn severity<'s>(settings: &'s Settings, typed: &str) -> Result<&'s str, Refusal> {
    Settings::spelled(&settings.severities, typed).ok_or_else(|| Refusal::NotOneOf {
        what: "severity",
        typed: typed.to_owned(),
        known: settings.severities.join(", "),
    })
}
