//! Takes a past incident in, as its document told it. It is over: nothing is announced, nobody is reminded, and it is
//! found and counted like every other.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::ids::{ActionId, ActionNumber, EntryId, IncidentId, Number};
use crate::model::action::owner::{LONGEST_NAME, Owner};
use crate::model::action::{self, Action, Closed, Due};
use crate::model::attachment::{Keeping, Offered};
use crate::model::entry::Tier;
use crate::model::event::Event;
use crate::model::incident::{Incident, Roles, Section, Sections, State};
use crate::model::milestones::{Mark, Milestone, Milestones};
use crate::model::seal::hex;
use crate::model::settings::Settings;
use crate::operations::milestones_of::milestones_of;
use crate::postmortem::facts::{self, ActionKind, ActionState, Facts, File};
use crate::postmortem::{Beside, More};
use crate::store;
use crate::store::entries::NewEntry;
use crate::store::imports::Document;

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is this incident now.
    As(Number),
    /// It had come in before, as this incident. Nothing was changed.
    Before(Number),
}

/// Takes an incident in under the server's next number. The same bytes come in once.
pub fn import(change: &mut Change<'_>, facts: &Facts, name: &str, bytes: &[u8]) -> Result<Imported> {
    let guild = change.guild();
    let sha256 = hex(bytes);
    store::guilds::ensure(change, guild)?;
    if let Some(number) = store::imports::known(change, guild, &sha256)? {
        return Ok(Imported::Before(number));
    }
    let settings = store::guilds::settings(change, guild)?;
    let mut incident = written(change, facts, &settings);
    incident.number = store::guilds::next_number(change, guild)?;
    store::incidents::insert(change, &mut incident)?;
    let entries = add_entries(change, incident.id, facts)?;
    mark(change, &mut incident, facts, &entries)?;
    store::incidents::save(change, &incident)?;
    let mut beside = Beside::of(facts);
    beside.actions = add_actions(change, &incident, facts)?;
    let now = change.now;
    let document = Document { sha256: &sha256, name };
    store::imports::put(change, (guild, incident.id), document, &beside, now)?;
    change.audit(Some(incident.id), &Event::Imported { name: name.to_owned() })?;
    Ok(Imported::As(incident.number))
}

/// The severity of the server that a document's word means: the same word, else the one of the same rank.
#[must_use]
pub fn severity<'s>(settings: &'s Settings, label: &str) -> Option<&'s str> {
    let bare = |text: &str| text.to_lowercase().replace(['-', ' ', '_'], "");
    let same = settings.severities.iter().find(|known| bare(known) == bare(label));
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    let rank: Option<usize> = digits.parse().ok();
    let ranked = rank.and_then(|rank| settings.severities.get(rank.checked_sub(1)?));
    same.or(ranked).map(String::as_str)
}

fn written(change: &Change<'_>, facts: &Facts, settings: &Settings) -> Incident {
    let label = severity(settings, &facts.severity.label).unwrap_or(settings.default_severity());
    let first = facts.entries.first().map(|entry| entry.at);
    let started = facts.milestones.at(Milestone::Declared).or(facts.milestones.at(Milestone::ImpactStarted));
    let opened_at = started.or(first).unwrap_or(change.now);
    let last = facts.entries.last().map(|entry| entry.at);
    let ended_at = facts.milestones.at(Milestone::Resolved).or(last).unwrap_or(opened_at);
    Incident {
        id: IncidentId(0),
        guild: change.guild(),
        number: Number(0),
        title: facts.title.clone(),
        severity: label.to_owned(),
        state: State::Resolved,
        status: settings.statuses.last().map_or_else(String::new, String::clone),
        private: facts.private,
        sections: sections(facts),
        roles: Roles::default(),
        milestones: Milestones::default(),
        zone: Some(facts.zone.to_string()),
        document_zone: None,
        opened_by: None,
        opened_by_name: change.by.name().to_owned(),
        opened_at,
        ended_at: Some(ended_at),
        channel: None,
        merged_into: None,
        last_update: None,
        next_update_at: None,
        active_at: ended_at,
    }
}

fn sections(facts: &Facts) -> Sections {
    let texts = &facts.texts;
    let affected = facts.affected.as_ref().map_or("", |affected| &affected.text);
    let mut sections = Sections::default();
    for (section, text) in [
        (Section::Summary, texts.summary.as_str()),
        (Section::Impact, &texts.impact),
        (Section::Affected, affected),
        (Section::Detection, &texts.detection),
        (Section::Cause, &texts.cause),
        (Section::Resolution, &texts.resolution),
        (Section::Lessons, &texts.lessons),
        (Section::Conclusion, &texts.conclusion),
    ] {
        sections.set(section, text);
    }
    sections
}

/// Adds the entries with their files, and says which rows they became.
fn add_entries(
    change: &mut Change<'_>,
    incident: IncidentId,
    facts: &Facts,
) -> Result<HashMap<EntryId, EntryId>> {
    let files: HashMap<_, _> = facts.files.iter().map(|file| (file.id, file)).collect();
    let mut rows = HashMap::new();
    let now = change.now;
    for entry in &facts.entries {
        let new = NewEntry {
            at: entry.at,
            kind: entry.kind,
            tier: if entry.narrative { Tier::Narrative } else { Tier::Log },
            text: &entry.text,
            author: None,
            author_name: &entry.author,
            source: None,
            pinned: false,
            event: None,
        };
        let (row, _) = store::entries::add(change, incident, &new, now)?;
        rows.entry(entry.id).or_insert(row);
        for file in entry.files.iter().filter_map(|id| files.get(id)) {
            keep(change, (incident, row), file)?;
        }
    }
    Ok(rows)
}

/// Keeps a file under the name it had before it got a number here.
fn keep(change: &mut Change<'_>, of: (IncidentId, EntryId), file: &File) -> Result<()> {
    let numbered = format!("-{}.", file.id);
    let name = match file.name.rsplit_once(&numbered) {
        Some((stem, ending)) => format!("{stem}.{ending}"),
        None => file.name.clone(),
    };
    let kept = change.files().keep(&file.bytes)?;
    let offered = Offered { name, url: String::new(), size: file.bytes.len() as u64 };
    let id = store::attachments::add(change, of, &offered, &Keeping::Wanted)?;
    store::attachments::kept(change, id, &kept)?;
    Ok(())
}

/// Sets the milestones that do not follow from the timeline by themselves.
fn mark(
    change: &mut Change<'_>,
    incident: &mut Incident,
    facts: &Facts,
    rows: &HashMap<EntryId, EntryId>,
) -> Result<()> {
    let implied = milestones_of(change, incident)?;
    for (milestone, mark) in
        facts.milestones.iter().filter(|(milestone, _)| *milestone != Milestone::Declared)
    {
        if implied.at(milestone) != Some(mark.at) {
            let entry = mark.entry.and_then(|entry| rows.get(&entry).copied());
            incident.milestones.set(milestone, Mark { entry, ..mark.clone() });
        }
    }
    Ok(())
}

/// Adds the actions, and says what of them has no column.
fn add_actions(change: &mut Change<'_>, incident: &Incident, facts: &Facts) -> Result<Vec<More>> {
    let mut beside = Vec::new();
    for told in &facts.actions {
        let mut action = action(change, incident, told);
        action.number = store::guilds::next_action(change, incident.guild)?;
        store::actions::insert(change, &mut action)?;
        let more = More {
            action: action.id,
            repeat: told.repeat.clone(),
            link: told.link.clone(),
            group: told.group.clone(),
        };
        if [&more.repeat, &more.link, &more.group].iter().any(|text| !text.is_empty()) {
            beside.push(more);
        }
    }
    Ok(beside)
}

fn action(change: &Change<'_>, incident: &Incident, told: &facts::Action) -> Action {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let ended = incident.ended_at.unwrap_or(incident.opened_at);
    let closed = |note: &str| Some(Closed { at: ended, by: change.by.name().to_owned(), note: some(note) });
    let (state, closed) = match &told.state {
        ActionState::Open => (action::State::Open, None),
        ActionState::Done(note) => (action::State::Done, closed(note)),
        ActionState::Dropped(why) => (action::State::Dropped, closed(why)),
    };
    Action {
        id: ActionId(0),
        guild: incident.guild,
        number: ActionNumber(0),
        incident: incident.id,
        title: told.title.clone(),
        kind: match told.kind {
            ActionKind::Corrective => action::Kind::Corrective,
            ActionKind::Preventative => action::Kind::Preventative,
            ActionKind::Improvement => action::Kind::Improvement,
            ActionKind::Task => action::Kind::Task,
        },
        detail: some(&told.detail),
        owner: some(&told.owner).map(|name| Owner::Named { name: name.chars().take(LONGEST_NAME).collect() }),
        due: told.due.map(|at| due(at, incident)),
        priority: told.priority.to_lowercase().parse().ok(),
        repeat: None,
        done_when: some(&told.done_when),
        state,
        closed,
        snoozed_until: None,
        issue: None,
        created_by: None,
        created_by_name: change.by.name().to_owned(),
        created_at: incident.opened_at,
    }
}

/// The last minute of a day means the whole of it.
fn due(at: DateTime<Utc>, incident: &Incident) -> Due {
    let zone = incident.zone.as_deref().and_then(|zone| zone.parse().ok());
    let zone = zone.unwrap_or(crate::model::zone::Zone::UTC);
    let last = zone.local(at + TimeDelta::minutes(1));
    Due { at, whole_day: last.hour() == 0 && last.minute() == 0, zone }
}
