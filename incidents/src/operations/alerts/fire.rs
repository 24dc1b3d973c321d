//! An alert fires: a new one opens an incident or calls somebody, one that is known is added to what it belongs to.

use crate::noted;
use chrono::{DateTime, Utc};

use super::page::{self, Said};
use super::standing::{of_incident, standing};
use super::take_in::At;
use super::tell::{self, Telling};
use crate::change::Change;
use crate::error::Result;
use crate::ids::AlertId;
use crate::model::alert::{Alert, Does, Kept, KeptState, Made, Place, rank};
use crate::model::entry::EntryKind;
use crate::model::escalation::{AlertMeans, Rise};
use crate::model::incident::Incident;
use crate::model::notice::{AlertTurn, Notice, Saying};
use crate::model::timer::Timer;
use crate::operations::{open, set_severity};
use crate::store;

/// What was heard.
pub(super) struct Heard<'a> {
    pub(super) key: String,
    pub(super) alert: &'a Alert,
    /// How bad it is, as the server spells it.
    pub(super) severity: String,
}

/// Does what a firing alert asks for.
pub(super) fn fire(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    heard: &Heard<'_>,
    kept: Option<Kept>,
) -> Result<Made> {
    let (known, incident) = standing(change, at, kept.as_ref())?;
    let graver = kept
        .as_ref()
        .is_some_and(|kept| rank(at.settings, &heard.severity) < rank(at.settings, &kept.severity));
    let rise = if graver { Rise::Graver } else { Rise::NoGraver };
    match (AlertMeans::firing(known, rise), kept) {
        (AlertMeans::Append, Some(kept)) => append(change, at, heard, kept, incident),
        (AlertMeans::AppendAndPage, Some(kept)) => raise(change, at, heard, kept, incident),
        _ => begin(change, at, heard),
    }
}

/// Something new.
fn begin(change: &mut Change<'_>, at: &mut At<'_>, heard: &Heard<'_>) -> Result<Made> {
    let now = change.now;
    match at.source.is.storm.place(now) {
        Place::Own if at.source.is.rules.does == Does::Page => page_alone(change, at, heard),
        Place::Own => {
            at.source.is.storm.opened(now);
            open_for(change, at, heard, None)
        }
        Place::New => open_for(change, at, heard, Some(storm_title(at))),
        Place::Gathered(incident) => {
            let (_, incident) = of_incident(change, at, incident)?;
            if incident.is_open() {
                gather(change, at, heard, &incident)
            } else {
                open_for(change, at, heard, Some(storm_title(at)))
            }
        }
    }
}

fn storm_title(at: &At<'_>) -> String {
    format!("Alert storm from {}", at.source.name)
}

/// Opens an incident and calls whom the source's policy names. With a title of its own it gathers a storm.
fn open_for(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    heard: &Heard<'_>,
    storm: Option<String>,
) -> Result<Made> {
    let (alert, now) = (heard.alert, change.now);
    let gathers = storm.is_some();
    let title = storm.unwrap_or_else(|| tell::title(&alert.title, at.source.name.as_str()));
    let wish = open::Wish {
        title,
        severity: Some(heard.severity.clone()),
        summary: Some(alert.text.clone()).filter(|text| !text.is_empty()),
        ..open::Wish::default()
    };
    let incident = open::open(change, &wish)?;
    at.seen = None;
    if gathers {
        at.source.is.storm.gathered(incident.id, now);
    }
    let mut kept = fresh(at, heard, now);
    (kept.incident, kept.gathered) = (Some(incident.id), gathers);
    store::alerts::put(change, &mut kept)?;
    let turn = AlertTurn::Fires;
    tell::tell(
        change,
        at.source.name.as_str(),
        incident.id,
        &Telling { alert, kind: EntryKind::Alert, turn },
    )?;
    let unpaged = call_now_or_later(change, at, heard, &incident, kept.id)?;
    if let Some(why) = &unpaged {
        let what = noted!("The page for this alert").to_owned();
        change.send(&Notice::Say {
            incident: incident.id,
            what: Saying::NotDelivered { what, why: why.clone() },
        })?;
    }
    Ok(Made::Opened { incident: incident.number, unpaged })
}

/// Calls at once, or at the end of the source's quiet hours. Says why nobody is called where that is the case.
fn call_now_or_later(
    change: &mut Change<'_>,
    at: &At<'_>,
    heard: &Heard<'_>,
    incident: &Incident,
    alert: AlertId,
) -> Result<Option<String>> {
    if at.source.is.rules.policy.is_none() {
        return Ok(None);
    }
    if let Some(until) = quiet_until(at, heard, change.now) {
        change.set_timer(&Timer::AlertHeld { alert }, until)?;
        return Ok(Some(noted!(
            "it is quiet hours until {until}; it is sent then, if the alert still fires",
            until = clock(at, until)
        )));
    }
    page::on_incident(change, at.source, incident.id, &Said::of(heard.alert))
}

fn clock(at: &At<'_>, until: DateTime<Utc>) -> String {
    let zone = at.settings.zone();
    format!("{} ({})", zone.local(until).format("%H:%M"), at.settings.zone)
}

/// When somebody may be called; none when that is now.
fn quiet_until(at: &At<'_>, heard: &Heard<'_>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let quiet = at.source.is.rules.quiet_hours?;
    let zone = at.settings.zone();
    let gravest = rank(at.settings, &heard.severity) == 0;
    (!gravest && quiet.contains(zone.local(now).time())).then(|| quiet.ends_after(now, zone))
}

/// Calls somebody, and opens nothing.
fn page_alone(change: &mut Change<'_>, at: &mut At<'_>, heard: &Heard<'_>) -> Result<Made> {
    let now = change.now;
    let mut kept = fresh(at, heard, now);
    if let Some(until) = quiet_until(at, heard, now) {
        kept.state = KeptState::Held;
        store::alerts::put(change, &mut kept)?;
        change.set_timer(&Timer::AlertHeld { alert: kept.id }, until)?;
        return Ok(Made::Held);
    }
    match page::alone(change, at.source, &heard.severity, &Said::of(heard.alert))? {
        Ok(page) => {
            at.source.is.storm.opened(now);
            kept.page = Some(page);
            store::alerts::put(change, &mut kept)?;
            Ok(Made::Paged)
        }
        // An alert that can reach nobody by a page is at least seen.
        Err(_) => {
            at.source.is.storm.opened(now);
            open_for(change, at, heard, None)
        }
    }
}

/// One more of a storm: it is counted, and told with the others within the minute.
fn gather(change: &mut Change<'_>, at: &mut At<'_>, heard: &Heard<'_>, incident: &Incident) -> Result<Made> {
    let now = change.now;
    at.source.is.storm.gathered(incident.id, now);
    let mut kept = fresh(at, heard, now);
    (kept.incident, kept.gathered, kept.untold) = (Some(incident.id), true, 1);
    store::alerts::put(change, &mut kept)?;
    at.counted = true;
    if rank(at.settings, &heard.severity) < rank(at.settings, &incident.severity) {
        graver(change, at, heard, incident)?;
        return Ok(Made::Raised { incident: incident.number });
    }
    Ok(Made::Gathered { incident: incident.number })
}

/// The same again.
fn append(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    heard: &Heard<'_>,
    kept: Kept,
    incident: Option<Incident>,
) -> Result<Made> {
    let now = change.now;
    let told = incident.is_some() && kept.is_told_now(heard.alert.state, now);
    let mut kept = again(kept, at, heard, now);
    let made = match incident {
        None if kept.state == KeptState::Held => Made::Held,
        None => Made::PageGoesOn,
        Some(incident) => {
            (kept.incident, kept.state) = (Some(incident.id), KeptState::Firing);
            if told {
                let turn = AlertTurn::Again { times: kept.times };
                let telling = Telling { alert: heard.alert, kind: EntryKind::Alert, turn };
                tell::tell(change, at.source.name.as_str(), incident.id, &telling)?;
                (kept.untold, kept.told_at) = (0, now);
            } else {
                kept.untold += 1;
                at.counted = true;
            }
            Made::Added { incident: incident.number, counted: !told }
        }
    };
    store::alerts::put(change, &mut kept)?;
    Ok(made)
}

/// The same again, and worse: whoever has not answered is called once more.
fn raise(
    change: &mut Change<'_>,
    at: &mut At<'_>,
    heard: &Heard<'_>,
    kept: Kept,
    incident: Option<Incident>,
) -> Result<Made> {
    let now = change.now;
    let mut kept = again(kept, at, heard, now);
    kept.state = KeptState::Firing;
    let made = match incident {
        Some(incident) => {
            kept.incident = Some(incident.id);
            (kept.untold, kept.told_at) = (0, now);
            graver(change, at, heard, &incident)?;
            Made::Raised { incident: incident.number }
        }
        None => {
            if let Ok(page) = page::alone(change, at.source, &heard.severity, &Said::of(heard.alert))? {
                kept.page = Some(page);
            }
            Made::Paged
        }
    };
    store::alerts::put(change, &mut kept)?;
    Ok(made)
}

fn graver(change: &mut Change<'_>, at: &mut At<'_>, heard: &Heard<'_>, incident: &Incident) -> Result<()> {
    at.seen = None;
    let name = at.source.name.as_str();
    let turn = AlertTurn::Graver { severity: heard.severity.clone() };
    tell::tell(change, name, incident.id, &Telling { alert: heard.alert, kind: EntryKind::Alert, turn })?;
    if rank(at.settings, &heard.severity) < rank(at.settings, &incident.severity) {
        let reason = format!("an alert of {name} says so");
        set_severity::set_severity(change, incident.id, &heard.severity, Some(&reason))?;
    }
    page::on_incident(change, at.source, incident.id, &Said::of(heard.alert)).map(drop)
}

fn fresh(at: &At<'_>, heard: &Heard<'_>, now: DateTime<Utc>) -> Kept {
    Kept {
        id: AlertId(0),
        guild: at.source.guild,
        source: at.source.id,
        key: heard.key.clone(),
        title: heard.alert.title.clone(),
        severity: heard.severity.clone(),
        state: KeptState::Firing,
        incident: None,
        page: None,
        gathered: false,
        times: 1,
        untold: 0,
        last_at: now,
        told_at: now,
        body: at.body.to_owned(),
    }
}

fn again(kept: Kept, at: &At<'_>, heard: &Heard<'_>, now: DateTime<Utc>) -> Kept {
    Kept {
        title: heard.alert.title.clone(),
        severity: heard.severity.clone(),
        times: kept.times + 1,
        last_at: now,
        body: at.body.to_owned(),
        ..kept
    }
}
