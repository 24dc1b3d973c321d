//! Corrects a fact about an incident, or writes a part of what is said about it.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::event::Event;
use crate::model::fact;
use crate::model::incident::{Incident, Section, State};
use crate::model::milestones::{Mark, Milestone};
use crate::model::zone::Zone;
use crate::operations::{open, refresh};
use crate::store;

/// A fact with its new value; nothing takes the old one away.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// What it is called.
    Title(String),
    /// A part of what is written.
    Section(Section, Option<String>),
    /// A moment it is measured by.
    Milestone(Milestone, Option<DateTime<Utc>>),
    /// How its typed times are read.
    Zone(Option<Zone>),
    /// The zone or label its documents print.
    DocumentZone(Option<Zone>),
}

/// Sets a fact. What ended can still be corrected: its postmortem follows.
pub fn set_fact(change: &mut Change<'_>, id: IncidentId, value: Value) -> Result<(Incident, Event)> {
    let mut incident = store::incidents::get(change, id)?;
    if incident.state == State::Merged {
        return Err(Refusal::AlreadyMerged(incident.number).into());
    }
    let event = match value {
        Value::Title(typed) => title(&mut incident, &typed)?,
        Value::Section(section, text) => write(&mut incident, section, text.as_deref())?,
        Value::Milestone(milestone, Some(at)) => mark(&mut incident, milestone, at)?,
        Value::Milestone(milestone, None) => unmark(&mut incident, milestone)?,
        Value::Zone(zone) => zoned("zone", &mut incident.zone, zone),
        Value::DocumentZone(zone) => zoned("document zone", &mut incident.document_zone, zone),
    };
    incident.active_at = change.now;
    store::incidents::save(change, &incident)?;
    change.record(id, &event)?;
    refresh::corrected(change, &incident)?;
    Ok((incident, event))
}

fn title(incident: &mut Incident, typed: &str) -> Result<Event, Refusal> {
    let to = open::title(typed)?;
    let from = std::mem::replace(&mut incident.title, to.clone());
    Ok(Event::TitleSet { from, to })
}

fn write(incident: &mut Incident, section: Section, text: Option<&str>) -> Result<Event, Refusal> {
    let before = incident.sections.get(section).map(str::to_owned);
    let text = match text {
        None => "",
        Some(text) => Refusal::unless_fits(section.as_str(), text, Section::MOST)?,
    };
    if let (Section::Affected, Some(share)) = (section, fact::more_than_all(text)) {
        return Err(Refusal::MoreThanAll(share.to_owned()));
    }
    incident.sections.set(section, text);
    Ok(Event::SectionWritten { section, before })
}

fn mark(incident: &mut Incident, milestone: Milestone, at: DateTime<Utc>) -> Result<Event, Refusal> {
    match milestone {
        Milestone::Resolved if incident.resolved_at().is_none() => {
            return Err(Refusal::NotResolvedYet(incident.number));
        }
        Milestone::Resolved if at < incident.started_at() => {
            return Err(Refusal::OutOfOrder { what: "The end", than: "before the start" });
        }
        Milestone::ImpactStarted if incident.resolved_at().is_some_and(|end| at > end) => {
            return Err(Refusal::OutOfOrder { what: "The start", than: "after the end" });
        }
        _ => incident.milestones.set(milestone, Mark::at(at)),
    }
    Ok(Event::MilestoneSet { milestone, at })
}

fn unmark(incident: &mut Incident, milestone: Milestone) -> Result<Event, Refusal> {
    if milestone == Milestone::Resolved {
        return Err(Refusal::CannotClear("end"));
    }
    incident.milestones.clear(milestone);
    Ok(Event::MilestoneCleared { milestone })
}

fn zoned(field: &str, kept: &mut Option<String>, zone: Option<Zone>) -> Event {
    let to = zone.map(|zone| zone.to_string());
    let from = std::mem::replace(kept, to.clone());
    Event::ZoneSet { field: field.to_owned(), from, to }
}
