//! How facts look to programs. Fields are added here and never renamed.

use chrono::{DateTime, SecondsFormat, Utc};
use incidents::ids::Number;
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, Priority};
use incidents::model::entry::Entry;
use incidents::model::incident::{Incident, Section};
use incidents::model::named::NamedSchedule;
use incidents::model::who::Who;
use incidents::operations::roster::People;
use serde_json::{Map, Value, json};

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An incident.
pub fn incident(incident: &Incident) -> Value {
    let written: Map<String, Value> = Section::ALL
        .iter()
        .map(|section| (section.as_str().to_owned(), incident.sections.get(*section).into()))
        .collect();
    let roles: Map<String, Value> =
        incident.roles.0.iter().map(|(role, holder)| (role.clone(), holder.name.as_str().into())).collect();
    let update = incident.last_update.as_ref();
    json!({
        "number": incident.number.0,
        "name": incident.number.to_string(),
        "title": incident.title,
        "severity": incident.severity,
        "state": incident.state.as_str(),
        "status": incident.status,
        "opened_by": incident.opened_by_name,
        "opened_at": instant(incident.opened_at),
        "started_at": instant(incident.started_at()),
        "ended_at": incident.ended_at.map(instant),
        "next_update_at": incident.next_update_at.map(instant),
        "last_update": update.map(|update| json!({ "text": update.text, "at": instant(update.at), "by": update.by })),
        "roles": roles,
        "sections": written,
    })
}

/// An entry of a timeline. Of a removed one only that it was there is told.
pub fn entry(entry: &Entry) -> Value {
    let text = if entry.removed.is_some() { None } else { Some(entry.text.as_str()) };
    json!({
        "number": entry.seq,
        "at": instant(entry.at),
        "recorded_at": instant(entry.typed_at),
        "kind": entry.kind.as_str(),
        "tier": entry.tier.as_str(),
        "text": text,
        "by": entry.author_name,
        "by_sitrep": entry.by_sitrep,
        "edited_at": entry.edited_at.map(instant),
        "removed_at": entry.removed.as_ref().map(|removed| instant(removed.at)),
    })
}

/// An action, with the incident that it follows from.
pub fn action(action: &Action, of: Number) -> Value {
    json!({
        "number": action.number.0,
        "name": action.number.to_string(),
        "title": action.title,
        "kind": action.kind.as_str(),
        "detail": action.detail,
        "state": action.state.as_str(),
        "owner": action.owner.as_ref().map(Owner::name),
        "due": action.due.map(|due| instant(due.at)),
        "priority": action.priority.map(Priority::as_str),
        "done_when": action.done_when,
        "incident": of.0,
    })
}

/// A schedule: who is on call, until when, and who comes next.
pub fn schedule(schedule: &NamedSchedule, people: &People, now: DateTime<Utc>) -> Value {
    let present = schedule.is.on_call(now);
    let next = schedule.is.next_handoff_after(now);
    let shown = |several: &[Who]| {
        people.each_once(several).iter().map(|who| person(people, *who)).collect::<Vec<_>>()
    };
    json!({
        "name": schedule.name.as_str(),
        "on_call": shown(&present.who),
        "until": present.until.map(instant),
        "next": next.as_ref().map(|next| shown(&next.to)).unwrap_or_default(),
        "next_at": next.as_ref().map(|next| instant(next.at)),
    })
}

/// Somebody by the name of their contact and their number on Discord, as far as there are these. Numbers of Discord's are too large
/// for some programs and stand as text.
fn person(people: &People, who: Who) -> Value {
    let role = if let Who::Role(role) = who { Some(role.to_string()) } else { None };
    json!({
        "contact": people.contact(who).map(|contact| contact.name.as_str()),
        "user": people.user(who).map(|user| user.to_string()),
        "role": role,
    })
}
