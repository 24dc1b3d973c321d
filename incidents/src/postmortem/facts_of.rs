//! Gathers the facts of an incident from the store, all from one view.

use std::collections::HashMap;

use super::calls_of::{pages_of, severity_changes_of};
use super::facts::{Affected, Facts, File, Person, Severity, Texts};
use super::measures_of::measures_of;
use crate::change::View;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::attachment::Keeping;
use crate::model::incident::{Incident, Section};
use crate::model::moment;
use crate::model::settings::{Hours, Settings};
use crate::model::zone::Zone;
use crate::operations::milestones_of::milestones_of;
use crate::store;

/// Whether the bytes of files are wanted, or only that they are there.
#[derive(Clone, Copy, PartialEq)]
enum Bytes {
    Read,
    Left,
}

/// Everything the postmortem of an incident is made of, as it stands now. Removed entries are not among it.
pub fn facts_of(view: &mut View<'_>, incident: &Incident) -> Result<Facts> {
    gather(view, incident, Bytes::Read)
}

/// The same without the bytes of its files: enough to say what changed, and little enough to be kept.
pub fn facts_without_files(view: &mut View<'_>, incident: &Incident) -> Result<Facts> {
    gather(view, incident, Bytes::Left)
}

fn gather(view: &mut View<'_>, incident: &Incident, bytes: Bytes) -> Result<Facts> {
    let settings = store::guilds::settings(view, incident.guild)?;
    let (zone, zone_label) = zone(&settings, incident);
    let mut facts = Facts::new(incident.number, &incident.title, severity(&settings, &incident.severity));
    facts.private = incident.private;
    facts.zone = zone;
    facts.zone_label = zone_label;
    facts.zone_chosen = incident.zone.is_some()
        || incident.document_zone.is_some()
        || settings.zone != Settings::default().zone;
    facts.hours = hours(&settings);
    facts.texts = texts(incident);
    facts.affected = incident.sections.get(Section::Affected).map(affected);
    facts.milestones = milestones_of(view, incident)?;
    facts.entries = store::entries::told(view, incident.id)?;
    add_files(view, incident.id, bytes, &mut facts)?;
    facts.actions = measures_of(view, incident.id)?;
    facts.people = people(incident);
    facts.pages = pages_of(view, incident.id)?;
    facts.severity_changes = severity_changes_of(view, incident.id, &settings)?;
    if let Some(publication) = store::postmortems::get(view, incident.id)? {
        facts.state = publication.state;
        facts.version = publication.edition.max(1);
    }
    if let Some(beside) = store::imports::beside(view, incident.id)? {
        beside.add_to(&mut facts);
    }
    Ok(facts)
}

/// Where the document tells times, and under which label: its own zone, else the incident's, else the server's. A name
/// that is no zone is a label for the zone that would be used without it.
fn zone(settings: &Settings, incident: &Incident) -> (Zone, Option<String>) {
    let usual = [incident.zone.as_deref(), Some(settings.zone.as_str())];
    let usual = usual.into_iter().flatten().find_map(|name| name.parse().ok()).unwrap_or(Zone::UTC);
    match &incident.document_zone {
        None => (usual, None),
        Some(name) => match name.parse() {
            Ok(zone) => (zone, None),
            Err(_) => (usual, Some(name.clone())),
        },
    }
}

fn hours(settings: &Settings) -> moment::Hours {
    match settings.hours() {
        Hours::Twelve => moment::Hours::Twelve,
        Hours::TwentyFour => moment::Hours::TwentyFour,
    }
}

/// A severity with its place among the server's; one that the server no longer has counts as the mildest.
pub(super) fn severity(settings: &Settings, label: &str) -> Severity {
    let known = settings.severities.iter().position(|name| name == label);
    let place = known.unwrap_or(settings.severities.len()) + 1;
    Severity { label: label.to_owned(), rank: u8::try_from(place).unwrap_or(u8::MAX) }
}

fn texts(incident: &Incident) -> Texts {
    let text = |section| incident.sections.get(section).unwrap_or_default().to_owned();
    Texts {
        summary: text(Section::Summary),
        impact: text(Section::Impact),
        detection: text(Section::Detection),
        cause_in_short: String::new(),
        cause: text(Section::Cause),
        resolution: text(Section::Resolution),
        lessons: text(Section::Lessons),
        conclusion: text(Section::Conclusion),
    }
}

/// `68% of active users`: the text as typed, with its share where one stands in it.
pub(super) fn affected(text: &str) -> Affected {
    let before = text.split_once('%').map_or("", |(before, _)| before.trim_end());
    let digits = before.rsplit(|letter: char| !letter.is_ascii_digit() && letter != '.').next();
    let number = digits.and_then(|digits| digits.parse().ok());
    Affected { percent: number.filter(|percent| (0.0..=100.0).contains(percent)), text: text.to_owned() }
}

/// Our own copies of the files, each with the entry it came with. One that is gone from the disk is left out.
fn add_files(view: &mut View<'_>, incident: IncidentId, bytes: Bytes, facts: &mut Facts) -> Result<()> {
    let attachments = store::attachments::of_incident(view, incident)?;
    if attachments.is_empty() {
        return Ok(());
    }
    let place: HashMap<_, _> = facts.entries.iter().enumerate().map(|(at, entry)| (entry.id, at)).collect();
    for attachment in attachments {
        let (Some(&at), Keeping::Kept(kept)) = (place.get(&attachment.entry), &attachment.keeping) else {
            continue;
        };
        let bytes = match bytes {
            Bytes::Read => view.files().read(kept)?,
            Bytes::Left => Some(Vec::new()),
        };
        if let Some(bytes) = bytes {
            let name = attachment.shown_name(kept);
            facts.files.push(File { id: attachment.id, name, mime: kept.mime.clone(), bytes: bytes.into() });
            facts.entries[at].files.push(attachment.id);
        }
    }
    Ok(())
}

/// The facts of an earlier edition with the bytes of those files of its that are still kept.
pub fn with_files(view: &mut View<'_>, incident: IncidentId, mut facts: Facts) -> Result<Facts> {
    for attachment in store::attachments::of_incident(view, incident)? {
        let Keeping::Kept(kept) = &attachment.keeping else { continue };
        let Some(file) = facts.files.iter_mut().find(|file| file.id == attachment.id) else { continue };
        file.bytes = view.files().read(kept)?.unwrap_or_default().into();
    }
    facts.files.retain(|file| !file.bytes.is_empty());
    let there: Vec<_> = facts.files.iter().map(|file| file.id).collect();
    for entry in &mut facts.entries {
        entry.files.retain(|file| there.contains(file));
    }
    Ok(facts)
}

fn people(incident: &Incident) -> Vec<Person> {
    let held = incident.roles.0.iter();
    held.map(|(role, holder)| Person { role: role.clone(), name: holder.name.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_read_from_the_text_where_it_stands() {
        for (text, percent) in [
            ("68% of active users", Some(68.0)),
            ("about 12.5 % of orders", Some(12.5)),
            ("nobody", None),
            ("größer als 3%", Some(3.0)),
            ("1e9% of everything", Some(9.0)),
            ("250% of last week's errors", None),
            ("% of users", None),
        ] {
            assert_eq!(affected(text).percent, percent, "{text:?}");
            assert_eq!(affected(text).text, text);
        }
    }
}
